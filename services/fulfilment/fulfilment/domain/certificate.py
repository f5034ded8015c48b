"""Certificates of the town: which data they hold, and the code by which anyone can verify them."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from contracts.parts import VerifiedPerson
from fulfilment.domain.form import FormField
from fulfilment.domain.plans import CertificateLine
from fulfilment.domain.section import Procedure
from fulfilment.domain.statement import DAY, Line, written

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no letter that is mistaken for a digit."""
CODE_LENGTH = 16
GROUP = 4


@dataclass(frozen=True)
class Enclosure:
    """A file that becomes part of a certificate."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class CertificateText:
    """Everything that stands on a certificate."""

    number: str
    title: str
    legal_basis: str
    sentence: str
    lines: tuple[Line, ...]
    closing: str
    code: str
    issued_on: date
    enclosures: tuple[Enclosure, ...] = ()
    stamp: str = ""


@dataclass(frozen=True)
class Certificate:
    """A certificate that was made, with the SHA-256 of its file, and since when it holds no more."""

    id: UUID
    case_id: UUID
    appointment_id: UUID
    title: str
    code: str
    sha256: str
    issued_at: datetime
    revoked_at: datetime | None = None
    is_kept: bool = True
    """Whether the file is still here; after its time only what was issued and when is known."""


@dataclass(frozen=True)
class RevocationProposal:
    """Somebody's proposal to revoke a certificate."""

    certificate_id: UUID
    proposed_at: datetime
    reason: str
    actor: str


def certificate_id(case_id: UUID) -> UUID:
    """Return the id of a case's certificate; it follows from the case, so a repetition makes no second one."""
    return uuid5(case_id, "certificate")


def new_code() -> str:
    """Draw a verification code (80 bits), which no one can guess."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def readable(code: str) -> str:
    """Return a code in groups of four."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normal(typed: str) -> str:
    """Read a code as people type it: any case, with or without hyphens, O for 0, I and L for 1 (Crockford)."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return plain.translate(str.maketrans("OIL", "011"))


def certificate_lines(
    procedure: Procedure, person: VerifiedPerson, answers: dict[str, str], submitted_on: date
) -> tuple[Line, ...]:
    """Return the data of the certificate, those that the plan names and no other."""
    plan = procedure.certificate
    if plan is None:
        raise ValueError(f"{procedure.key} has no certificate")
    fields = {field.key: field for field in procedure.form}

    def value(line: CertificateLine) -> str:
        kind, _, name = line.source.partition(".")
        if kind == "person":
            found = getattr(person, name)
            return found.strftime(DAY) if isinstance(found, date) else str(found)
        if kind == "answer":
            return _answer(fields, name, answers)
        return submitted_on.strftime(DAY)

    told = ((line, value(line)) for line in plan.all_lines)
    return tuple(Line(line.label, text or "–") for line, text in told if text or not line.optional)


def _answer(fields: dict[str, FormField], name: str, answers: dict[str, str]) -> str:
    return written(fields[name], answers) if name in fields else ""

"""Finding the notice that a transfer is for: a ladder from the surest clue to none, each rung with its reason.

The ladder goes: RF creditor reference (ISO 11649, with check digits), Kassenzeichen as printed (with check digit),
Kassenzeichen with noise around and inside, number of the notice with the very amount. A name is never enough: it only
makes a suggestion that a person decides on.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from stdnum import iso11649
from stdnum.iso7064 import mod_11_10

from billing.domain.statement import Transaction

Rung = Literal["rf", "kassenzeichen", "noise", "number"]
Reason = Literal["rf", "kassenzeichen", "noise", "number", "several", "none", "refund", "person"]
RUNGS: tuple[Rung, ...] = ("rf", "kassenzeichen", "noise", "number")

_GAP = r"[\s./_-]*"
_RF = re.compile(rf"R{_GAP}F{_GAP}\d(?:{_GAP}\d){{14}}", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![A-Z])([A-Z]{1,4})[\s./_-]*(20\d\d)[\s./_-]*(\d{6})(?!\d)")
_LOOKALIKES = str.maketrans("OoQIl|", "000111")
_DIGITS = 13
"""Digits of a Kassenzeichen: four of the town, two of the year, six of the number, one to check."""


class Known(Protocol):
    """What a notice is recognised by."""

    @property
    def number(self) -> str: ...
    @property
    def kassenzeichen(self) -> str: ...
    @property
    def rf(self) -> str: ...
    @property
    def amount(self) -> int: ...


@dataclass(frozen=True)
class Clues:
    """What a transfer names, on each rung; all written as on the notice."""

    rf: frozenset[str]
    kassenzeichen: frozenset[str]
    noise: frozenset[str]
    number: frozenset[str]


@dataclass(frozen=True)
class Match:
    """The notice that was found, or why none was."""

    notice: Known | None
    reason: Reason


def clues_of(transaction: Transaction, prefix: str) -> Clues:
    """Read every clue from purpose, references and end-to-end id; `prefix` is the town's part of a Kassenzeichen."""
    said = (*transaction.references, transaction.text, transaction.end_to_end)
    # Banks cut the purpose into lines of 35 or 27 characters, in the middle of a number too.
    return _clues((*said, transaction.text.replace("\n", "")), prefix)


def clues_of_text(text: str, prefix: str) -> Clues:
    """Read every clue from what a person has typed."""
    return _clues((text,), prefix)


def _clues(texts: tuple[str, ...], prefix: str) -> Clues:
    return Clues(
        rf=frozenset(_rfs(texts)),
        kassenzeichen=frozenset(_as_printed(texts, prefix)),
        noise=frozenset(_with_noise(texts, prefix)),
        number=frozenset(f"{a}-{b}-{c}" for text in texts for a, b, c in _NUMBER.findall(text.upper())),
    )


def match(transaction: Transaction, clues: Clues, known: Iterable[Known]) -> Match:
    """Climb down the ladder; two different notices on one rung are for a person to decide."""
    notices = list(known)
    for rung in RUNGS:
        found = _on(rung, transaction, clues, notices)
        if len({notice.number for notice in found}) > 1:
            return Match(None, "several")
        if found:
            return Match(found[0], rung)
    return Match(None, "none")


def _on(rung: Rung, transaction: Transaction, clues: Clues, notices: Sequence[Known]) -> list[Known]:
    if rung == "rf":
        return [notice for notice in notices if notice.rf in clues.rf]
    if rung == "kassenzeichen":
        return [notice for notice in notices if notice.kassenzeichen in clues.kassenzeichen]
    if rung == "noise":
        return [notice for notice in notices if notice.kassenzeichen in clues.noise]
    fits = abs(transaction.amount)
    return [notice for notice in notices if notice.number in clues.number and notice.amount == fits]


def _rfs(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for found in _RF.findall(text):
            reference = re.sub(_GAP, "", found).upper()
            if iso11649.is_valid(reference):
                yield reference


def _as_printed(texts: Iterable[str], prefix: str) -> Iterable[str]:
    gap = r"[\s./-]?"
    pattern = re.compile(rf"(?<!\d)({prefix}){gap}(\d\d){gap}(\d{{6}}){gap}(\d)(?!\d)")
    for text in texts:
        for parts in pattern.findall(text):
            if mod_11_10.is_valid("".join(parts)):
                yield _written("".join(parts))


def _with_noise(texts: Iterable[str], prefix: str) -> Iterable[str]:
    for text in texts:
        digits = re.sub(r"\D", "", text.translate(_LOOKALIKES))
        for start in range(len(digits) - _DIGITS + 1):
            part = digits[start : start + _DIGITS]
            if part.startswith(prefix) and mod_11_10.is_valid(part):
                yield _written(part)


def _written(digits: str) -> str:
    return f"{digits[:4]}.{digits[4:6]}.{digits[6:12]}-{digits[12]}"

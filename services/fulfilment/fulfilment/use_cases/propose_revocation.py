"""Proposes to take a certificate back: a second supervisor has to agree (four eyes) before it counts."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from fulfilment.domain.errors import CertificateUnknown, OwnProposal
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.revoke_certificate import revoke_certificate

Standing = Literal["valid", "proposed", "revoked"]
"""How a certificate stands: it holds, it holds although somebody has proposed to revoke it, or it is revoked."""


@dataclass(frozen=True)
class Outcome:
    """Whether something was done, and how the certificate stands now: somebody else may have been faster."""

    done: bool
    now: Standing


def propose_revocation(unit: FulfilmentUnit, certificate_id: UUID, reason: str, actor: str) -> Outcome:
    """Keep the proposal; the first one stands, and what is revoked already stays as it is.

    Raises:
        CertificateUnknown: if this town has no such certificate.
    """
    now = _standing(unit, certificate_id)
    if now != "valid" or not unit.certificates.propose(certificate_id, unit.clock(), reason, actor):
        return Outcome(done=False, now=_standing(unit, certificate_id))
    unit.audit("revocation.proposed", certificate_id, actor)
    return Outcome(done=True, now="proposed")


def agree_to_revocation(unit: FulfilmentUnit, certificate_id: UUID, actor: str) -> Outcome:
    """Revoke for good what somebody else has proposed; without a proposal nothing happens.

    Raises:
        CertificateUnknown: if this town has no such certificate.
        OwnProposal: the same person has proposed it.
    """
    proposal = unit.certificates.proposal(certificate_id)
    if proposal is None:
        return Outcome(done=False, now=_standing(unit, certificate_id))
    if proposal.actor == actor:
        raise OwnProposal(str(certificate_id))
    revoke_certificate(unit, certificate_id, proposal.reason, actor)
    unit.certificates.drop_proposal(certificate_id)
    return Outcome(done=True, now="revoked")


def drop_proposal(unit: FulfilmentUnit, certificate_id: UUID, actor: str) -> Outcome:
    """Let the certificate hold; anyone who may propose may also drop.

    Raises:
        CertificateUnknown: if this town has no such certificate.
    """
    if unit.certificates.proposal(certificate_id) is None:
        return Outcome(done=False, now=_standing(unit, certificate_id))
    unit.certificates.drop_proposal(certificate_id)
    unit.audit("revocation.dropped", certificate_id, actor)
    return Outcome(done=True, now="valid")


def _standing(unit: FulfilmentUnit, certificate_id: UUID) -> Standing:
    """Say how it stands; a proposal waits here for whoever is about to agree to it or to drop it."""
    proposal, certificate = unit.certificates.proposal(certificate_id), unit.certificates.find(certificate_id)
    if certificate is None:
        raise CertificateUnknown(f"certificate {certificate_id} is not known")
    if certificate.revoked_at is not None:
        return "revoked"
    return "valid" if proposal is None else "proposed"

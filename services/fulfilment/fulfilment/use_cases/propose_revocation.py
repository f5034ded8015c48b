"""Proposes to take a certificate back: a second supervisor has to agree (four eyes) before it counts."""

from uuid import UUID

from fulfilment.domain.errors import CertificateUnknown, OwnProposal
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.revoke_certificate import revoke_certificate


def propose_revocation(unit: FulfilmentUnit, certificate_id: UUID, reason: str, actor: str) -> None:
    """Keep the proposal; the first one stands, and what is revoked already stays as it is.

    Raises:
        CertificateUnknown: if this town has no such certificate.
    """
    certificate = unit.certificates.find(certificate_id)
    if certificate is None:
        raise CertificateUnknown(f"certificate {certificate_id} is not known")
    if certificate.revoked_at is None and unit.certificates.proposal(certificate_id) is None:
        unit.certificates.propose(certificate_id, unit.clock(), reason, actor)
        unit.audit("revocation.proposed", certificate_id, actor)


def agree_to_revocation(unit: FulfilmentUnit, certificate_id: UUID, actor: str) -> None:
    """Revoke for good what somebody else has proposed; without a proposal nothing happens.

    Raises:
        OwnProposal: the same person has proposed it.
    """
    proposal = unit.certificates.proposal(certificate_id)
    if proposal is None:
        return
    if proposal.actor == actor:
        raise OwnProposal(str(certificate_id))
    revoke_certificate(unit, certificate_id, proposal.reason, actor)
    unit.certificates.drop_proposal(certificate_id)


def drop_proposal(unit: FulfilmentUnit, certificate_id: UUID, actor: str) -> None:
    """Let the certificate hold; anyone who may propose may also drop."""
    if unit.certificates.proposal(certificate_id) is not None:
        unit.certificates.drop_proposal(certificate_id)
        unit.audit("revocation.dropped", certificate_id, actor)

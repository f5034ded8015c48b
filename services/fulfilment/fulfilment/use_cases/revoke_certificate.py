"""Takes a certificate back: from then on it verifies as revoked (when that may be done: §§ 48, 49 VwVfG)."""

from uuid import UUID

from fulfilment.domain.errors import CertificateUnknown
from fulfilment.use_cases.ports import FulfilmentUnit


def revoke_certificate(unit: FulfilmentUnit, certificate_id: UUID, reason: str, actor: str) -> None:
    """Revoke for good, with the reason; what is revoked already stays as it is.

    Raises:
        CertificateUnknown: if this town has no such certificate.
    """
    certificate = unit.certificates.find(certificate_id)
    if certificate is None:
        raise CertificateUnknown(f"certificate {certificate_id} is not known")
    if certificate.revoked_at is not None:
        return
    unit.certificates.revoke(certificate.id, unit.clock(), reason, actor)
    unit.audit("certificate.revoked", certificate.id, actor)

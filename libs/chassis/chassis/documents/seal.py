"""Seals a document electronically: PAdES baseline B-B (ETSI EN 319 142-1), by the seal of an authority.

Runs in the process that made the document: pyHanko works with asyncio, which a worker's green threads do not bear.
"""

import io
from dataclasses import dataclass

from asn1crypto import keys, pem, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore

from chassis.settings import Secrets

FIELD = "Siegel"


@dataclass(frozen=True, repr=False)
class SealKey:
    """The private key and its certificate with the chain that vouches for it, the seal's own first; all PEM."""

    key: str
    certificates: str

    @classmethod
    def of_region(cls, secrets: Secrets) -> "SealKey":
        """Read the region's seal from the mounted secrets, or raise `LookupError` naming the file that is missing."""
        return cls(secrets.read("region", "seal_key"), secrets.read("region", "seal_certificate"))


class _Untouched(IncrementalPdfFileWriter):
    """Leaves the metadata as they are: pyHanko writes them anew in a shape that PDF/A's readers do not understand."""

    def _update_meta(self) -> None:
        pass


def certificates_of(text: str) -> list[x509.Certificate]:
    """Return the certificates of a PEM text in their order."""
    return [x509.Certificate.load(der) for _, _, der in pem.unarmor(text.encode(), multiple=True)]


def sealed(document: bytes, seal: SealKey, *, reason: str, place: str) -> bytes:
    """Return the document with a seal that allows no change after it; nothing of it shows on the pages."""
    own, *chain = certificates_of(seal.certificates)
    _, _, key = pem.unarmor(seal.key.encode())
    known = SimpleCertificateStore.from_certs(chain)  # type: ignore[no-untyped-call]
    signer = signers.SimpleSigner(
        signing_cert=own, signing_key=keys.PrivateKeyInfo.load(key), cert_registry=known, embed_roots=True
    )
    meant = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=reason,
        location=place,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    # PDF/A forbids hidden fields, PDF/UA wants visible ones in the structure; one beside the page satisfies both.
    invisible = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    field = SigFieldSpec(FIELD, invis_sig_settings=invisible, readable_field_name="Elektronisches Siegel der Behörde")
    written = signers.PdfSigner(meant, signer, new_field_spec=field).sign_pdf(_Untouched(io.BytesIO(document)))
    return bytes(written.getvalue())

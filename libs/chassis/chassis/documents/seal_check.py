"""Checks the seal of a document by the certificates that one trusts (ETSI EN 319 102-1, without revocation)."""

import io

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from chassis.documents.seal import certificates_of


def is_sealed(document: bytes, trusted: str) -> bool:
    """Tell whether one seal by a trusted certificate (PEM) covers the whole file and nothing was changed after it.

    A tampered seal is `valid` and only not `intact`, so that `bottom_line` is what counts.
    """
    try:
        seals = PdfFileReader(io.BytesIO(document)).embedded_signatures
        if len(seals) != 1:
            return False
        context = ValidationContext(trust_roots=certificates_of(trusted), allow_fetching=False)
        status = validate_pdf_signature(seals[0], context)
    except (PdfError, SignatureValidationError, ValueError):
        return False
    whole = status.coverage is SignatureCoverageLevel.ENTIRE_FILE
    return bool(status.bottom_line and whole and status.modification_level is ModificationLevel.NONE)

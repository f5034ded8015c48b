"""Shows a file that somebody sent as pictures, page by page; runs in the process that sets the certificate.

A picture is all that a certificate takes over: fonts, links and layers of a strange PDF stay outside of PDF/A.
"""

import base64
import io
from collections.abc import Iterator

import pypdfium2
from PIL import Image, ImageOps

from fulfilment.domain.certificate import Enclosure

DPI = 200
"""Dots an inch: small print stays readable, a page takes some hundred kilobytes."""
WIDEST = 2400
MOST_PAGES = 12
_QUALITY = 85
_POINTS = 72


def pictures(file: Enclosure) -> list[str]:
    """Return each page as the address of a JPEG, which is the picture itself."""
    return [_address(page) for page in _pages(file)]


def _pages(file: Enclosure) -> Iterator[Image.Image]:
    if file.media_type != "application/pdf":
        with Image.open(io.BytesIO(file.content)) as image:
            # A phone says how it was held instead of turning the picture.
            yield ImageOps.exif_transpose(image)
        return
    document = pypdfium2.PdfDocument(file.content)
    try:
        document.init_forms()
        for number in range(min(len(document), MOST_PAGES)):
            yield document[number].render(scale=DPI / _POINTS).to_pil()
    finally:
        document.close()


def _address(page: Image.Image) -> str:
    page = page.convert("RGB")
    page.thumbnail((WIDEST, WIDEST * 2))
    written = io.BytesIO()
    page.save(written, "JPEG", quality=_QUALITY)
    return f"data:image/jpeg;base64,{base64.b64encode(written.getvalue()).decode()}"

"""Reads a drawn signature out of the form: a small PNG with strokes on it, and nothing else."""

import base64
import binascii
import io

from PIL import Image, UnidentifiedImageError

from chassis.uploads.faults import FileRefused
from chassis.uploads.gate import Kind, accept

LARGEST = 200_000
"""Bytes; strokes on white need a tenth of it."""
WIDEST, HIGHEST = 1200, 600
FEWEST = 150
"""Dark pixels below which it is a slip of the finger."""
_DARK = 128
_PREFIX = "data:image/png;base64,"


class NoSignature(ValueError):
    """What came is no drawn signature."""


def drawn(told: str) -> bytes:
    """Return the drawing as a grey PNG, written anew pixel by pixel, so that nothing else in the file is kept.

    Raises:
        NoSignature: it is no PNG, too large, or hardly anything is drawn.
    """
    try:
        sent = base64.b64decode(told.removeprefix(_PREFIX), validate=True)
        file = accept("unterschrift.png", sent, [Kind.PNG], LARGEST)
        with Image.open(io.BytesIO(file.content), formats=["PNG"]) as image:
            if image.width > WIDEST or image.height > HIGHEST:
                raise NoSignature("too many pixels")
            grey = _on_white(image)
    except (binascii.Error, FileRefused, UnidentifiedImageError, OSError, SyntaxError) as error:
        raise NoSignature(str(error)) from error
    if sum(grey.histogram()[:_DARK]) < FEWEST:
        raise NoSignature("hardly anything is drawn")
    written = io.BytesIO()
    grey.save(written, "PNG", optimize=True)
    return written.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Return the picture without colour and transparency, as PDF/A likes it best."""
    over = Image.new("RGBA", image.size, "white")
    over.alpha_composite(image.convert("RGBA"))
    return over.convert("L")

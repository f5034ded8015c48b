"""OCR-B as documents print it: ink on a transparent strip, with the font's own advance as pitch."""

from functools import cache

from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/opentype/ocr-b/OCRB.otf"
"""Debian's package fonts-ocr-b."""
LINE_PITCH = 1.667
"""From line to line, in advances: 6 lines and 10 characters an inch (ICAO 9303 part 3, section 4.3)."""


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """Return OCR-B with this many pixels to the em."""
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def advance(size: int) -> float:
    """Return the pitch in pixels: what the font says, without rounding to whole pixels."""
    return font(1000).getlength("<") * size / 1000


@cache
def middle(size: int) -> float:
    """Return how far the middle of a capital letter lies under the top of the text."""
    _, top, _, bottom = font(size).getbbox("H")
    return (top + bottom) / 2


def write(lines: tuple[str, ...], size: int, margin: tuple[float, float]) -> Image.Image:
    """Return the ink (white is ink) of lines under each other; the margin is in advances, sideways and up."""
    pitch = advance(size)
    width = round((max(map(len, lines)) + 2 * margin[0]) * pitch)
    height = round(((len(lines) - 1) * LINE_PITCH + 2 * margin[1]) * pitch)
    image = Image.new("L", (width, height))
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        top = (margin[1] + row * LINE_PITCH) * pitch - middle(size)
        for place, character in enumerate(line):
            if character != " ":
                pen.text(((margin[0] + place) * pitch, top), character, fill=255, font=font(size))
    return image

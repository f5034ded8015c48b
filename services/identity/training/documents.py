"""Drawn documents of the size that they really have: cards (TD1), provisional cards (TD2), passports (TD3)."""

from dataclasses import dataclass
from random import Random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from training import drawing
from training.zones import Drawn

SCALE = 14
"""Pixels to the millimetre."""
PITCH_MM = 2.54
TEXT = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


@dataclass(frozen=True)
class Format:
    """Millimetres of a document, and of its zone (ICAO 9303 part 3, section 4.2, and parts 4 to 6)."""

    width: float
    height: float
    left: float
    first_line: float
    line: float


FORMATS = {
    "TD1": Format(85.6, 54.0, left=4.7, first_line=35.6, line=4.23),
    "TD2": Format(105.0, 74.0, left=6.4, first_line=60.6, line=4.23 * 1.5),
    "TD3": Format(125.0, 88.0, left=6.6, first_line=73.4, line=4.23 * 1.5),
}


def document(drawn: Drawn, random: Random) -> Image.Image:
    """Return the document in grey, with printed ground, other text, a photo and its zone."""
    form = FORMATS[drawn.kind]
    page = _ground(form, random)
    pen = ImageDraw.Draw(page)
    _distract(pen, form, random)
    ink = Image.new("L", page.size)
    size = round(PITCH_MM * SCALE / drawing.advance(1000) * 1000)
    for row, line in enumerate(drawn.lines):
        written = drawing.write((line,), size, (1.0, 1.0))
        at = (form.left - PITCH_MM) * SCALE, (form.first_line + row * form.line - PITCH_MM) * SCALE
        ink.paste(written, (round(at[0]), round(at[1])))
    black = Image.new("L", page.size, random.randint(10, 60))
    page.paste(black, mask=ink)
    return page


def _ground(form: Format, random: Random) -> Image.Image:
    """Return paper with guilloches: waves across it, darker above than under the zone."""
    width, height = round(form.width * SCALE), round(form.height * SCALE)
    y, x = np.ogrid[0:height, 0:width]
    paper = np.full((height, width), random.uniform(165, 235), np.float32)
    for _ in range(random.randint(1, 4)):
        length, angle, bend = random.uniform(8, 60), random.uniform(0, 6.3), random.uniform(10, 60)
        wave = np.sin((x * np.cos(angle) + y * np.sin(angle) + bend * np.sin(x / 90.0)) * 6.28 / length)
        paper += wave.astype(np.float32) * random.uniform(1, 9)
    return Image.fromarray(np.clip(paper, 0, 255).astype(np.uint8))


def _distract(pen: ImageDraw.ImageDraw, form: Format, random: Random) -> None:
    """Print what else a document shows above its zone: text in rows, a picture, a chip or a bar code."""
    end = form.first_line - 5
    for _ in range(random.randint(4, 12)):
        size = random.uniform(1.6, 3.2)
        at = (random.uniform(2, form.width * 0.6) * SCALE, random.uniform(2, end - size) * SCALE)
        text = " ".join(drawn_word(random) for _ in range(random.randint(1, 5)))
        pen.text(at, text, fill=random.randint(20, 110), font=ImageFont.truetype(TEXT, round(size * SCALE)))
    left, top = random.uniform(2, form.width - 30), random.uniform(3, end - 22)
    box = [left * SCALE, top * SCALE, (left + 18) * SCALE, min(top + 22, end) * SCALE]
    pen.rectangle(box, fill=random.randint(60, 200))
    if random.random() < 0.5:
        for bar in range(40):
            at_x = (form.width - 40 + bar * 0.8) * SCALE
            if random.random() < 0.5:
                pen.rectangle([at_x, 3 * SCALE, at_x + 0.5 * SCALE, 10 * SCALE], fill=30)


def drawn_word(random: Random) -> str:
    """Return letters that look like a word or a number."""
    return "".join(
        random.choice("ABCDEFGHIKLMNOPRSTUWabcdefghiklmnoprstuw0123456789") for _ in range(random.randint(2, 9))
    )


def surroundings(size: tuple[int, int], random: Random) -> Image.Image:
    """Return what a camera sees beside the document: a room, somebody's jumper, shelves."""
    width, height = size
    room = Image.new("L", (width // 4, height // 4), random.randint(40, 180))
    pen = ImageDraw.Draw(room)
    for _ in range(random.randint(6, 16)):
        x, y = random.uniform(-40, width / 4), random.uniform(-40, height / 4)
        shape = [x, y, x + random.uniform(8, 160), y + random.uniform(8, 120)]
        (pen.ellipse if random.random() < 0.5 else pen.rectangle)(shape, fill=random.randint(10, 240))
    return room.filter(ImageFilter.GaussianBlur(random.uniform(0.5, 4))).resize(size, Image.Resampling.BICUBIC)

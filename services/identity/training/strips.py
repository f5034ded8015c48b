"""The strips that the recogniser learns from: one line of a zone, as the finder cuts it out of a camera's frame."""

from io import BytesIO
from random import Random
from typing import cast

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from training import drawing, zones

HEIGHT, WIDTH = 32, 512
ALPHABET = "<0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Class 0 is the blank of CTC; these follow from 1 on."""
THICK_ENOUGH = 16.0
"""From this pitch on, in pixels, a pixel more or less of ink leaves the characters legible."""
Grey = NDArray[np.float32]
Corner = tuple[float, float]


def strip(seed: tuple[int, ...]) -> tuple[Grey, str]:
    """Return one strip of 32 by 512 with normalised grey, and what stands there."""
    random = Random(repr(seed))
    noise = np.random.default_rng(seed)
    text = zones.any_line(random)
    width = len(text)
    above, below = (_neighbour(random, width) for _ in range(2))
    pitch = random.uniform(8, 24)
    size = round(pitch * 1.5 / drawing.advance(1000) * 1000)
    margin = (3.0, 2.0)
    ink = drawing.write((above, text, below), size, margin)
    if random.random() < 0.3 and pitch > THICK_ENOUGH:
        ink = ink.filter(ImageFilter.MaxFilter(3) if random.random() < 0.5 else ImageFilter.MinFilter(3))
    camera = ink.resize((round(ink.width / 1.5), round(ink.height / 1.5)), Image.Resampling.BOX)
    seen = _light(_photograph(np.asarray(camera, np.float32) / 255, random, noise), random)
    seen = _compress(seen, random)
    scale = camera.width / (width + 2 * margin[0])
    return normalised(_cut(seen, _corners(random, width, scale, margin))), text


def normalised(grey: Grey) -> Grey:
    """Return grey with mean 0 and deviation 1: the recogniser knows no brightness."""
    return (grey - grey.mean()) / (grey.std() + np.float32(1e-3))


def cut(image: Image.Image, corners: tuple[Corner, Corner, Corner, Corner]) -> Image.Image:
    """Return what lies between four corners (clockwise from the top left) as a strip, four samples a pixel."""
    wide = (WIDTH * 2, HEIGHT * 2)
    targets = ((0.0, 0.0), (float(wide[0]), 0.0), (float(wide[0]), float(wide[1])), (0.0, float(wide[1])))
    drawn = image.transform(wide, Image.Transform.PERSPECTIVE, homography(targets, corners), Image.Resampling.BILINEAR)
    return drawn.resize((WIDTH, HEIGHT), Image.Resampling.BOX)


def homography(source: tuple[Corner, ...], target: tuple[Corner, ...]) -> list[float]:
    """Return the eight numbers of the projection that takes four corners to four others."""
    rows, right = [], []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return cast("list[float]", np.linalg.solve(np.array(rows), np.array(right)).tolist())


def _neighbour(random: Random, width: int) -> str:
    if random.random() < 0.35:
        return " " * width
    return zones.any_line(random)[:width].ljust(width)


def _photograph(ink: Grey, random: Random, noise: np.random.Generator) -> Grey:
    """Put ink on printed paper and look at it through a lens."""
    height, width = ink.shape
    paper, black = random.uniform(0.55, 0.95), random.uniform(0.03, 0.3)
    y, x = np.ogrid[0:height, 0:width]
    for _ in range(random.randint(0, 3)):
        length, angle = random.uniform(4, 40), random.uniform(0, 6.3)
        wave = np.sin(
            (x * np.cos(angle) + y * np.sin(angle)).astype(np.float32) * 6.28 / length + random.uniform(0, 6.3)
        )
        paper = paper + wave * random.uniform(0, 0.05)
    strength = random.uniform(0.6, 1.0)
    page = (paper * (1 - ink * strength) + black * ink * strength).astype(np.float32)
    picture = Image.fromarray(np.clip(page * 255, 0, 255).astype(np.uint8))
    picture = picture.filter(ImageFilter.GaussianBlur(random.uniform(0.0, 0.1) * width / 50 * random.random()))
    grey = np.asarray(picture, np.float32) / 255
    return (grey + noise.standard_normal(grey.shape, np.float32) * random.uniform(0, 0.07)).astype(np.float32)


def _light(grey: Grey, random: Random) -> Grey:
    """Let the light fall unevenly, and sometimes shine on the laminate."""
    height, width = grey.shape
    y, x = np.linspace(0, 1, height, dtype=np.float32)[:, None], np.linspace(0, 1, width, dtype=np.float32)
    grey = grey * (random.uniform(0.5, 1.0) + random.uniform(-0.4, 0.4) * x + random.uniform(-0.2, 0.2) * y)
    if random.random() < 0.35:
        at, wide = random.random(), random.uniform(0.03, 0.3)
        shine = random.uniform(0.1, 0.75) * np.exp(-(((x - at) / wide) ** 2))
        grey = grey * (1 - shine) + shine
    return grey.astype(np.float32)


def _compress(grey: Grey, random: Random) -> Image.Image:
    picture = Image.fromarray(np.clip(grey * 255, 0, 255).astype(np.uint8))
    if random.random() < 0.3:
        return picture
    file = BytesIO()
    picture.save(file, "JPEG", quality=random.randint(25, 90))
    return Image.open(file).convert("L")


def _corners(
    random: Random, width: int, scale: float, margin: tuple[float, float]
) -> tuple[Corner, Corner, Corner, Corner]:
    """Return the corners of the strip: round the middle line, as wrong as a finder may be."""
    left = (margin[0] - random.triangular(-0.25, 1.5, 0.4)) * scale
    right = (margin[0] + width + random.triangular(-0.25, 1.5, 0.4)) * scale
    middle = (margin[1] + drawing.LINE_PITCH) * scale
    half = random.uniform(0.65, 1.0) * scale

    def shaken() -> float:
        return random.uniform(-0.16, 0.16) * scale

    return (
        (left, middle - half + shaken()),
        (right, middle - half + shaken()),
        (right + shaken(), middle + half + shaken()),
        (left + shaken(), middle + half + shaken()),
    )


def _cut(seen: Image.Image, corners: tuple[Corner, Corner, Corner, Corner]) -> Grey:
    return np.asarray(cut(seen, corners), np.float32)

"""Whole frames of a camera before which somebody holds a document, in three difficulties."""

from dataclasses import dataclass
from io import BytesIO
from math import cos, radians, sin
from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from training import documents, zones
from training.strips import Corner, homography
from training.zones import Drawn

SIZE = (1280, 720)


@dataclass(frozen=True)
class Difficulty:
    """How badly a document is held and seen; each is the most that is drawn."""

    name: str
    turn: float
    """Degrees."""
    tilt: float
    """By which part of its size a corner comes nearer or goes away."""
    fill: tuple[float, float]
    """Which part of the frame's width the document takes."""
    blur: float
    noise: float
    glare: float
    quality: tuple[int, int]
    """Of JPEG, which stands for the video's compression."""


EASY = Difficulty("easy", 3, 0.02, (0.75, 0.92), 0.5, 4, 0.0, (75, 92))
MIDDLING = Difficulty("middling", 7, 0.06, (0.68, 0.92), 0.9, 8, 0.35, (55, 85))
HARD = Difficulty("hard", 11, 0.10, (0.62, 0.90), 1.2, 12, 0.6, (40, 70))
DIFFICULTIES = (EASY, MIDDLING, HARD)


@dataclass(frozen=True)
class Frame:
    """A frame in grey and what stands in its zone."""

    grey: Image.Image
    truth: Drawn


def frame(seed: str, kind: str, difficulty: Difficulty) -> Frame:
    """Return the frame of this seed; the same seed makes the same frame on every machine."""
    own = f"{seed}/{kind}/{difficulty.name}"
    return photograph(zones.zone(Random(own), kind), own, difficulty)


def photograph(truth: Drawn, seed: str, difficulty: Difficulty) -> Frame:
    """Return a frame in which a document with these lines is held before the camera."""
    random = Random(f"light of {seed}")
    page = documents.document(truth, random)
    seen = documents.surroundings(SIZE, random)
    corners = _held(page.size, difficulty, random)
    _lay(seen, _shine(page, difficulty, random), corners)
    return Frame(_record(seen, difficulty, random), truth)


def _held(size: tuple[int, int], difficulty: Difficulty, random: Random) -> tuple[Corner, Corner, Corner, Corner]:
    """Return where the corners of the document come to lie, all within the frame."""
    turn = radians(random.uniform(-difficulty.turn, difficulty.turn))
    width = SIZE[0] * random.uniform(*difficulty.fill)
    height = width * size[1] / size[0]
    tall = abs(width * sin(turn)) + abs(height * cos(turn))
    shrink = min(1.0, SIZE[1] * 0.97 / tall)
    half = (width * shrink / 2, height * shrink / 2)

    def corner(across: int, down: int) -> Corner:
        near = 1 - random.uniform(0, difficulty.tilt)
        x, y = across * half[0] * near, down * half[1] * near
        return x * cos(turn) - y * sin(turn), x * sin(turn) + y * cos(turn)

    raw = [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)]
    free = [max(0.0, SIZE[axis] / 2 - max(abs(one[axis]) for one in raw) - 4) for axis in (0, 1)]
    shift = [SIZE[axis] / 2 + random.uniform(-free[axis], free[axis]) for axis in (0, 1)]
    first, second, third, fourth = ((x + shift[0], y + shift[1]) for x, y in raw)
    return first, second, third, fourth


def _shine(page: Image.Image, difficulty: Difficulty, random: Random) -> Image.Image:
    """Return the page with uneven light and a lamp that shines on its laminate."""
    grey = np.asarray(page, np.float32) / 255
    height, width = grey.shape
    y, x = np.linspace(0, 1, height, dtype=np.float32)[:, None], np.linspace(0, 1, width, dtype=np.float32)
    grey = grey * (random.uniform(0.6, 1.0) + random.uniform(-0.3, 0.3) * (x - 0.5) + random.uniform(-0.2, 0.2) * y)
    strength = random.uniform(0, difficulty.glare)
    at = (random.random(), random.random())
    spot = strength * np.exp(-(((x - at[0]) / 0.22) ** 2) - ((y - at[1]) / 0.2) ** 2)
    return _picture((grey * (1 - spot) + spot) * 255)


def _lay(seen: Image.Image, page: Image.Image, corners: tuple[Corner, Corner, Corner, Corner]) -> None:
    """Paste the page between its corners; it is made smaller first, so that its print does not alias."""
    least = min(abs(corners[1][0] - corners[0][0]), abs(corners[2][0] - corners[3][0]))
    page = page.resize((round(least * 1.25), round(least * 1.25 * page.height / page.width)), Image.Resampling.BOX)
    size = page.size
    from_page = ((0.0, 0.0), (float(size[0]), 0.0), (float(size[0]), float(size[1])), (0.0, float(size[1])))
    projection = homography(corners, from_page)
    laid = page.transform(SIZE, Image.Transform.PERSPECTIVE, projection, Image.Resampling.BICUBIC)
    where = Image.new("L", size, 255).transform(SIZE, Image.Transform.PERSPECTIVE, projection)
    seen.paste(laid, mask=where)


def _record(seen: Image.Image, difficulty: Difficulty, random: Random) -> Image.Image:
    """Return what the camera makes of it: soft, noisy, compressed."""
    seen = seen.filter(ImageFilter.GaussianBlur(random.uniform(0.2, 1) * difficulty.blur))
    noise = np.random.default_rng(random.getrandbits(32)).standard_normal((SIZE[1], SIZE[0]), np.float32)
    noisy = _picture(np.asarray(seen, np.float32) + noise * random.uniform(0.3, 1) * difficulty.noise)
    file = BytesIO()
    noisy.save(file, "JPEG", quality=random.randint(*difficulty.quality))
    return Image.open(file).convert("L")


def _picture(grey: NDArray[np.float32]) -> Image.Image:
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))

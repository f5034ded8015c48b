"""Levels of assurance (BSI TR-03147) and what a video call can reach."""

from collections.abc import Iterable
from typing import Literal

Level = Literal["none", "normal", "substantial", "high"]
ORDER: tuple[Level, ...] = ("none", "normal", "substantial", "high")
BY_VIDEO: Level = "substantial"
"""The highest level that a video call reaches."""


Method = Literal["video", "in_person", "bundid"]
REACHES: dict[Method, Level] = {"video": BY_VIDEO, "in_person": "high", "bundid": "high"}
"""The highest level of each way (BSI TR-03147); others are decided in `docs/adr`."""


def highest(levels: Iterable[Level]) -> Level:
    """Return the highest of the levels, `none` of no levels."""
    return max(levels, key=ORDER.index, default="none")


def reaches(level: Level, required: Level) -> bool:
    """Say whether a check of `level` is enough where `required` is asked for."""
    return ORDER.index(level) >= ORDER.index(required)

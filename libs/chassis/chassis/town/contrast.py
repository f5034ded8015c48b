"""How well two colours can be told apart (WCAG 2.2, relative luminance and contrast ratio)."""

import re

TEXT = 4.5
"""The least ratio of text on its ground (success criterion 1.4.3, level AA)."""
SHAPE = 3.0
"""The least ratio of lines and signs on their ground (1.4.11)."""
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_DARK = 0.04045


def _luminance(colour: str) -> float:
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"{colour} is no colour like #00529b")
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= _DARK else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast of two colours `#rrggbb`, from 1 (the same) to 21 (black and white)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)

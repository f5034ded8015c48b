"""Check digits of machine-readable zones (ICAO 9303 part 3, section 4.9)."""

from itertools import cycle

_VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


def check_digit(text: str) -> str:
    """Return the sum of the characters' values, weighted 7, 3, 1, modulo 10."""
    return str(sum(_VALUES[c] * weight for c, weight in zip(text, cycle((7, 3, 1)), strict=False)) % 10)


def agrees(text: str, digit: str) -> bool:
    """Say whether `digit` is the check digit of `text`."""
    return check_digit(text) == digit

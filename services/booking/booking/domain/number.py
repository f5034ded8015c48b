"""The number of an appointment: short enough to be read out on the telephone."""

import secrets
from collections.abc import Callable, Sequence

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, O, 1 or I, which look alike."""
_GROUP = 3


def new_number(choose: Callable[[Sequence[str]], str] = secrets.choice) -> str:
    """Return a number such as `7KQ-4MX`: one of a billion, and no secret."""
    letters = [choose(ALPHABET) for _ in range(2 * _GROUP)]
    return "".join(letters[:_GROUP]) + "-" + "".join(letters[_GROUP:])


def read_number(written: str) -> str:
    """Return a number as it is stored, from what a person typed: small letters, spaces or no dash."""
    signs = "".join(sign for sign in written.upper() if sign.isalnum())
    return f"{signs[:_GROUP]}-{signs[_GROUP:]}"

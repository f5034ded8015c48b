"""One-time codes by a second channel: six digits, few tries, ten minutes, and only their salted digest is kept.

A code proves that who speaks also holds the contact named in the booking (NIST SP 800-63B, 5.1.3, out-of-band). Ten
minutes and three tries leave a guess 3 chances in a million.
"""

import hashlib
import secrets
from datetime import timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

DIGITS = 6
VALID = timedelta(minutes=10)
TRIES = 3
ISSUES = 3
"""How often a code may be sent anew for one subject before another way is taken."""


class Answer(StrEnum):
    """What became of a typed code."""

    RIGHT = "right"
    WRONG = "wrong"
    EXPIRED = "expired"
    """Too old, used, or never sent."""
    SPENT = "spent"
    """Wrong too often: a new one has to be sent."""


class TooManyCodes(Exception):
    """A code was sent as often as is allowed for this subject."""


class Codes(Protocol):
    """The codes of one town."""

    def issue(self, purpose: str, subject: UUID) -> str:
        """Return a new code, which replaces an older one of the same purpose; the caller sends it.

        Raises:
            TooManyCodes: it was sent `ISSUES` times already.
        """

    def check(self, purpose: str, subject: UUID, typed: str) -> Answer:
        """Compare what was typed; a right code is used up, each wrong one costs a try."""


def new_code() -> str:
    """Return six random digits, leading zeros included."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def digest(code: str, salt: bytes) -> bytes:
    """Return what is kept of a code."""
    return hashlib.scrypt(code.encode(), salt=salt, n=2**12, r=8, p=1)


def as_written(code: str) -> str:
    """Return a code as people read it out and copy it: "123 456"."""
    return f"{code[: DIGITS // 2]} {code[DIGITS // 2 :]}"


def as_typed(written: str) -> str:
    """Return the digits of what was typed: people write "123 456"."""
    return "".join(sign for sign in written if sign.isdecimal())

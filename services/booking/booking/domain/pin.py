"""The PIN of a telephone booking: eight digits that open the appointment together with its number.

It is derived as the links are, so that a letter can be printed again; what is kept is its salted digest alone. Five
tries an hour leave a guess one chance in 20 million each, and the number itself has to be guessed too.
"""

import hashlib
from datetime import timedelta

from chassis.limits import Limit

DIGITS = 8
PIN = "pin"
"""What the PIN's token is for; no link has this purpose."""
TRIES_OF_NUMBER = Limit("pin-of-number", 5, timedelta(hours=1))
TRIES_FROM_NETWORK = Limit("pin-from-network", 20, timedelta(hours=1))


def pin_of(token: str) -> str:
    """Return the digits of a token."""
    return f"{int.from_bytes(hashlib.sha256(token.encode()).digest()) % 10**DIGITS:0{DIGITS}d}"


def in_groups(pin: str) -> str:
    """Return a PIN as it is read out and printed: two groups of four."""
    return f"{pin[:4]} {pin[4:]}"

"""The PIN with which somebody on the telephone shows that they are the person of the appointment.

The clerk dials the number of the booking; whoever answers reads the PIN from their page. It is derived, so that
nothing has to be kept, and changes with every epoch of the link.
"""

import hmac
from uuid import UUID

DIGITS = 6


def phone_pin(key: bytes, tenant: str, consultation_id: UUID, epoch: int) -> str:
    """Return six digits (HOTP's truncation, RFC 4226 section 5.3) for one consultation."""
    mac = hmac.digest(key, f"phone|{tenant}|{consultation_id}|{epoch}".encode(), "sha256")
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}d}"

"""The contact of a booking: where a one-time code goes, and how it is shown without telling it."""

from dataclasses import dataclass
from enum import StrEnum

_SHOWN_DIGITS = 3


class Channel(StrEnum):
    """The ways a code can take."""

    MAIL = "mail"
    SMS = "sms"


@dataclass(frozen=True)
class ContactOf:
    """What was given at booking."""

    email: str = ""
    phone: str = ""
    mail_language: str = "de"

    def address(self, channel: Channel) -> str:
        """Return the address for a channel, empty if there is none."""
        return self.email if channel is Channel.MAIL else self.phone

    def masked(self, channel: Channel) -> str:
        """Return the address as a clerk may see it: enough to ask "is that yours?", too little to use it."""
        if channel is Channel.MAIL:
            name, _, domain = self.email.partition("@")
            return f"{name[:1]}…@{domain}"
        return f"… {self.phone[-_SHOWN_DIGITS:]}"


def mobile(phone: str | None) -> str:
    """Return a German or international mobile number in E.164, empty where no SMS can be sent to it.

    German mobile numbers begin with 15, 16 or 17 after the country code (Bundesnetzagentur, numbering plan).
    """
    digits = "".join(sign for sign in phone or "" if sign.isdecimal() or sign == "+")
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    elif digits.startswith("0"):
        digits = "+49" + digits[1:]
    if digits.startswith("+490"):
        digits = "+49" + digits[4:]
    if digits.startswith("+49") and digits[3:5] not in {"15", "16", "17"}:
        return ""
    shortest, longest = 9, 16
    return digits if digits.startswith("+") and shortest <= len(digits) <= longest else ""

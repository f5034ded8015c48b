"""How often one address, one telephone or one network may book or ask for lost links."""

from collections.abc import Iterator
from datetime import timedelta

from booking.domain.appointment import Citizen
from booking.domain.citizen_options import MostBookings
from chassis.limits import Limit

LINKS_TO_ADDRESS = Limit("links-to-address", 3)
LINKS_FROM_NETWORK = Limit("links-from-network", 20)
DAY = timedelta(days=1)


def same_address(written: str) -> str:
    """Return an e-mail address as it is compared: people write theirs in capitals or not (RFC 5321, 2.4)."""
    return written.strip().lower()


def same_phone(written: str) -> str:
    """Return a telephone number as it is compared: its digits, with Germany's prefix in place of the first zero."""
    digits = "".join(sign for sign in written if sign.isdigit())
    if written.strip().startswith("+"):
        return digits
    return digits[2:] if digits.startswith("00") else f"49{digits.removeprefix('0')}"


def booking_limits(most: MostBookings, citizen: Citizen, network: str) -> Iterator[tuple[Limit, str]]:
    """Yield what is counted when somebody books, across all offices of the town."""
    if citizen.email:
        yield Limit("bookings-of-address", most.of_address, DAY), same_address(citizen.email)
    if citizen.phone:
        yield Limit("bookings-of-phone", most.of_phone, DAY), same_phone(citizen.phone)
    if network:
        yield Limit("bookings-of-network", most.of_network, DAY), network

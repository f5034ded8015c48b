"""What an operator can set for booking: nothing beyond what every service needs."""

from chassis.settings import Settings


class BookingSettings(Settings):
    """Booking's settings."""

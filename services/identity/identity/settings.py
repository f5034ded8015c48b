"""What an operator sets for identity: nothing beyond what every service has."""

from chassis.settings import Settings


class IdentitySettings(Settings):
    """The settings of identity."""

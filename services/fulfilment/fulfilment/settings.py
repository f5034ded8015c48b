"""What an operator can set for fulfilment."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path

from pydantic import field_validator

from chassis.settings import Settings


class FulfilmentSettings(Settings):
    """Fulfilment's settings beside those of every service."""

    register_url: str
    """Where requests to the authorities go."""
    letter_spool_dir: Path
    """The folder that the print shop empties, also of requests as files."""
    letter_url: str | None = None
    """A hybrid-mail service that prints and posts; without it letters lie in the folder."""
    webhook_networks: str = ""
    """Networks inside the data centre that towns' webhooks may reach, as `10.20.0.0/16, fd00:1::/64`.

    Everything else that is not public is refused.
    """

    @field_validator("webhook_networks")
    @classmethod
    def _are_networks(cls, told: str) -> str:
        _networks(told)
        return told

    @property
    def inside_networks(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """Return them as networks."""
        return _networks(self.webhook_networks)


def _networks(told: str) -> tuple[IPv4Network | IPv6Network, ...]:
    return tuple(ip_network(one.strip()) for one in told.split(",") if one.strip())

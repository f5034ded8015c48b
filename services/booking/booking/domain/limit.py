"""How often one address or one network may ask for lost links."""

from chassis.limits import Limit

LINKS_TO_ADDRESS = Limit("links-to-address", 3)
LINKS_FROM_NETWORK = Limit("links-from-network", 20)


def same_address(written: str) -> str:
    """Return an e-mail address as it is compared: people write theirs in capitals or not (RFC 5321, 2.4)."""
    return written.strip().lower()

"""Limits: how often one address or one network may ask for something; what is counted is a digest, never a name."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limit:
    """So many times within so much time, counted for each subject by itself."""

    kind: str
    most: int
    window: timedelta = timedelta(hours=1)


LINKS_TO_ADDRESS = Limit("links-to-address", 3)
LINKS_FROM_NETWORK = Limit("links-from-network", 20)


def subject_of(value: str) -> str:
    """Return what is stored in place of an address or network; it is deleted when its window is over."""
    return hashlib.sha256(value.encode()).hexdigest()


def same_address(written: str) -> str:
    """Return an e-mail address as it is compared: people write theirs in capitals or not (RFC 5321, 2.4)."""
    return written.strip().lower()

"""Limits: how often one person, address or network may ask for something; what is counted is a digest, never a name."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network
from typing import Protocol


@dataclass(frozen=True)
class Limit:
    """So many times within so much time, counted for each subject by itself."""

    kind: str
    most: int
    window: timedelta = timedelta(hours=1)


class Limits(Protocol):
    """The counters of one town, shared by all processes of the service; they survive restarts."""

    def allows(self, limit: Limit, value: str) -> bool:
        """Count one request of `value` (an address, a network, an id) and tell whether it is within the limit."""


def subject_of(value: str) -> str:
    """Return what is stored in place of an address or network; it is deleted when its window is over."""
    return hashlib.sha256(value.encode()).hexdigest()


def network_of(address: str) -> str:
    """Return the network of an address: one household or office has one /24 (IPv4) or /64 (IPv6, RFC 6177)."""
    try:
        return str(ip_network((address, 64 if ":" in address else 24), strict=False))
    except ValueError:
        return address

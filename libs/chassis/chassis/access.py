"""Access tokens of citizens: an HMAC under a versioned key, so that a later mail can carry the same link again."""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from uuid import UUID

PURPOSES = ("manage", "join", "case", "guest")
"""What a link is for; a `guest` was invited to a call, and their grant names the invitation, not the appointment."""

LONGEST_TOKEN = 200
"""Nothing longer is looked up."""


@dataclass(frozen=True)
class Grant:
    """What a token opens: one purpose of one appointment at one tenant, until its epoch is raised."""

    tenant: str
    appointment_id: UUID
    purpose: str
    epoch: int = 1


class AccessKeys:
    """The region's keys, newest last; the newest signs, all open."""

    def __init__(self, keys: dict[int, bytes]) -> None:
        if not keys:
            raise ValueError("at least one access key is needed")
        self._keys = dict(sorted(keys.items()))

    @classmethod
    def parse(cls, text: str) -> "AccessKeys":
        """Read lines `version:hex`."""
        pairs = (line.split(":", 1) for line in text.split())
        return cls({int(version): bytes.fromhex(key) for version, key in pairs})

    def token(self, grant: Grant, version: int | None = None) -> str:
        """Return the token (256 bit, URL-safe) that opens `grant`."""
        version = version if version is not None else next(reversed(self._keys))
        said = f"{grant.tenant}|{grant.appointment_id}|{grant.purpose}|{grant.epoch}".encode()
        mac = hmac.digest(self._keys[version], said, "sha256")
        return f"{version}." + base64.urlsafe_b64encode(mac).decode().rstrip("=")


def digest(token: str) -> str:
    """Return the SHA-256 of a token: all that is stored and sent."""
    return hashlib.sha256(token.encode()).hexdigest()

"""Relay access for coturn's `use-auth-secret` (draft-uberti-behave-turn-rest): an HMAC that expires by itself."""

import base64
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from video.domain.line import Participant
from video.use_cases.ports import MediaAccess

LIFETIME_SECONDS = 600
Policy = Literal["relay", "all"]


@dataclass(frozen=True)
class Coturn:
    """Signs credentials; the secret is read at each use, so that it can be changed without a restart."""

    url: str
    secret: Callable[[], str]
    policy: Policy = "relay"

    def issue_access(self, consultation_id: UUID, participant: Participant, now: datetime) -> MediaAccess:
        """Return access for one participant: `<expiry>:<consultation>.<participant>` and its HMAC."""
        username = f"{int(now.timestamp()) + LIFETIME_SECONDS}:{consultation_id}.{participant.id}"
        # The newest of several secrets stands last; coturn knows them all during a change.
        key = self.secret().split()[-1].encode()
        mac = hmac.digest(key, username.encode(), "sha1")
        return MediaAccess(
            urls=(f"{self.url}?transport=udp", f"{self.url}?transport=tcp"),
            username=username,
            credential=base64.b64encode(mac).decode(),
            # The address of a citizen or guest is nobody's business but the relay's; the clerk's is the town's.
            relay_only=self.policy == "relay" and participant.kind != "clerk",
            seconds=LIFETIME_SECONDS,
        )

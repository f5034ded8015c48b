"""Tasks in Altcha's form (https://altcha.org, version 1: SHA-256 over salt and number), signed by the town's key."""

import hmac
import json
from base64 import b64decode
from datetime import datetime, timedelta

from altcha.v1 import ChallengeOptions, Payload, create_challenge, verify_solution

from chassis.settings import Secrets
from chassis.tenancy import Tenant

HIGHEST = 50_000
"""So many hashes at most: a quarter of a second on a desk, one or two on an old phone, while people still choose."""
SOLVED_WITHIN = timedelta(hours=2)
_LONGEST = 2_000


class AltchaProofs:
    """Keeps nothing of a task: its signature brings it back. Keys are read at use, and each of the region's counts."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    def task(self, tenant: Tenant, now: datetime) -> dict[str, str | int]:
        """Return a new task under the newest key."""
        options = ChallengeOptions(
            max_number=HIGHEST, hmac_key=self._keys(tenant)[-1], expires=now + SOLVED_WITHIN, algorithm="SHA-256"
        )
        made = create_challenge(options)
        return {
            "algorithm": made.algorithm,
            "challenge": made.challenge,
            "maxnumber": made.max_number,
            "salt": made.salt,
            "signature": made.signature,
        }

    def solved(self, tenant: Tenant, proof: str) -> str | None:
        """Return the task's signature, which is the same however the solution is written."""
        payload = _payload(proof)
        if payload is None:
            return None
        right = any(verify_solution(payload, key)[0] for key in self._keys(tenant))
        return payload.signature if right else None

    def _keys(self, tenant: Tenant) -> list[str]:
        """Return this town's keys, oldest first: a proof for one town opens no other."""
        purpose = f"booking.proof|{tenant.key}".encode()
        keys = self._secrets.read("region", "signing_key").split()
        return [hmac.digest(key.encode(), purpose, "sha256").hex() for key in keys]


def _payload(proof: str) -> Payload | None:
    """Read what a browser sent; whatever is not a solution with its expiry is nothing."""
    if len(proof) > _LONGEST:
        return None
    try:
        told = json.loads(b64decode(proof, validate=True))
        names = ("challenge", "salt", "signature")
        texts = {name: told[name] for name in names if isinstance(told[name], str)}
        return Payload(algorithm="SHA-256", number=int(told["number"]), **texts)
    except (ValueError, TypeError, KeyError):
        return None

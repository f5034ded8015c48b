"""The region's access keys, as they lie in the mounted secrets."""

from chassis.access import AccessKeys, Grant
from chassis.settings import Secrets


class MountedKeys:
    """Reads the keys at each use, so that a rotation needs no restart."""

    def __init__(self, secrets: Secrets) -> None:
        self._secrets = secrets

    def token(self, grant: Grant) -> str:
        """Return the token that opens `grant`, under the newest key."""
        return AccessKeys.parse(self._secrets.read("region", "access_keys")).token(grant)

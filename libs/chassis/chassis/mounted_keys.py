"""The region's access keys, as they lie in the mounted secrets."""

from dataclasses import dataclass

from chassis.access import AccessKeys, Grant
from chassis.settings import Secrets


@dataclass(frozen=True)
class MountedKeys:
    """Reads the keys at each use, so that a rotation needs no restart."""

    secrets: Secrets

    def token(self, grant: Grant) -> str:
        """Return the token that opens `grant`, under the newest key."""
        return AccessKeys.parse(self.secrets.read("region", "access_keys")).token(grant)

    def newest(self) -> bytes:
        """Return the newest key with its version, to derive what nobody has to keep."""
        return self.secrets.read("region", "access_keys").split()[-1].encode()

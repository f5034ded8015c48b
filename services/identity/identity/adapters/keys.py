"""The keys of identity, derived from the region's: they seal what a register tells and make pseudonyms of persons."""

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from chassis.settings import Secrets

_NONCE = 12
_KEY = 32
_VERSION = 2


@dataclass(frozen=True)
class MountedKeys:
    """Reads the region's access keys at use, so that a rotation needs no restart."""

    secrets: Secrets

    def seal(self, about: str, text: str) -> bytes:
        """Encrypt a text for what it is about (AES-256-GCM, NIST SP 800-38D); nothing else opens it."""
        version = max(self._all())
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(self._derive(version, b"identity seal")).encrypt(nonce, text.encode(), about.encode())
        return version.to_bytes(_VERSION, "big") + nonce + sealed

    def open(self, about: str, sealed: bytes) -> str:
        """Decrypt a text; raises `InvalidTag` if it is about something else or was changed."""
        version, rest = int.from_bytes(sealed[:_VERSION], "big"), sealed[_VERSION:]
        opened = AESGCM(self._derive(version, b"identity seal")).decrypt(rest[:_NONCE], rest[_NONCE:], about.encode())
        return opened.decode()

    def pseudonym(self, tenant: str, text: str) -> str:
        """Return a keyed digest; always under the oldest key, so that counters go on after a rotation."""
        digest = hmac.HMAC(self._derive(min(self._all()), b"identity pseudonym"), hashes.SHA256())
        digest.update(f"{tenant}|{text}".encode())
        return digest.finalize().hex()

    def _all(self) -> dict[int, bytes]:
        lines = (line.split(":", 1) for line in self.secrets.read("region", "access_keys").split())
        return {int(version): bytes.fromhex(key) for version, key in lines}

    def _derive(self, version: int, purpose: bytes) -> bytes:
        return HKDF(hashes.SHA256(), _KEY, salt=None, info=purpose).derive(self._all()[version])

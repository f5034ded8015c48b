"""One way to sign what travels in cookies, under the region's key, so that all services can verify it."""

from flask import Flask, Response, request
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadData, URLSafeTimedSerializer

from chassis.settings import Secrets
from chassis.web.house import house

HOUR = 3600


def signing_keys(secrets: Secrets) -> list[str]:
    """Return the region's keys, one a line, oldest first: the last signs, all verify, so that a key can be changed."""
    keys = secrets.read("region", "signing_key").split()
    if not keys:
        raise LookupError("secret region.signing_key is empty")
    return keys


class SignedCookie:
    """A host-only cookie (RFC 6265bis `__Host-`) that holds a little signed JSON for a limited time."""

    def __init__(self, name: str, hours: int) -> None:
        self.name = f"__Host-{name}"
        self._seconds = hours * HOUR
        self._salt = f"chassis.{name}"

    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(signing_keys(house().settings.secrets), salt=self._salt)

    def read(self) -> object:
        """Return what the cookie says, or nothing when it is absent, forged or too old."""
        try:
            return self._serializer().loads(request.cookies.get(self.name, ""), max_age=self._seconds)
        except BadData:
            return None

    def write(self, response: Response, value: object) -> None:
        """Put `value` into the cookie of the response."""
        said = self._serializer().dumps(value)
        text = said if isinstance(said, str) else said.decode()
        response.set_cookie(
            self.name, text, max_age=self._seconds, secure=True, httponly=True, samesite="Lax", path="/"
        )

    def forget(self, response: Response) -> None:
        """Remove the cookie from the browser."""
        response.delete_cookie(self.name, secure=True, httponly=True, samesite="Lax", path="/")


class SharedSession(SecureCookieSessionInterface):
    """Flask's session under the region's key: the five services of one host share it, and with it the CSRF token."""

    salt = "chassis.session"

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        """Sign with the newest key and verify with all, read at use so that a rotation needs no restart."""
        return URLSafeTimedSerializer(
            list(signing_keys(app.extensions["chassis"].settings.secrets)),
            salt=self.salt,
            serializer=self.serializer,
            signer_kwargs={"key_derivation": self.key_derivation, "digest_method": self.digest_method},
        )

"""OpenID Connect with the provider of a town: authorization code, PKCE, state and nonce, all by Authlib."""

from dataclasses import dataclass
from threading import Lock
from typing import Any, cast

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import session
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from chassis.settings import Secrets
from chassis.tenancy import SignIn, Tenant, TenantDirectory, UnknownTenant
from chassis.web.staff_access import ROLES

CALLBACK = "/anmeldung/zurueck"
SECONDS_FOR_PROVIDER = 10
ATTEMPTS_AT_ONCE = 2
"""So many half-done sign-ins are kept in the session, which has to fit into a cookie."""

# Signatures that only the provider can make: neither `none` nor one under our shared secret (RFC 8725, 3.1).
_ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})


class SignInFailed(Exception):
    """The provider did not answer, or what it said cannot be believed; the message says which."""


@dataclass(frozen=True)
class Person:
    """Whom the provider vouches for, and the roles by town."""

    subject: str
    name: str
    roles: dict[str, list[str]]


class Providers:
    """The providers of all towns; what they publish about themselves is read once."""

    def __init__(self, tenants: TenantDirectory, secrets: Secrets) -> None:
        self._tenants = tenants
        self._secrets = secrets
        self._clients: dict[tuple[SignIn, str], FlaskOAuth2App] = {}
        self._lock = Lock()

    def start(self, tenant: Tenant, target: str) -> Response:
        """Return the redirect to the provider; the way back is remembered in the session."""
        for key in [key for key in session if key.startswith("_state_")][: -(ATTEMPTS_AT_ONCE - 1)]:
            del session[key]
        session["after_sign_in"] = target
        try:
            return cast("Response", self._client(tenant).authorize_redirect(tenant.url(CALLBACK)))
        except (RequestException, RuntimeError, ValueError) as error:
            raise SignInFailed(f"provider of {tenant.key} does not answer: {type(error).__name__}") from error

    def finish(self, tenant: Tenant) -> Person:
        """Return whom the provider vouches for in its answer."""
        client = self._client(tenant)
        try:
            token = client.authorize_access_token()
        except (AuthlibBaseError, JoseError, RequestException, RuntimeError, ValueError) as error:
            raise SignInFailed(f"sign-in at {tenant.key} failed: {type(error).__name__}") from error
        claims = token.get("userinfo")
        if not claims:
            raise SignInFailed(f"provider of {tenant.key} sent no id token")
        return self._person(tenant, claims)

    def sign_out_address(self, tenant: Tenant) -> str:
        """Return where to end the session at the provider too, or nothing if it has no such page."""
        try:
            address = self._client(tenant).server_metadata.get("end_session_endpoint", "")
        except SignInFailed:
            return ""
        return str(address)

    def _person(self, tenant: Tenant, claims: dict[str, Any]) -> Person:
        """Read roles and towns; a provider speaks only for the towns that have chosen it."""
        roles = [role for role in claims.get("roles") or () if role in ROLES]
        towns = claims["tenants"] if "tenants" in claims else self._only_town(tenant)
        name = claims.get("name") or claims.get("preferred_username") or claims["sub"]
        trusted = [town for town in towns or () if self._has_chosen(town, tenant.sign_in.issuer)]
        return Person(str(claims["sub"]), str(name), dict.fromkeys(trusted, roles))

    def _only_town(self, tenant: Tenant) -> list[str]:
        """Return the town that a provider speaks for without saying so: one that no other town has chosen."""
        others = (other for other in self._tenants if other.key != tenant.key)
        return [] if any(other.sign_in.issuer == tenant.sign_in.issuer for other in others) else [tenant.key]

    def _has_chosen(self, town: str, issuer: str) -> bool:
        try:
            return self._tenants.by_key(town).sign_in.issuer == issuer
        except UnknownTenant:
            return False

    def _client(self, tenant: Tenant) -> FlaskOAuth2App:
        chosen, secret = tenant.sign_in, self._secrets.read(tenant.key, "oidc_client_secret")
        with self._lock:
            client = self._clients.get((chosen, secret))
        if client is not None:
            return client
        client = FlaskOAuth2App(
            FlaskIntegration(tenant.key),
            name=tenant.key,
            client_id=chosen.client_id,
            client_secret=secret,
            server_metadata_url=f"{chosen.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile",
                "code_challenge_method": "S256",
                "default_timeout": SECONDS_FOR_PROVIDER,
            },
        )
        try:
            said = client.load_server_metadata()
        except (RequestException, ValueError) as error:
            raise SignInFailed(f"provider of {tenant.key} does not answer: {type(error).__name__}") from error
        if said.get("issuer") != chosen.issuer:
            raise SignInFailed(f"provider of {tenant.key} calls itself {said.get('issuer')}, not {chosen.issuer}")
        offered = said.get("id_token_signing_alg_values_supported") or ["RS256"]
        said["id_token_signing_alg_values_supported"] = [name for name in offered if name in _ALGORITHMS]
        with self._lock:
            self._clients[chosen, secret] = client
        return client

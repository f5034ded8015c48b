"""Sends a webhook's message: signed, to a public address alone, by the rules of Standard Webhooks."""

import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from standardwebhooks.webhooks import Webhook

from chassis.settings import Secrets
from fulfilment.domain.webhook import Answer, Delivery, Endpoint

TIMEOUT = (5, 15)
"""Seconds to connect and to answer; Standard Webhooks advises 15 to 30."""
_NAT64 = ip_network("64:ff9b::/96")
Network = IPv4Network | IPv6Network


class AddressRefused(requests.RequestException):
    """The name leads to a place that nobody may reach through us (OWASP: server-side request forgery)."""


@dataclass(frozen=True)
class WebhookPost:
    """Posts messages; `inside` are networks of the operator's own that towns may reach too."""

    secrets: Secrets
    inside: Sequence[Network] = field(default=())

    def __call__(self, town: str, endpoint: Endpoint, delivery: Delivery, now: datetime) -> Answer:
        """Post one message once and return what came back."""
        try:
            signatures = [Webhook(self.secrets.read(town, name)) for name in endpoint.secrets]
        except (LookupError, ValueError):
            return Answer(None, "secret")
        signed = " ".join(one.sign(str(delivery.id), now.astimezone(UTC), delivery.body) for one in signatures)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "buergerbuero-webhooks/1",
            "webhook-id": str(delivery.id),
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signed,
        }
        try:
            return self._post(endpoint.url, delivery.body.encode(), headers)
        except AddressRefused:
            return Answer(None, "address")
        except requests.exceptions.SSLError:
            return Answer(None, "tls")
        except requests.Timeout:
            return Answer(None, "timeout")
        except requests.RequestException:
            return Answer(None, "unreachable")

    def _post(self, url: str, body: bytes, headers: dict[str, str]) -> Answer:
        parts = urlsplit(url)
        address = self._address(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
        if parts.scheme != "https" and not address.is_loopback:
            raise AddressRefused("what is not encrypted stays on this machine")
        # To the very address that was looked at: a name that answers otherwise the next time leads nowhere.
        literal = f"[{address}]" if address.version == 6 else str(address)  # noqa: PLR2004
        target = urlunsplit(parts._replace(netloc=f"{literal}:{parts.port}" if parts.port else literal))
        with requests.Session() as session:
            # No proxy and no .netrc of the machine.
            session.trust_env = False
            session.mount("https://", _ByName(parts.hostname or ""))
            with session.post(
                target,
                data=body,
                headers=headers | {"Host": parts.netloc},
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,  # what they say beyond the status is never read
            ) as response:
                return Answer(response.status_code, retry_after=_retry_after(response))

    def _address(self, host: str, port: int) -> IPv4Address | IPv6Address:
        """Return where the name leads, if every address of it may be reached."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise requests.ConnectionError(type(error).__name__) from error
        addresses = [ip_address(str(one[4][0]).partition("%")[0]) for one in found]
        if not addresses or not all(self._may_be_reached(one) for one in addresses):
            raise AddressRefused("a private address")
        return min(addresses, key=lambda one: one.version)

    def _may_be_reached(self, address: IPv4Address | IPv6Address) -> bool:
        plain = _unwrapped(address)
        if any(plain in network for network in self.inside if network.version == plain.version):
            return True
        return plain.is_global and not plain.is_multicast


class _ByName(HTTPAdapter):
    """Connects to an address and still asks for, and checks, the certificate of the name."""

    def __init__(self, name: str) -> None:
        self._name = name
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as requests has it
        super().init_poolmanager(*args, server_hostname=self._name, assert_hostname=self._name, **kwargs)


def _unwrapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 address stands for, if it does (RFC 4291, 3056, 6052)."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def _retry_after(response: requests.Response) -> timedelta | None:
    """Return what the receiver asks for in seconds (RFC 9110, 10.2.3), not as a date, its other form."""
    told = response.headers.get("Retry-After", "")
    return timedelta(seconds=min(int(told), 86_400)) if told.isascii() and told.isdigit() and len(told) < 8 else None  # noqa: PLR2004

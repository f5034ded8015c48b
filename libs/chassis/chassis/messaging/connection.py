"""Connections to the broker, in the clear or by TLS with the broker's certificate and name checked.

`amqps://user:password@host:5671/vhost?cacertfile=/run/secrets/ca.pem`, as RabbitMQ's own URI has it; without a
`cacertfile` the system's authorities count. kombu alone would take any certificate of anybody behind `amqps:`.
"""

import ssl
from typing import Any
from urllib.parse import parse_qs, urlsplit, urlunsplit

from kombu import Connection

Tls = dict[str, Any]


def place_and_tls(url: str) -> tuple[str, Tls | None]:
    """Return the address without its TLS parameters, and what to check; None for `amqp:`.

    Raises:
        ValueError: a parameter that is not known, since one that is misspelt would be a check left out.
    """
    parts = urlsplit(url)
    told = parse_qs(parts.query)
    place = urlunsplit(parts._replace(query=""))
    if unknown := set(told) - {"cacertfile"} or (told if parts.scheme != "amqps" else set()):
        raise ValueError(f"the broker's address has parameters that are not known: {', '.join(sorted(unknown))}")
    if parts.scheme != "amqps":
        return place, None
    tls: Tls = {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": parts.hostname}
    if "cacertfile" in told:
        tls["ca_certs"] = told["cacertfile"][0]
    return place, tls


def connect(url: str, **options: Any) -> Connection:  # noqa: ANN401 - kombu's own options
    """Return a connection that is opened when it is used."""
    place, tls = place_and_tls(url)
    return Connection(place, ssl=tls, **options)

"""Asks programs on this machine, never through a proxy of the environment."""

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from local.home import LOOPBACK

_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nothing: a redirect is an answer too."""

    def redirect_request(self, *_args: object) -> None:
        return None


_ASKER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay())


def listens(port: int) -> bool:
    """Tell whether something accepts TCP connections on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((LOOPBACK, port)) == 0


def status(url: str, host: str | None = None) -> int:
    """Return the status of a GET of `url` (as if for another host name); 0 means that nobody answered."""
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        with _ASKER.open(request, timeout=5) as response:
            return int(response.status)
    except urllib.error.HTTPError as refusal:
        return refusal.code
    except OSError:
        return 0


def body(url: str) -> str:
    """Return what a GET of `url` is answered with; nothing if it is refused or nobody answers."""
    try:
        with _ASKER.open(url, timeout=2) as response:
            return str(response.read().decode())
    except OSError:
        return ""


def answers(url: str, expected: int = 200) -> bool:
    """Tell whether a GET of `url` is answered with the expected status."""
    return status(url) == expected


Json = Any  # what an API of JSON answers


def ask(url: str, method: str = "GET", sent: object = None, headers: Mapping[str, str] | None = None) -> Json:
    """Send a request, with a JSON body if there is one, and return the JSON of the answer (or `None`)."""
    request = urllib.request.Request(
        url,
        method=method,
        data=None if sent is None else json.dumps(sent).encode(),
        headers={"Content-Type": "application/json", **(headers or {})},
    )
    with _OPENER.open(request, timeout=15) as response:
        said = response.read()
    return json.loads(said) if said else None

"""A patient person's browser without a picture: keeps cookies, sends forms, and tries again where a page says later."""

import re
import threading
import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any, TypeVar

import requests
from itsdangerous import URLSafeTimedSerializer

HTMX = {"HX-Request": "true"}
LATER = range(500, 600)
PAUSE = 0.3
FoundT = TypeVar("FoundT")
_never = threading.Event()


class GaveUp(Exception):
    """Somebody waited for longer than anybody would."""


class Browser:
    """One person's browser at one town; cookies are kept by hand, as they are Secure and the local gateway is not."""

    def __init__(self, gateway: str, host: str, patience: float) -> None:
        self._gateway, self._host, self._patience = gateway, host, patience
        self._cookies: dict[str, str] = {}
        self._token = ""
        self.refused = 0

    def sign_in(self, key: str, town: str, subject: str, *roles: str) -> "Browser":
        """Become a member of staff, as the sign-in leaves it."""
        told = {"sub": subject, "name": f"Probe {subject}", "roles": {town: list(roles)}}
        self._cookies["__Host-staff"] = str(URLSafeTimedSerializer(key, salt="chassis.staff").dumps(told))
        return self

    def get(self, path: str, **query: Any) -> str:
        """Read a page, however long it is away."""
        answer = self.until(lambda: self._ask("GET", path, params=query), path)
        return answer.text

    def try_post(self, path: str, *, fragment: bool = False, **fields: Any) -> requests.Response | None:
        """Send a form once; nothing if nobody can tell what became of it."""
        if not self._token:
            self._token = found(r'"X-CSRFToken": "([^"]+)"', self.get("/pruefen"))
        headers = {"X-CSRFToken": self._token} | (HTMX if fragment else {})
        return self._ask("POST", path, data=fields, headers=headers)

    def do(self, what: str, done: Callable[[], bool], act: Callable[[], Any]) -> None:
        """Act until what it is for can be seen; a repetition must do no harm, which is what is tested here."""

        def attempt() -> bool:
            if done():
                return True
            act()
            return done()

        self.until(attempt, what)

    def until(self, look: Callable[[], FoundT | None], what: str) -> FoundT:
        """Look until there is something."""
        deadline = time.monotonic() + self._patience
        while not (seen := look()):
            if time.monotonic() > deadline:
                raise GaveUp(what)
            _never.wait(PAUSE)
        return seen

    def _ask(self, method: str, path: str, **more: Any) -> requests.Response | None:
        headers = {
            "Host": self._host,
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items()),
            **more.pop("headers", {}),
        }
        try:
            answer = requests.request(
                method, self._gateway + path, headers=headers, timeout=60, allow_redirects=False, **more
            )
        except requests.RequestException:
            self.refused += 1
            return None
        for written in answer.raw.headers.getlist("Set-Cookie"):
            for name, morsel in SimpleCookie(written).items():
                self._cookies[name] = morsel.value
        if answer.status_code in LATER:
            self.refused += 1
            return None
        return answer


def found(pattern: str, text: str) -> str:
    """Return the first group of a pattern, nothing if it is not there."""
    match = re.search(pattern, text)
    return match[1] if match else ""

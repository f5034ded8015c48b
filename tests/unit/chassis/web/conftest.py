"""A townhall, its towns, and browsers that talk to it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer

from tests.unit.chassis.web.townhall.app import Towns, build, settings_in

TOWN = "https://ostfildern.localhost"
KEY = "a-signing-key-of-the-region"


@pytest.fixture
def towns() -> Towns:
    """The data of all towns."""
    return Towns()


@pytest.fixture
def settings(tmp_path: Path) -> Any:
    """The settings of the townhall."""
    return settings_in(tmp_path)


@pytest.fixture
def app(settings: Any, towns: Towns) -> Any:
    """The townhall."""
    return build(settings, towns)


class Browser:
    """Flask's client as a browser at one town: it keeps cookies and finds the form token."""

    def __init__(self, app: Any, base_url: str = TOWN) -> None:
        self.client = app.test_client()
        self.base_url = base_url
        self.host = base_url.partition("//")[2]

    def get(self, path: str, **more: Any) -> Any:
        """Get a page."""
        return self.client.get(path, base_url=self.base_url, **more)

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        """Post a form with the token of this session."""
        return self.client.post(path, base_url=self.base_url, data={"csrf_token": self.token(), **(data or {})}, **more)

    def token(self) -> str:
        """Return the form token as a page shows it."""
        page = self.get("/").text
        return str(page.partition('"X-CSRFToken": "')[2].partition('"')[0])

    def sign_in(self, *roles: str, town: str = "ostfildern", key: str = KEY) -> "Browser":
        """Set the cookie as the sign-in does."""
        told = {"sub": "u-1", "name": "Sabine Schäfer", "roles": {town: list(roles)}}
        cookie = URLSafeTimedSerializer(key, salt="chassis.staff").dumps(told)
        self.client.set_cookie("__Host-staff", str(cookie), domain=self.host, secure=True)
        return self

    def cookie(self, name: str) -> Any:
        """Return a cookie, or nothing."""
        return self.client.get_cookie(name, domain=self.host)


@pytest.fixture
def browser(app: Any) -> Browser:
    """Return a browser at Ostfildern."""
    return Browser(app)


@pytest.fixture
def browser_at(app: Any) -> Callable[[str], Browser]:
    """Return `browser_at(base_url)`."""
    return lambda base_url: Browser(app, base_url)

"""A browser at fulfilment's pages."""

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

TOWN = "https://ostfildern.localhost"
HTMX = {"HX-Request": "true"}


class Browser:
    """A browser that knows the form token of this site."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        page = client.get("/pruefen", base_url=TOWN)
        found = re.search(r'"X-CSRFToken": "([^"]+)"', page.text)
        assert found is not None
        self._token = found[1]

    def get(self, address: str, **headers: str) -> TestResponse:
        """Follow a link."""
        return self.client.get(address, base_url=TOWN, headers=headers)

    def post(self, address: str, fields: dict[str, Any] | None = None) -> TestResponse:
        """Send a form the way htmx does."""
        return self.client.post(address, data=fields, base_url=TOWN, headers={**HTMX, "X-CSRFToken": self._token})

    def take(self, response: Any) -> None:
        """Keep the cookies of a response."""
        for cookie in response.headers.getlist("Set-Cookie"):
            name, _, value = cookie.partition(";")[0].partition("=")
            self.client.set_cookie(name, value, domain="ostfildern.localhost", secure=True)

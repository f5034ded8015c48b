"""Browsers of citizens and staff, as the page tests use them."""

import re
from typing import Any

from flask import make_response
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from chassis.web.staff_access import remember_staff

TOWN = "https://ostfildern.localhost"
HTMX = {"HX-Request": "true"}


class Browser:
    """A browser that knows the form token of the last page."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self._token = ""

    def get(self, address: str, **headers: str) -> TestResponse:
        """Follow a link."""
        return self._keep(self.client.get(address, base_url=TOWN, headers=headers))

    def post(self, address: str, fields: dict[str, Any] | None = None, **headers: str) -> TestResponse:
        """Send a form of the last page."""
        data = {"csrf_token": self._token, **(fields or {})}
        return self._keep(self.client.post(address, data=data, base_url=TOWN, headers=headers))

    def _keep(self, response: TestResponse) -> TestResponse:
        text = response.data.decode(errors="replace")  # a PDF is no text
        if found := re.search(r'name="csrf_token"[^>]* value="([^"]+)"', text):
            self._token = found[1]
        return response


def staff(app: Any, *roles: str, who: str = "s-1") -> Browser:
    """Return the browser of somebody who is signed in with these roles."""
    browser = Browser(app.test_client())
    with app.test_request_context(base_url=TOWN):
        response = make_response("")
        remember_staff(response, who, "Kim Kasse", {"ostfildern": list(roles)})
    take_cookies(browser, response)
    return browser


def take_cookies(browser: Browser, response: Any) -> None:
    """Keep the cookies of a response made outside of a request."""
    for cookie in response.headers.getlist("Set-Cookie"):
        name, _, value = cookie.partition(";")[0].partition("=")
        browser.client.set_cookie(name, value, domain="ostfildern.localhost", secure=True)

"""Fulfilment alone on a real port, for browsers; what the other services say comes as their events."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask import make_response
from playwright.sync_api import BrowserContext, Page
from werkzeug.serving import make_server

from chassis.access import Grant
from chassis.web.citizen_access import remember_grant
from chassis.web.staff_access import remember_staff
from chassis.web.tenant import find_tenant
from tests.service.fulfilment.browser import TOWN
from tests.service.fulfilment.story import Story

HOST = "ostfildern.localhost"


@dataclass(frozen=True)
class Place:
    """Fulfilment on a real port."""

    address: str
    app: Any

    def let_staff_in(self, context: BrowserContext, role: str, name: str) -> None:
        """Sign somebody of the town's staff in."""
        self._let_in(context, lambda response: remember_staff(response, name, name, {"ostfildern": [role]}))

    def let_citizen_in(self, context: BrowserContext, story: Story) -> None:
        """Open the link to the call."""
        grant = Grant("ostfildern", story.appointment_id, "join", 1)
        self._let_in(context, lambda response: remember_grant(response, grant))

    def _let_in(self, context: BrowserContext, remember: Callable[[Any], None]) -> None:
        """Give a browser the cookie that a sign-in or a link would give it."""
        with self.app.test_request_context(base_url=TOWN):
            find_tenant()
            response = make_response("")
            remember(response)
        for header in response.headers.getlist("Set-Cookie"):
            name, _, value = header.partition(";")[0].partition("=")
            context.add_cookies([{"name": name, "value": value, "domain": HOST, "path": "/", "secure": True}])

    def panel(self, context: BrowserContext, path: str) -> Page:
        """Open a fragment as the page of a call shows it."""
        page = context.new_page()
        page.goto(f"{self.address}/pruefen")
        page.evaluate(
            """async path => {
                const main = document.querySelector("main");
                main.innerHTML = await (await fetch(path)).text();
                htmx.process(main);
            }""",
            path,
        )
        return page


@pytest.fixture(scope="module")
def place(app: Any) -> Iterator[Place]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Place(f"http://{HOST}:{server.port}", app)
    server.shutdown()

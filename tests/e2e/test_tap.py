"""What stands between browser and gateway hears every way in which a page can send a picture."""

from collections.abc import Callable, Iterator
from threading import Thread
from typing import Any
from wsgiref.simple_server import make_server
from wsgiref.types import StartResponse

import pytest
from playwright.sync_api import Browser

from chassis.testing.waiting import until
from tests.e2e.conftest import CHROMIUM
from tests.e2e.tap import Tap, tapped

SEND = """
async (how) => {
  const picture = new Blob([new Uint8Array([0xff, 0xd8, 0xff, ...new Array(30000).fill(7)])], { type: "image/jpeg" });
  if (how === "beacon") return navigator.sendBeacon("/picture", picture);
  const form = new FormData();
  form.append("picture", picture, "picture.jpg");
  await fetch("/picture", { method: "POST", body: how === "form" ? form : picture });
}
"""


def answer(environ: dict[str, Any], start: StartResponse) -> list[bytes]:
    """Answer everything."""
    environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    start("200 OK", [("Content-Type", "text/html")])
    return [b"<!doctype html><title>a town</title>"]


@pytest.fixture
def town() -> Iterator[int]:
    """The port of a server."""
    server = make_server("127.0.0.1", 0, answer)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()


@pytest.fixture
def sent(town: int, chromium: Browser) -> Iterator[Callable[[str], Tap]]:
    """Return `sent(how)`: what the tap heard when a page sent a picture in this way."""
    with tapped(("127.0.0.1", town)) as tap:
        mapped = f"--host-resolver-rules=MAP town.localhost:{town} 127.0.0.1:{tap.port}"
        browser = chromium.browser_type.launch(executable_path="/usr/bin/chromium", args=[*CHROMIUM, mapped])
        page = browser.new_page()
        page.goto(f"http://town.localhost:{town}/")

        def send(how: str) -> Tap:
            page.evaluate(SEND, how)
            return tap

        yield send
        browser.close()


@pytest.mark.parametrize("how", ["blob", "form", "beacon"])
def test_the_tap_hears_a_picture_however_it_is_sent(sent: Callable[[str], Tap], how: str) -> None:
    tap = sent(how)
    until(lambda: any(size > 30000 for size in tap.bodies()), "the picture is heard", 30)
    assert tap.holds(b"\xff\xd8\xff\x07\x07")

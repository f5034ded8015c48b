"""Debian's Firefox, driven by WebDriver BiDi (W3C): what Playwright asks of a context, its ESR does not know."""

import json
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from simple_websocket import Client

PATIENCE = 60
LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
# A camera and a microphone that are not there, nobody to ask, and a relay on this very machine.
PREFERENCES = {
    "media.navigator.streams.fake": True,
    "media.navigator.permission.disabled": True,
    "media.peerconnection.ice.loopback": True,
    "intl.accept_languages": "de-DE",
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
}


class _Socket(Client):
    """Names the port too in its Host header, without which Firefox refuses it."""

    host: str

    def handshake(self) -> None:
        self.host = f"{self.host}:{self.port}"
        super().handshake()


class Firefox:
    """One window with one page."""

    def __init__(self, address: str) -> None:
        self._socket = _Socket(f"{address}/session")
        self._numbers = count(1)
        self._ask("session.new", capabilities={})
        self._page = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def goto(self, address: str) -> None:
        """Open an address and wait until it is loaded."""
        self._ask("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return what an expression of JavaScript comes to, by way of JSON; waits for promises."""
        answer = self._ask(
            "script.evaluate",
            expression=f"(async () => JSON.stringify((await ({expression})) ?? null))()",
            target={"context": self._page},
            awaitPromise=True,
            # Counts as somebody's click: the page may make a sound.
            userActivation=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def press(self, button: str) -> None:
        """Press the first visible button with these words."""
        words = json.dumps(button)
        self.until(
            f"(() => {{ const found = [...document.querySelectorAll('button')].find((one) => one.checkVisibility() "
            f"&& one.textContent.includes({words})); found?.click(); return Boolean(found); }})()"
        )

    def until(self, expression: str) -> Any:
        """Evaluate again and again until it comes to something; a page that is just changing has no answer."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                if found := self.evaluate(expression):
                    return found
            except (AssertionError, LookupError):
                if time.monotonic() > deadline:
                    raise
            assert time.monotonic() < deadline, expression

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while (text := self._socket.receive(timeout=PATIENCE)) is not None:
            told = json.loads(text)
            if told.get("id") == number:
                if told["type"] == "error":
                    raise LookupError(f"{method}: {told['error']}: {told['message']}")
                return dict(told["result"])
        raise TimeoutError(f"{method}: Firefox has not answered for {PATIENCE} s")


@contextmanager
def firefox(program: str = "/usr/bin/firefox-esr") -> Iterator[Firefox]:
    """Start Firefox with a fresh profile; it and the profile are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="firefox-") as folder:
        told = "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
        (Path(folder) / "user.js").write_text(told, encoding="utf-8")
        asked = [program, "--headless", "--no-remote", "--profile", folder, "--remote-debugging-port=0", "about:blank"]
        with subprocess.Popen(asked, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
            try:
                assert process.stderr is not None
                address = next(found[1] for line in process.stderr if (found := LISTENS.search(line)))
                yield Firefox(address)
            finally:
                process.terminate()

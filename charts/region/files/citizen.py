"""A synthetic citizen: looks for a time in every town, holds it and gives it back, from outside.

`citizen.py once` tells how it went and ends with 1 if a town failed (`helm test`); `citizen.py watch` does so again and
again and tells Prometheus on port 8080. It needs nothing but Python's standard library.

    TENANTS_DIR   the towns' files, which the services read too
    ADDRESS       where to ask instead of each town's public address, for example http://booking-web
    INTERVAL      seconds between two rounds of `watch`
    PATIENCE      seconds until an answer counts as missing, 15 by default
    BIND, PORT    where `watch` answers Prometheus, everywhere on 8080 by default
"""

import json
import os
import re
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

API = "/api/booking/v1"
STEPS = ("search", "hold", "release")
PATIENCE = float(os.environ.get("PATIENCE", "15"))


class Town:
    """One town as a citizen reaches it; `seen` holds success and seconds of each step of the last round."""

    def __init__(self, file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        self.key = file.stem
        public = re.search(r"^base_url: [\"']?([^\s\"']+)", text, re.MULTILINE)
        self.public = public.group(1) if public else ""
        self.seen: dict[str, tuple[bool, float]] = {}
        self.rests = re.search(r"^suspended: true", text, re.MULTILINE) is not None
        self.trouble = ""
        self.full = False

    def ask(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON
        """Ask the town's API; raises OSError when it does not answer or refuses."""
        address = os.environ.get("ADDRESS") or self.public
        headers = {"Host": self.public.partition("://")[2], "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address + API + path, data, headers, method=method)  # noqa: S310 - the provider's own
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            text = answer.read()
        return json.loads(text) if text else None

    def visit(self) -> bool:
        """Go once through all steps; a step after one that failed counts as failed, but no free time is no failure."""
        self.seen = dict.fromkeys(STEPS, (False, 0.0))
        self.trouble = ""
        try:
            with self._step("search"):
                procedure = self.ask("GET", "/procedures")["procedures"][0]["key"]
                days = self.ask("GET", f"/times?procedure={procedure}")["days"]
            self.full = not days
            if self.full:
                # Nothing is broken: there is nothing to hold. The town is told by what `once` and the figures say.
                self.seen = {"search": self.seen["search"]}
                return True
            # The last one, which a citizen misses least while the probe has it.
            wish = {"procedures": [procedure], "begins_at": days[-1]["times"][-1]["begins_at"]}
            with self._step("hold"):
                hold = self.ask("POST", "/holds", wish | {"idempotency_key": str(uuid.uuid4())})["hold_id"]
            with self._step("release"):
                self.ask("DELETE", f"/holds/{hold}")
        except (OSError, LookupError, ValueError) as error:
            self.trouble = f"{type(error).__name__}: {error}"
        return not self.trouble

    @contextmanager
    def _step(self, name: str) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.seen[name] = (True, time.monotonic() - began)


def towns() -> list[Town]:
    """Return all towns where something can be booked now."""
    found = [Town(file) for file in sorted(Path(os.environ["TENANTS_DIR"]).glob("*.yaml"))]
    return [town for town in found if not town.rests]


def figures(visited: list[Town]) -> str:
    """Return the last round as Prometheus reads it."""
    lines = [
        f"# TYPE {name} gauge" for name in ("probe_journey_success", "probe_journey_seconds", "probe_no_free_time")
    ]
    for town in visited:
        lines.append(f'probe_no_free_time{{tenant="{town.key}"}} {int(town.full)}')
        for step, (success, seconds) in town.seen.items():
            labels = f'{{tenant="{town.key}",step="{step}"}}'
            lines += [f"probe_journey_success{labels} {int(success)}", f"probe_journey_seconds{labels} {seconds:.4f}"]
    return "\n".join(lines) + "\n"


def once() -> bool:
    """Visit every town and say how it went."""
    good = True
    for town in towns():
        fine = town.visit()
        good = good and fine
        told = "no free time" if town.full else "search, hold, release"
        sys.stdout.write(f"{town.key}: {told if fine else town.trouble}\n")
    return good


def watch() -> None:
    """Visit all towns again and again and answer Prometheus meanwhile."""
    visited: list[Town] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(figures(visited).encode() if self.path == "/metrics" else b"ok\n")

        def log_message(self, *_arguments: object) -> None:
            """Say nothing: probes come every few seconds."""

    server = ThreadingHTTPServer((os.environ.get("BIND", ""), int(os.environ.get("PORT", "8080"))), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    while True:
        round_ = towns()
        for town in round_:
            if not town.visit():
                sys.stdout.write(json.dumps({"event": "probe failed", "tenant": town.key, "why": town.trouble}) + "\n")
                sys.stdout.flush()
        visited = round_
        time.sleep(float(os.environ.get("INTERVAL", "60")))


if __name__ == "__main__":
    if sys.argv[1:] == ["watch"]:
        watch()
    sys.exit(0 if once() else 1)

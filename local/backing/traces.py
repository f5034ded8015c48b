"""A private receiver of traces (OTLP over HTTP), which tests ask for spans."""

from typing import Any
from urllib.parse import urlencode

from local.loopback import ask
from local.serving import ServedProgram


class Traces(ServedProgram):
    """Receives spans at `/v1/traces`; `url` is what services get as OTLP_ENDPOINT."""

    name = "traces"
    module = "local.traces"

    def spans(self, wait: float = 0, **wanted: str) -> list[dict[str, Any]]:
        """Return spans, oldest first, by `trace_id`, `service`, `name` or `kind`; wait for the first match."""
        query = urlencode({**wanted, "wait": wait})
        found: list[dict[str, Any]] = ask(f"{self.url}/traces?{query}")
        return found

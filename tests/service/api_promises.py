"""Asks an API what its OpenAPI document promises, with what a program may send and with what it may not."""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import from_regex
from schemathesis import GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import ignored_auth

HOST = "ostfildern.localhost"
# "format: email" also means addresses of domains that no mail can reach, such as `.test`; the API refuses those.
schemathesis.openapi.format("email", from_regex(r"[a-z]{1,20}@[a-z]{1,20}\.org", fullmatch=True))
EXAMPLES = int(os.environ.get("API_EXAMPLES", "5"))
"""How often each operation is asked; `make proof` asks many more times."""
Answer = Iterable[bytes]


class AtTheTown:
    """The app as its town's gateway calls it."""

    def __init__(self, app: Any) -> None:
        self._app = app

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Answer:
        answer: Answer = self._app(environ | {"HTTP_HOST": HOST, "wsgi.url_scheme": "https"}, start)
        return answer


def promises(app: Any, service: str) -> list[Any]:
    """Return the operations of a service's document."""
    schema = schemathesis.openapi.from_wsgi(f"/api/{service}/v1/openapi.json", AtTheTown(app))
    # Refused everywhere (`chassis.web.unstorable`), also where a document leaves open what may come.
    schema.config.generation.update(allow_x00=False)
    told = list(schema.get_all_operations())
    operations = [one.ok() for one in told if isinstance(one, Ok)]
    assert len(operations) == len(told), told
    return operations


def ask(
    operation: Any,
    mode: GenerationMode,
    prepare: Callable[[Any], Any] = lambda case: case,
    answered: Counter[int] | None = None,
) -> None:
    """Send to one operation what fits its document, or what does not, and check each answer; count them in `answered`.

    `prepare` may put something real into a case; that a token is given then does not mean that it is ignored.
    """

    @given(case=operation.as_strategy(generation_mode=mode))
    @settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    def once(case: Any) -> None:
        response = prepare(case).call_and_validate(excluded_checks=[ignored_auth] if answered is not None else [])
        if answered is not None:
            answered[response.status_code] += 1

    try:
        once()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, f"nothing can be sent to {operation.label}"

"""Who may come where, over every route of all five services: the golden list, wrong roles, forms from elsewhere."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from itsdangerous import URLSafeTimedSerializer

from chassis.web.auth import access_of, routes_with_access
from chassis.web.staff_access import ROLES

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
TOWN, OTHER_TOWN = "ostfildern", "musterstadt"
GOLDEN = Path(__file__).with_name("routes.txt")
WITHOUT_TOKEN = {"/api/billing/v1/paypal/webhook", "/identitaet/bundid/antwort"}
"""PayPal and BundID prove themselves by a signature instead."""
SAFE = {"GET", "HEAD", "OPTIONS"}
UPGRADE = {"Connection": "Upgrade", "Upgrade": "websocket"}
BUILD = {"uuid": UUID(int=0), "int": 1, "string": "x", "path": "x", "default": "x", "date": "2026-01-01"}


@dataclass(frozen=True)
class Door:
    """One method of one route."""

    method: str
    path: str
    rule: str
    roles: frozenset[str]
    for_staff_only: bool
    is_socket: bool


@pytest.fixture(scope="module", params=SERVICES)
def app(request: pytest.FixtureRequest, start: Callable[..., Any], application: Callable[..., Any]) -> Any:
    """The pages of one service after the other."""
    return application(start(request.param))


def doors(app: Any) -> Iterator[Door]:
    """Yield every method of every route with a path that leads there."""
    adapter = app.url_map.bind(f"{TOWN}.localhost")
    for rule in app.url_map.iter_rules():
        values = {name: BUILD[_kind(converter)] for name, converter in rule._converters.items()}
        path = adapter.build(rule.endpoint, values)
        allowed = access_of(app.view_functions[rule.endpoint])
        roles = frozenset(role for access in allowed if access.who == "staff" for role in access.names)
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Door(method, path, rule.rule, roles, {one.who for one in allowed} == {"staff"}, rule.websocket)


def _kind(converter: Any) -> str:
    return {"UUIDConverter": "uuid", "IntegerConverter": "int"}.get(type(converter).__name__, "string")


def knock(app: Any, door: Door, **roles: list[str]) -> Any:
    """Return the answer to somebody with these roles, `town=[…]`, who sends no form token."""
    client = app.test_client()
    if roles:
        told = {"sub": "u-1", "name": "Sabine Schäfer", "roles": roles}
        cookie = URLSafeTimedSerializer("signing-key-of-the-tests", salt="chassis.staff").dumps(told)
        client.set_cookie("__Host-staff", str(cookie), domain=f"{TOWN}.localhost", secure=True)
    headers = UPGRADE if door.is_socket else {}
    return client.open(door.path, method=door.method, base_url=f"https://{TOWN}.localhost", headers=headers)


def leads_to_sign_in(answer: Any) -> bool:
    """Tell whether the answer asks for a sign-in, as a page by a redirect, as a fragment or an API by 401."""
    return bool(answer.status_code == 401 or answer.headers.get("Location", "").startswith("/anmeldung"))


def test_the_routes_and_who_may_come_are_those_of_the_golden_list(app: Any) -> None:
    service = app.extensions["chassis"].service
    found = [f"{service} {methods} {rule} {who}" for rule, methods, who in routes_with_access(app)]
    golden = [line for line in GOLDEN.read_text(encoding="utf-8").splitlines() if line.startswith(f"{service} ")]
    difference = "\n".join(unified_diff(golden, found, "tests/service/routes.txt", "the application", lineterm="", n=0))
    assert not difference, f"who may come where has changed; if that is meant, change the list:\n{difference}"


def test_without_a_sign_in_no_staff_route_opens(app: Any) -> None:
    for door in doors(app):
        if door.for_staff_only:
            assert leads_to_sign_in(knock(app, door)), door


def test_every_wrong_role_is_refused_at_every_staff_route(app: Any) -> None:
    for door in doors(app):
        for role in ROLES if door.for_staff_only else ():
            if role not in door.roles:
                assert knock(app, door, **{TOWN: [role]}).status_code == 403, (role, door)


def test_a_role_at_another_town_opens_nothing_here(app: Any) -> None:
    for door in doors(app):
        if door.for_staff_only:
            answer = knock(app, door, **{OTHER_TOWN: sorted(ROLES)})
            assert answer.status_code == 403 or leads_to_sign_in(answer), door


def test_a_right_role_is_not_refused_for_its_role(app: Any) -> None:
    for door in doors(app):
        for role in door.roles if not door.is_socket else ():
            answer = knock(app, door, **{TOWN: [role]})
            assert answer.status_code not in (401, 403), (role, door)
            assert not answer.headers.get("Location", "").startswith("/anmeldung"), (role, door)


def test_no_form_is_taken_without_its_token_even_if_all_doors_stood_open(app: Any) -> None:
    guards = app.before_request_funcs[None]
    place = next(number for number, guard in enumerate(guards) if guard.__name__ == "enforce")
    enforce = guards.pop(place)
    try:
        for door in doors(app):
            if door.method in SAFE or door.path in WITHOUT_TOKEN:
                continue
            # Signed in, since an API that gets no cookie has no power that another site could borrow.
            answer = knock(app, door, **{TOWN: sorted(ROLES)})
            assert answer.status_code == 400, door
            assert "noch einmal ab" in answer.get_data(as_text=True), door
    finally:
        guards.insert(place, enforce)

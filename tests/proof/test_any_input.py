"""Every form of every service, whatever is typed: it comes through or is refused clearly, and never breaks a server.

The fields are those that the forms of a service declare and those that its views ask for by name.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask import make_response, session
from flask_wtf.csrf import generate_csrf
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wtforms.fields.core import UnboundField

from chassis.access import PURPOSES, Grant
from chassis.web.citizen_access import remember_grant
from chassis.web.forms import Form
from chassis.web.staff_access import ROLES, remember_staff
from contracts.booking import AppointmentConfirmed
from tests.service.fulfilment.story import Story
from tests.service.test_access import SAFE, SERVICES, TOWN
from tests.service.test_one_person import heard, row_of

TEXTS = (
    "Jürgen Groß-Łukaszewicz",
    "Дмитрий Шостакович",
    "محمد بن سلمان",
    "王小明",
    "👩‍👩‍👧‍👦 🏳️‍🌈",
    "\u202egro.elpmaxe\u202c \u200f\u2066",
    "x" * 10_000,
    "a\0b",
    "'\"><script>alert(1)</script> {{7*7}} %s %(x)s \\ ;--",
    "-1",
    "99999999999999999999",
    "NaN",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31T23:59:59",
    "",
)
BASE = f"https://{TOWN}.localhost"
ASKED = re.compile(r"""request\.(?:form|args|values)(?:\.get|\.getlist)?[\[(]\s*["']([\w-]+)["']""")
OUTSIDE = {502, 503}
"""What is said where a service outside cannot be reached, which none can here."""


@pytest.fixture(scope="module", params=SERVICES)
def app(request: pytest.FixtureRequest, start: Callable[..., Any], application: Callable[..., Any]) -> Any:
    running = start(request.param)
    return application(running)


@pytest.fixture(scope="module")
def client(app: Any) -> Any:
    """A browser of somebody who may do everything, and who has an appointment."""
    story = Story(appointment_id=uuid4())
    said: AppointmentConfirmed = story.confirmed()
    running = app.extensions["chassis"]
    with running.open_work(running.tenants.by_key(TOWN)) as unit:
        _tell(running.service, unit, said)
    browser = app.test_client()
    browser.appointment_id = said.appointment_id
    with app.test_request_context(base_url=BASE):
        browser.token = generate_csrf()
        mine = session["csrf_token"]
        response = make_response("")
        remember_staff(response, "s-1", "Sabine Sommer", {TOWN: sorted(ROLES)})
        for purpose in PURPOSES:
            remember_grant(response, Grant(TOWN, said.appointment_id, purpose, 1))
    for line in response.headers.getlist("Set-Cookie"):
        name, _, value = line.partition(";")[0].partition("=")
        browser.set_cookie(name, value, domain=f"{TOWN}.localhost", secure=True)
    with browser.session_transaction(base_url=BASE) as kept:
        kept["csrf_token"] = mine
    return browser


def _tell(name: str, unit: Any, said: AppointmentConfirmed) -> None:
    """Have a service know the appointment."""
    import importlib

    if name == "booking":
        from booking.adapters.tables import appointment

        unit.connection.execute(appointment.insert().values(**row_of(said)))
        return
    service = importlib.import_module(f"{name}.bootstrap").service
    next(one.handle for one in service.subscriptions if one.event is AppointmentConfirmed)(unit, heard(said))


@pytest.fixture(scope="module")
def fields(app: Any) -> list[str]:
    """The names of all fields of all forms of a service."""
    package = app.extensions["chassis"].service
    names = set()
    for form in _forms(Form):
        if form.__module__.partition(".")[0] in (package, "chassis"):
            names |= {name for name, field in inspect.getmembers(form) if isinstance(field, UnboundField)}
    for place in (package, "chassis"):
        folder = Path(str(sys.modules[place].__file__)).parent
        for file in folder.rglob("*.py"):
            names |= set(ASKED.findall(file.read_text(encoding="utf-8")))
    return sorted(names)


def _forms(form: type[Form]) -> Iterator[type[Form]]:
    for one in form.__subclasses__():
        yield one
        yield from _forms(one)


@pytest.fixture(scope="module")
def paths(app: Any, client: Any) -> list[tuple[str, str]]:
    """Method and path of every route that takes something, of the client's appointment where it is of one."""
    adapter, found = app.url_map.bind(f"{TOWN}.localhost"), []
    for rule in app.url_map.iter_rules():
        if rule.websocket or rule.endpoint.endswith("sign_out"):
            continue
        values = {name: _value(name, converter, client.appointment_id) for name, converter in rule._converters.items()}
        found += [(method, adapter.build(rule.endpoint, values)) for method in (rule.methods or set()) - {"HEAD"}]
    return sorted(one for one in found if one[0] != "OPTIONS")


def _value(name: str, converter: Any, appointment_id: object) -> object:
    kind = type(converter).__name__
    if kind == "UUIDConverter":
        return appointment_id
    return 1 if kind == "IntegerConverter" else "x"


def send(client: Any, method: str, path: str, told: dict[str, str]) -> Any:
    """Send the same text in every field."""
    where = {"query_string": told} if method in SAFE else {"data": told | {"csrf_token": client.token}}
    return client.open(path, method=method, base_url=BASE, **where)


def test_each_service_has_fields(fields: list[str]) -> None:
    assert "reason" in fields
    assert len(fields) >= 10


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_no_text_breaks_a_page(client: Any, fields: list[str], paths: list[tuple[str, str]], text: str) -> None:
    told = dict.fromkeys(fields, text)
    broken = []
    for method, path in paths:
        if len(text) > 1_000 and method in SAFE:
            continue  # no server takes so long an address
        answer = send(client, method, path, told)
        if answer.status_code >= 500 and answer.status_code not in OUTSIDE:
            broken.append((method, path, answer.status_code))
        if "\0" in text and not path.startswith(("/healthz", "/metrics", "/readyz")):
            assert 400 <= answer.status_code < 500, (method, path, answer.status_code)
    assert broken == []


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(data=st.data())
def test_no_mixture_breaks_a_page(
    client: Any, fields: list[str], paths: list[tuple[str, str]], data: st.DataObject
) -> None:
    method, path = data.draw(st.sampled_from(paths))
    text = st.one_of(st.sampled_from(TEXTS), st.text(max_size=60))
    told = data.draw(st.dictionaries(st.sampled_from(fields), text, min_size=1, max_size=8))
    if method in SAFE:
        told = {name: value[:500] for name, value in told.items()}
    status = send(client, method, path, told).status_code
    assert status < 500 or status in OUTSIDE, (method, path)


@pytest.mark.parametrize(
    "body", ['{"a": "x\\u0000y"}', '{"a": "\\ud800"}', "[" * 100_000], ids=["null", "half", "deep"]
)
def test_json_that_no_database_stores_is_refused(client: Any, paths: list[tuple[str, str]], body: str) -> None:
    for method, path in paths:
        if method not in SAFE:
            answer = client.open(
                path,
                method=method,
                base_url=BASE,
                data=body,
                content_type="application/json",
                headers={"X-CSRFToken": client.token},
            )
            assert 400 <= answer.status_code < 500 or answer.status_code in OUTSIDE, (path, answer.status_code)

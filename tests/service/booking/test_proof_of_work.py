"""Proof of work on the pages and in the API: a town asks for it, browsers do it, programs that do not are refused."""

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from threading import Thread
from typing import Any
from uuid import uuid4

import pytest
from altcha.v1 import solve_challenge
from playwright.sync_api import expect, sync_playwright
from werkzeug.serving import make_server

from booking.domain.catalogue import Section
from booking.entrypoints.pages.reading import stamp
from chassis.service import Running
from tests.service.booking.conftest import Open
from tests.service.booking.test_pages import Browser

HOST = "https://ostfildern.localhost"
API = "/api/booking/v1"
CHOICE = {"leistung": "meldebescheinigung"}


@pytest.fixture
def asking(booking: Running[Any], work: Open) -> Iterator[None]:
    """Ostfildern, which asks for proof before a certificate's time is taken."""
    with work() as unit:
        usual: Section = unit.catalogue
        asks = tuple(one.model_copy(update={"proof_of_work": True}) for one in usual.procedures)
        booking.work.sections.store(unit.connection, "ostfildern", usual.model_copy(update={"procedures": asks}))
    yield
    with work() as unit:
        booking.work.sections.store(unit.connection, "ostfildern", usual)


@pytest.fixture
def visitor(app: Any, asking: None) -> Browser:
    """A browser at that town."""
    return Browser(app.test_client())


def solved(task: dict[str, Any]) -> str:
    """Return what a browser sends for a task."""
    found = solve_challenge(task["challenge"], task["salt"], "SHA-256", task["maxnumber"])
    assert found is not None
    return b64encode(json.dumps(task | {"number": found.number}).encode()).decode()


def task_in(page: str) -> dict[str, Any]:
    """Return the task of a page's form."""
    found = re.search(r'data-task="([^"]+)"', page)
    assert found is not None
    return dict(json.loads(unescape(found[1])))


def test_a_browser_that_has_worked_takes_a_time_once(visitor: Browser, free: datetime) -> None:
    proof = solved(task_in(visitor.get("/termin/zeit", **CHOICE).text))
    taken = visitor.post("/termin/zeit", zeit=stamp(free), klick=str(uuid4()), nachweis=proof, **CHOICE)
    assert taken.status_code == 303
    again = visitor.post("/termin/zeit", zeit=stamp(free), klick=str(uuid4()), nachweis=proof, **CHOICE)
    assert again.status_code == 422


def test_who_has_no_proof_keeps_the_choice_and_reads_what_to_do(visitor: Browser, free: datetime) -> None:
    assert "Bitte schalten Sie JavaScript ein" in visitor.get("/termin/zeit", **CHOICE).text
    refused = visitor.post("/termin/zeit", zeit=stamp(free), klick=str(uuid4()), **CHOICE)
    assert refused.status_code == 422
    assert "Bitte wählen Sie die Zeit noch einmal" in refused.text
    assert 'name="leistung" value="meldebescheinigung"' in refused.text
    assert task_in(refused.text)


def test_another_time_in_place_of_a_held_one_needs_proof_too(visitor: Browser, free: datetime) -> None:
    visitor.get("/termin/zeit", **CHOICE)
    address = f"/termin/angaben/{uuid4()}"
    page = visitor.post(f"{address}/zeiten", family_name="Mustermann", **CHOICE)
    click = {"zeit": stamp(free), "klick": str(uuid4()), "family_name": "Mustermann"}
    refused = visitor.post(f"{address}/neu", **click, **CHOICE)
    assert refused.status_code == 422
    assert 'name="family_name" value="Mustermann"' in refused.text
    taken = visitor.post(f"{address}/neu", nachweis=solved(task_in(page.text)), **click, **CHOICE)
    assert taken.status_code == 200


@pytest.mark.parametrize("view", ["woche", "liste"])
def test_every_view_with_times_sets_a_task(visitor: Browser, view: str) -> None:
    assert task_in(visitor.get("/termin/zeit", ansicht=view, **CHOICE).text)["algorithm"] == "SHA-256"


def test_a_program_asks_for_a_task_and_solves_it(app: Any, asking: None, free: datetime) -> None:
    client = app.test_client()
    wish = {"procedures": ["meldebescheinigung"], "begins_at": stamp(free), "idempotency_key": str(uuid4())}
    refused = client.post(f"{API}/holds", json=wish, base_url=HOST)
    assert (refused.status_code, refused.json["type"]) == (403, "urn:problem-type:proof-needed")
    proof = solved(client.get(f"{API}/proof-task", base_url=HOST).json)
    first = client.post(f"{API}/holds", json=wish | {"proof": proof}, base_url=HOST)
    assert first.status_code == 201
    assert client.post(f"{API}/holds", json=wish | {"proof": proof}, base_url=HOST).json == first.json
    other = wish | {"proof": proof, "idempotency_key": str(uuid4())}
    assert client.post(f"{API}/holds", json=other, base_url=HOST).status_code == 403


def test_the_browser_works_under_our_policy_and_the_first_press_reserves(app: Any, asking: None) -> None:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        with sync_playwright() as play:
            chromium = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = chromium.new_page(locale="de-DE")
            page.goto(f"http://ostfildern.localhost:{server.server_port}/termin/zeit?leistung=meldebescheinigung")
            page.get_by_role("button", name="Diese Zeit nehmen").click()
            expect(page.get_by_role("heading", level=1, name="Ihre Angaben")).to_be_visible(timeout=30_000)
            chromium.close()
    finally:
        server.shutdown()


def test_a_town_that_asks_for_nothing_sets_no_task(app: Any, work: Open) -> None:
    page = Browser(app.test_client()).get("/termin/zeit", **CHOICE).text
    assert "data-task" not in page
    assert "proof.js" not in page

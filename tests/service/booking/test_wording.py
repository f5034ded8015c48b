"""The town's own words in booking's mails: seen before they are stored, sent, told by whom, and taken back."""

import re
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from itsdangerous import URLSafeTimedSerializer

from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.ports import BookingPorts
from chassis import catalogue, commands
from chassis.persistence.tables import mail
from chassis.service import Running
from chassis.testing.waiting import until
from chassis.town.wording import Passages, with_passages
from tests.service.booking.conftest import CITIZEN, Open, wish

TOWN = "https://ostfildern.localhost"
ALL = "/verwaltung/booking/schreiben"
PAGE = f"{ALL}/confirmation/de"
WAITING = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
OWN = {
    "opening": "Moin {name},\r\nwir freuen uns auf {termin}.",
    "advice": "Das Parkhaus hat geöffnet.",
    "closing": "Ihr Team in {stadt}",
    "note": "Freundlicher",
}


@pytest.fixture
def client(app: Any, work: Open) -> Iterator[Any]:
    made = app.test_client()
    told = {"sub": "u-9", "name": "Vera Weber", "roles": {"ostfildern": ["administrator"], "esslingen": []}}
    cookie = URLSafeTimedSerializer("signing-key-of-the-tests", salt="chassis.staff").dumps(told)
    made.set_cookie("__Host-staff", str(cookie), domain="ostfildern.localhost", secure=True)
    with work() as unit:
        before = unit.catalogue
    yield made
    with work() as unit:
        unit.store_catalogue(before)


def csrf(page: str) -> str:
    return page.partition('"X-CSRFToken": "')[2].partition('"')[0]


def send(client: Any, page: str = PAGE, *, htmx: str = "", **fields: str) -> Any:
    shown = client.get(page, base_url=TOWN).text
    based_on = re.search(r'name="based_on"[^>]*value="(\d+)"', shown)
    assert based_on
    told = {"csrf_token": csrf(shown), "based_on": based_on[1], "schritt": "speichern"}
    return client.post(page, base_url=TOWN, data=told | fields, headers={"HX-Request": htmx} if htmx else {})


def confirmed_mail(work: Open, ports: BookingPorts, begins_at: datetime, language: str = "de") -> str:
    with work() as unit:
        hold = hold_time(unit, wish(begins_at, uuid4()))
        reader = replace(CITIZEN, email=f"{language}@example.org", mail_language=language)
        confirm_appointment(unit, hold.id, reader, ports)
    with work() as unit:
        found = unit.connection.execute(sa.select(mail.c.text).where(mail.c.recipient == f"{language}@example.org"))
        return str(found.scalar_one())


def test_a_mail_that_is_sent_carries_the_words_and_all_that_is_fixed(
    client: Any, work: Open, ports: BookingPorts, free: datetime
) -> None:
    assert send(client, **OWN).status_code == 303
    sent = confirmed_mail(work, ports, free)
    assert sent.startswith("Moin Erika Mustermann,\nwir freuen uns auf ")
    assert sent.endswith("Das Parkhaus hat geöffnet.\n\nIhr Team in Ostfildern\n")
    assert "Ihr Videotermin steht fest." in sent
    assert f"{TOWN}/gespraech#" in sent
    assert f"{TOWN}/termin/zugang/" in sent
    assert "Guten Tag" not in sent
    english = confirmed_mail(work, ports, free, "en")
    assert english.startswith("Dear Erika Mustermann,")
    assert "Parkhaus" not in english


def test_the_printed_letter_says_them_too(client: Any, work: Open, ports: BookingPorts, free: datetime) -> None:
    send(client, **OWN)
    confirmed_mail(work, ports, free)
    with work() as unit:
        (booked,) = unit.appointments.on_day(free.date())
    told = {"sub": "u-1", "name": "Sabine Schäfer", "roles": {"ostfildern": ["clerk"]}}
    cookie = URLSafeTimedSerializer("signing-key-of-the-tests", salt="chassis.staff").dumps(told)
    client.set_cookie("__Host-staff", str(cookie), domain="ostfildern.localhost", secure=True)
    letter = client.get(f"/verwaltung/booking/termin/{booked.id}/brief", base_url=TOWN).text
    for words in ("Moin Erika Mustermann,", "Das Parkhaus hat geöffnet.", "Ihr Team in Ostfildern", booked.number):
        assert words in letter
    assert "Guten Tag" not in letter


def test_a_preview_shows_the_whole_mail_and_stores_nothing(client: Any) -> None:
    page = send(client, schritt="vorschau", **{**OWN, "note": ""})
    assert page.status_code == 200
    for words in ("Moin Erika Mustermann,", "Das Parkhaus hat geöffnet.", "Ihr Team in Ostfildern", "termin.ics"):
        assert words in page.text
    fragment = send(client, htmx="true", schritt="", opening="Moin {name}").text
    assert "Moin Erika Mustermann" in fragment
    assert "<html" not in fragment
    assert "Moin Erika" not in client.get(PAGE, base_url=TOWN).text


def test_every_letter_is_shown_in_every_language_of_the_town(client: Any) -> None:
    ways = set(re.findall(rf'href="({ALL}/\w+/[\w-]+)"', client.get(ALL, base_url=TOWN).text))
    assert len(ways) % 9 == 0
    assert f"{ALL}/waiting_offer/en" in ways
    for way in sorted(ways):
        page = client.get(way, base_url=TOWN)
        assert page.status_code == 200, way
        assert page.text.count('class="wording-letter"') in (1, 2), way
    arabic = client.get(f"{ALL}/reminder/ar", base_url=TOWN).text
    assert 'lang="ar" dir="rtl"' in arabic
    assert client.get(f"{ALL}/reminder/nl", base_url=TOWN).status_code == 404
    assert client.get(f"{ALL}/invoice/de", base_url=TOWN).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("Moin {Name}", "Den Platzhalter {Name} gibt es hier nicht. Meinen Sie {name}?"),
        ("Moin {", "eine einzelne geschweifte Klammer: {."),
        ("Moin\x07", "ein unsichtbares Steuerzeichen (U+0007)"),
        ("x" * 602, "Höchstens 600 Zeichen. Das sind 2 Zeichen zu viel."),
    ],
)
def test_words_that_nobody_could_send_are_refused_and_nothing_is_lost(client: Any, wrong: str, said: str) -> None:
    page = send(client, opening=wrong, closing="Ihr Team", note="Versuch")
    assert page.status_code == 422
    assert said in page.text
    assert wrong.removesuffix("\x07") in page.text
    assert ">Ihr Team</textarea>" in page.text.replace("\r\n", "").replace(">\n", ">")
    assert "Noch keine Vorschau" in page.text
    assert "Versuch" not in client.get(ALL, base_url=TOWN).text


def test_a_change_needs_a_reason_and_says_who_what_and_when(client: Any) -> None:
    assert send(client, **{**OWN, "note": ""}).status_code == 422
    send(client, **OWN)
    page = client.get(ALL, base_url=TOWN).text
    for words in ("Vera Weber", "Freundlicher", "Terminbestätigung", "eigene Worte", "Ihr Team in {stadt}"):
        assert words in page
    assert "Freundlicher" in client.get("/verwaltung/booking/katalog", base_url=TOWN).text


def test_a_change_is_taken_back_and_then_the_usual_mail_goes_out(
    client: Any, work: Open, ports: BookingPorts, free: datetime
) -> None:
    send(client, **OWN)
    send(client, **{**OWN, "opening": "Servus", "note": "Süden"})
    newest, first = re.findall(rf"{PAGE}\?vor=(\d+)", client.get(PAGE, base_url=TOWN).text)[:2]
    back = client.get(f"{PAGE}?vor={newest}", base_url=TOWN).text
    assert "Moin {name}" in back
    assert "galten" in back
    assert send(client, f"{PAGE}?vor={first}", note="Zurück", opening="", advice="", closing="").status_code == 303
    assert confirmed_mail(work, ports, free).startswith("Guten Tag Erika Mustermann,")
    assert client.get(f"{PAGE}?vor=99999", base_url=TOWN).status_code == 404


def test_who_was_overtaken_keeps_the_text_and_sees_by_whom(client: Any) -> None:
    send(client, **OWN)
    page = send(client, **{**OWN, "based_on": "0", "opening": "Grüß Gott {name}"})
    assert page.status_code == 409
    assert "Inzwischen hat jemand diese Worte geändert" in page.text
    assert "Grüß Gott {name}</textarea>" in page.text
    based_on = re.search(r'name="based_on"[^>]*value="(\d+)"', page.text)
    assert based_on
    assert based_on[1] != "0"


def test_a_press_that_arrives_twice_is_saved_once_and_told_so(client: Any) -> None:
    send(client, **OWN)
    told = re.findall(rf"{PAGE}\?vor=\d+", client.get(PAGE, base_url=TOWN).text)
    assert send(client, **(OWN | {"based_on": "0"})).status_code == 303
    page = client.get(PAGE, base_url=TOWN).text
    assert "Gespeichert." in page
    assert re.findall(rf"{PAGE}\?vor=\d+", page) == told


def test_two_presses_at_the_same_moment_are_one_change(client: Any, work: Open) -> None:
    shown = client.get(PAGE, base_url=TOWN).text
    before = shown.count(f"{PAGE}?vor=")
    told = OWN | {"based_on": "0", "schritt": "speichern", "csrf_token": csrf(shown)}
    words = {part: told[part].replace("\r\n", "\n") for part in ("opening", "advice", "closing")}
    with ThreadPoolExecutor(1) as other, work() as unit:
        unit.hold_catalogue()
        second = other.submit(client.post, PAGE, base_url=TOWN, data=told)
        until(lambda: unit.connection.execute(WAITING).scalar(), "the second press waits for the first")
        wording = with_passages(unit.catalogue.wording, "confirmation", "de", Passages(**words))
        unit.store_catalogue(unit.catalogue.model_copy(update={"wording": wording}), "Vera Weber", "Freundlicher")
        unit.connection.commit()
        assert second.result().status_code == 303
    page = client.get(PAGE, base_url=TOWN).text
    assert "Gespeichert." in page
    assert page.count(f"{PAGE}?vor=") == before + 1


def test_what_is_asked_for_while_somebody_types_is_never_stored(client: Any) -> None:
    fragment = send(client, htmx="true", **OWN)
    assert fragment.status_code == 200
    assert "Moin Erika Mustermann" in fragment.text
    assert "Moin Erika" not in client.get(PAGE, base_url=TOWN).text


def test_the_words_of_one_town_are_not_another_ones(client: Any, work: Open) -> None:
    send(client, **OWN)
    with work("musterstadt") as unit:
        assert unit.catalogue.wording == {}
        rows = unit.connection.execute(sa.text("SELECT tenant FROM catalogue WHERE section ? 'wording'")).all()
    assert rows == []


def test_words_in_a_file_are_judged_like_those_on_the_page(client: Any, work: Open) -> None:
    with work() as unit:
        section = unit.catalogue.model_dump(mode="json")
    assert "wording" not in section
    section["wording"] = {"confirmation": {"de": {"opening": "Moin {amt}"}}}
    told = {"csrf_token": csrf(client.get(PAGE, base_url=TOWN).text), "text": catalogue.written(section)}
    page = client.post("/verwaltung/booking/katalog/pruefen", base_url=TOWN, data=told)
    assert page.status_code == 422
    assert "wording.confirmation.de.opening" in page.text


def test_a_file_that_says_nothing_of_words_takes_none_away(
    client: Any, booking: Running[Any], work: Open, tmp_path: Path
) -> None:
    send(client, **OWN)
    with work() as unit:
        section = unit.catalogue.model_dump(mode="json") | {"hold_minutes": 17}
    for words, left in ((None, "Ihr Team in {stadt}"), ({}, "")):
        told = {name: value for name, value in section.items() if name != "wording"}
        told |= {} if words is None else {"wording": words}
        file = tmp_path / "town.yaml"
        file.write_text(catalogue.written({"tenant": "ostfildern", "booking": told}), encoding="utf-8")
        commands.catalogue(booking, Namespace(action="import", file=file))
        with work() as unit:
            assert unit.catalogue.hold_minutes == 17
            assert unit.catalogue.wording.get("confirmation", {}).get("de", Passages()).closing == left

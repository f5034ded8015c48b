"""The waiting list on a real database and through its pages."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from booking.adapters.tables import appointment
from booking.domain.errors import TimeTaken
from booking.domain.waiting import TimeWish, Waiting
from booking.use_cases.cancel_appointment import cancel_appointment
from booking.use_cases.confirm_appointment import confirm_appointment
from booking.use_cases.hold_time import hold_time
from booking.use_cases.join_waiting_list import Reader, join_waiting_list
from booking.use_cases.offer_time import offer_time
from booking.use_cases.ports import BookingPorts
from booking.use_cases.set_time_aside import OFFER_TIME
from tests.service.booking.conftest import CITIZEN, Open, wish
from tests.service.booking.test_pages import TYPED, Browser

JOIN = {"leistung": "meldebescheinigung", "consent": "y"}


@pytest.fixture
def browser(app: Any, work: Open) -> Browser:
    return Browser(app.test_client())


def soon(days: int = 90) -> date:
    return datetime.now().astimezone().date() + timedelta(days=days)


def jobs(work: Open, kind: str) -> list[UUID]:
    with work() as unit:
        question = sa.text("SELECT item FROM due_work WHERE kind = :kind AND due <= now()")
        return list(unit.connection.execute(question, {"kind": kind}).scalars())


def offer_what_is_free(work: Open, ports: BookingPorts) -> None:
    for item in jobs(work, OFFER_TIME):
        with work() as unit:
            offer_time(unit, item, ports)
            unit.unschedule(OFFER_TIME, item)


def mails_to(work: Open, address: str) -> list[str]:
    with work() as unit:
        question = sa.text("SELECT text FROM mail WHERE recipient = :address ORDER BY created_at")
        return list(unit.connection.execute(question, {"address": address}).scalars())


def both_desks_cancelled(work: Open, ports: BookingPorts, free: datetime) -> None:
    booked = []
    for _ in range(2):
        with work() as unit:
            booked.append(confirm_appointment(unit, hold_time(unit, wish(free)).id, CITIZEN, ports).id)
    for one in booked:
        with work() as unit:
            cancel_appointment(unit, one, ports)


def link_of(work: Open, address: str) -> str:
    found = re.search(r"https://ostfildern.localhost(/termin/warteliste/\S+)", mails_to(work, address)[-1])
    assert found is not None
    return found[1]


@pytest.fixture
def waits(work: Open, ports: BookingPorts) -> Callable[[str], Waiting]:
    def join(address: str) -> Waiting:
        with work() as unit:
            told = TimeWish(procedures=("meldebescheinigung",), until=soon())
            joined = join_waiting_list(unit, Reader(address), told, "192.0.2.0/24", ports)
        assert joined is not None
        return joined

    return join


def test_a_place_in_the_line_comes_back_as_it_was_stored(work: Open, waits: Callable[[str], Waiting]) -> None:
    one = waits("Anna@Example.org")
    with work() as unit:
        assert unit.waiting.find(one.id) == one
        offered = one.with_offer(uuid4(), unit.clock()).without_offer(unit.clock(), answered=False)
        unit.waiting.save(offered)
        assert unit.waiting.claim(one.id) == offered
        assert unit.waiting.served_by(uuid4(), "anna@example.org", ["meldebescheinigung", "beratung"]) == [one.id]
        assert unit.waiting.served_by(uuid4(), "anna@example.org", ["beratung"]) == []
    with work("musterstadt") as unit:
        assert unit.waiting.find(one.id) is None


def test_two_times_freed_at_once_go_to_two_people(
    work: Open, ports: BookingPorts, free: datetime, waits: Callable[[str], Waiting]
) -> None:
    waits("anna@example.org")
    waits("berta@example.org")
    both_desks_cancelled(work, ports, free)

    def offer(item: UUID) -> None:
        with work() as unit:
            offer_time(unit, item, ports)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(offer, jobs(work, OFFER_TIME)))
    for address in ("anna@example.org", "berta@example.org"):
        assert [text for text in mails_to(work, address) if "frei geworden" in text], address


def test_the_schema_itself_keeps_an_offered_time_from_others(
    work: Open, ports: BookingPorts, free: datetime, waits: Callable[[str], Waiting]
) -> None:
    one = waits("anna@example.org")
    both_desks_cancelled(work, ports, free)
    offer_what_is_free(work, ports)
    with work() as unit:
        place = unit.waiting.find(one.id)
        assert place is not None
        row = unit.connection.execute(sa.select(appointment).where(appointment.c.id == place.hold)).mappings().one()
    copy = {name: value for name, value in row.items() if name not in ("during", "busy", "address")}
    twin = appointment.insert().values(copy | {"id": uuid4(), "number": "2", "key": uuid4()})
    with pytest.raises(IntegrityError, match="ex_appointment_desk"), work() as unit:
        unit.connection.execute(twin)
    with work() as unit:
        hold_time(unit, wish(free))  # the other desk suits nobody who waits
    with pytest.raises(TimeTaken), work() as unit:
        hold_time(unit, wish(free))


def test_a_citizen_joins_is_offered_a_time_and_books_it(
    browser: Browser, work: Open, ports: BookingPorts, free: datetime
) -> None:
    assert "Auf die Warteliste" in browser.get("/termin/zeit", leistung="meldebescheinigung").text
    browser.get("/termin/warteliste", leistung="meldebescheinigung")
    told = JOIN | {"email": "anna@example.org", "until": soon().isoformat()}
    assert browser.post("/termin/warteliste", **told).headers["Location"] == "/termin/warteliste/eingetragen"
    link = link_of(work, "anna@example.org")
    assert "Gerade ist nichts Passendes frei" in browser.get(link).text

    both_desks_cancelled(work, ports, free)
    offer_what_is_free(work, ports)
    page = browser.get(link_of(work, "anna@example.org"))
    assert "Diese Zeit ist für Sie frei" in page.text
    token = link.rpartition("/")[2]
    answer = browser.post("/termin/warteliste/annehmen", token=token)
    assert answer.status_code == 303
    assert "Es fehlen noch Ihre Angaben" in browser.get(link).text
    browser.get(answer.headers["Location"])
    assert browser.post(answer.headers["Location"], **TYPED).status_code == 303
    over = browser.get(link)
    assert over.status_code == 410
    assert "nicht mehr auf der Warteliste" in over.text


def test_looking_at_an_offer_changes_nothing_and_declining_keeps_the_place(
    browser: Browser, work: Open, ports: BookingPorts, free: datetime, waits: Callable[[str], Waiting]
) -> None:
    one = waits("anna@example.org")
    both_desks_cancelled(work, ports, free)
    offer_what_is_free(work, ports)
    link = link_of(work, "anna@example.org")
    before = browser.get(link).status_code
    with work() as unit:
        offered = unit.waiting.find(one.id)
    assert offered is not None
    assert offered.hold is not None
    answer = browser.post("/termin/warteliste/ablehnen", token=link.rpartition("/")[2])
    assert (before, answer.headers["Location"]) == (200, link)
    with work() as unit:
        declined = unit.waiting.find(one.id)
    assert declined is not None
    assert declined.hold is None


def test_the_list_is_left_by_the_link_and_the_address_is_gone(
    browser: Browser, work: Open, waits: Callable[[str], Waiting]
) -> None:
    waits("anna@example.org")
    link = link_of(work, "anna@example.org")
    browser.get(link)
    left = browser.post("/termin/warteliste/verlassen", token=link.rpartition("/")[2])
    assert left.headers["Location"] == "/termin/warteliste/beendet"
    with work() as unit:
        assert unit.connection.execute(sa.text("SELECT count(*) FROM waiting")).scalar() == 0


def test_a_wish_that_cannot_be_kept_is_explained_and_what_was_typed_stays(browser: Browser) -> None:
    browser.get("/termin/warteliste", leistung="meldebescheinigung")
    page = browser.post(
        "/termin/warteliste", leistung="meldebescheinigung", email="anna", weekdays="mo", until=soon(400).isoformat()
    )
    assert page.status_code == 422
    for said in ("name@beispiel.de", "innerhalb des nächsten halben Jahres", "Ohne Ihr Einverständnis"):
        assert said in page.text
    assert 'value="anna"' in page.text
    assert re.search(r'checked[^>]* value="mo"|value="mo"[^>]* checked', page.text)


def test_a_network_cannot_fill_the_list(browser: Browser) -> None:
    browser.get("/termin/warteliste", leistung="meldebescheinigung")
    told = JOIN | {"until": soon().isoformat()}
    answers = [
        browser.post("/termin/warteliste", **told, email=f"nr{number}@example.org").status_code for number in range(21)
    ]
    assert answers == [303] * 20 + [429]


def test_a_town_without_a_waiting_list_has_no_page_for_it(app: Any) -> None:
    client = app.test_client()
    page = client.get("/termin/warteliste?leistung=meldebescheinigung", base_url="https://musterstadt.localhost")
    times = client.get("/termin/zeit?leistung=meldebescheinigung", base_url="https://musterstadt.localhost")
    assert page.status_code == 404
    assert "Warteliste" not in times.text


def test_a_link_that_nobody_sent_opens_nothing(browser: Browser) -> None:
    assert browser.get("/termin/warteliste/1.unbekannt").status_code == 404

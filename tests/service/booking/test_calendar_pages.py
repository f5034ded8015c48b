"""Filters and views of the free times on the citizen's pages."""

import re
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import pytest

from booking.domain.part_of_day import part_of
from booking.domain.time_filter import TimeFilter
from booking.entrypoints.pages.reading import stamp
from booking.use_cases.queries import free_times
from tests.service.booking.conftest import Open
from tests.service.booking.test_pages import Browser

TOWN = ZoneInfo("Europe/Berlin")
ASKED = {"leistung": "meldebescheinigung"}


@pytest.fixture
def browser(app: Any, work: Open) -> Browser:
    return Browser(app.test_client())


def test_a_month_leads_to_the_day_with_everything_that_was_chosen(browser: Browser, free: datetime) -> None:
    page = browser.get("/termin/zeit", **ASKED, ansicht="monat", wochentag="mo", ab=free.date())
    assert page.status_code == 200
    link = re.search(r'<td class="month__day month__day--free">\s*<a href="([^"]+)"', page.text)
    assert link is not None
    path, _, query = link[1].replace("&amp;", "&").partition("?")
    day = browser.get(path, **parse_qs(query))
    assert "Eingrenzung aufheben" in day.text
    assert 'name="zeit"' in day.text


def test_a_week_offers_its_times_at_once(browser: Browser, free: datetime) -> None:
    page = browser.get("/termin/zeit", **ASKED, ansicht="woche", ab=free.date())
    assert stamp(free) in page.text
    answer = browser.post("/termin/zeit", **ASKED, zeit=stamp(free), klick=str(uuid4()))
    assert answer.status_code == 303


def test_a_language_goes_along_with_the_picked_time(browser: Browser, work: Open) -> None:
    with work() as unit:
        days = free_times(unit, ["meldebescheinigung"], only=TimeFilter(language="en")).days
        english = days[-1].slots[0]
    page = browser.get("/termin/zeit", **ASKED, gespraech="en")
    assert 'name="gespraech" value="en"' in page.text
    told = ASKED | {"zeit": stamp(english.time.begins_at), "klick": str(uuid4()), "gespraech": "en"}
    answer = browser.post("/termin/zeit", **told)
    with work() as unit:
        hold = unit.appointments.find(UUID(answer.headers["Location"].rpartition("/")[2]))
    assert hold is not None
    assert hold.slot.desk == english.desk


def test_who_loses_a_time_is_offered_only_what_suits_the_wishes(browser: Browser, work: Open) -> None:
    with work() as unit:
        days = free_times(unit, ["meldebescheinigung"], only=TimeFilter(language="en")).days
    morning = [slot for slot in days[-1].slots if part_of(slot.time.begins_at, TOWN) == "morning"]
    begins_at = morning[-1].time.begins_at
    browser.get("/termin/zeit", **ASKED)
    told = ASKED | {"zeit": stamp(begins_at), "gespraech": "en", "tageszeit": "morning"}
    assert browser.post("/termin/zeit", **told, klick=str(uuid4())).status_code == 303
    browser.get("/termin/zeit", **ASKED)
    page = browser.post("/termin/zeit", **told, klick=str(uuid4()))
    assert page.status_code == 409
    assert f'value="{stamp(begins_at)}"' not in page.text
    near = page.text.partition("Am nächsten daran")[2].partition("</section>")[0]
    offered = [datetime.fromisoformat(one) for one in re.findall(r'name="zeit" value="([^"]+)"', near)]
    assert len(offered) == 6
    assert all(part_of(one, TOWN) == "morning" for one in offered)


def test_wishes_that_nothing_fits_are_said_with_the_way_back(browser: Browser) -> None:
    for view in ("liste", "monat", "woche"):
        page = browser.get("/termin/zeit", **ASKED, gespraech="fr", ansicht=view)
        assert page.status_code == 200
        assert "Mit diesen Wünschen ist nichts frei" in page.text
        assert "Alle freien Zeiten zeigen" in page.text


def test_what_cannot_be_read_narrows_nothing(browser: Browser) -> None:
    page = browser.get("/termin/zeit", **ASKED, wochentag="immer", tageszeit="nachts", ansicht="kugel", ort="mond")
    assert page.status_code == 200
    assert "Diese Zeit nehmen" in page.text

"""A citizen who reads another language goes the whole way in it: booking, mail, appointment, device test, fees."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.e2e.axe import Examiner
from tests.e2e.people import Citizen

WRITTEN = {"de-simple": "ltr", "tr": "ltr", "uk": "ltr", "ar": "rtl"}
PICTURES: Path | None = None


@pytest.fixture
def examiner() -> Iterator[Examiner]:
    made = Examiner(by_night=False)
    yield made
    print("\n".join(made.findings))  # noqa: T201 - belongs to the report of a failed test


@pytest.mark.parametrize("language", WRITTEN)
def test_the_way_of_a_citizen_stays_in_their_language(
    language: str, citizen: Citizen, examiner: Examiner, window: Callable[[int, int], BrowserContext]
) -> None:
    page = citizen.page
    page.goto(f"{citizen.town}/?sprache={language}")
    seen(examiner, page, language, "start")
    page.goto(f"{citizen.town}/termin")
    page.locator("input[value=meldebescheinigung]").check()
    seen(examiner, page, language, "procedures")
    page.locator("main form button").last.click()
    seen(examiner, page, language, "times")
    page.locator("main button[name=zeit].kern-btn--primary").first.click()
    page.locator("[name=given_names]").fill(citizen.given_names)
    page.locator("[name=family_name]").fill(citizen.family_name)
    page.locator("[name=email]").fill(citizen.email)
    seen(examiner, page, language, "details")
    page.locator("[name=consent]").check()
    page.locator("main form button.kern-btn--primary").last.click()
    page.wait_for_url(re.compile("/termin/bestaetigt/"))
    seen(examiner, page, language, "confirmed")

    # The mail comes in the language, and its links open it on a device that has never been here.
    other = Citizen(window(390, 844).new_page(), citizen.town, citizen.mailbox, email=citizen.email)
    other.follow("", f"/gespraech?sprache={language}#")
    other.page.wait_for_url(re.compile("/gespraech/[0-9a-f]{8}-"))
    seen(examiner, other.page, language, "device test")
    other.follow("", "/termin/zugang/")
    seen(examiner, other.page, language, "door to the appointment")
    other.page.locator("main form button").first.click()
    seen(examiner, other.page, language, "appointment")
    for path in ("/gespraech/probe", "/pruefen", "/datenschutz", "/barrierefreiheit"):
        other.page.goto(f"{citizen.town}{path}")
        seen(examiner, other.page, language, path)
    assert not examiner.findings, "\n".join(sorted(set(examiner.findings)))


def seen(examiner: Examiner, page: Page, language: str, state: str) -> None:
    """See that a page is in the language, written from its side, and keeps nobody out."""
    html = page.locator("html")
    expect(html).to_have_attribute("lang", language)
    assert page.evaluate("getComputedStyle(document.documentElement).direction") == WRITTEN[language]
    examiner.look(page, f"{language}: {state}")
    if PICTURES:
        name = state.strip("/").replace("/", "-").replace(" ", "-")
        page.screenshot(path=PICTURES / f"{language}-{name}.png", full_page=True)


def test_a_mail_is_written_in_the_language(citizen: Citizen) -> None:
    citizen.page.goto(f"{citizen.town}/?sprache=tr")
    assert citizen.page.locator("h1").inner_text() == "Vatandaş bürosu size geliyor"

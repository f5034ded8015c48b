"""The whole way of a citizen who reads another language: booking, call, check, request, fee, and no German on it.

The clerk works in German, as clerks do. A picture of each step lies in `.local/pictures`. E2E_HOME names a demo that
runs already, E2E_PATIENCE how many seconds a browser waits.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import BrowserContext, Page, expect

from chassis.testing.waiting import until
from tests.e2e.people import Citizen, Clerk, Mailbox, frames
from tests.house.test_translations import CATALOGUES
from tests.proof.album import PHONE, Album

LATE = 120
LANGUAGES = ("de-simple", "en", "tr", "uk", "ar")
FRAMES = 5
FILE = re.compile(r"quittung|dokument|bescheid|\.(pdf|ics|vcf)")
READ = """() => {
    const own = [...document.querySelectorAll("body [lang]")].filter((one) => one.lang.startsWith("de") && one.lang !== "de-simple");
    for (const one of own) one.dataset.kept = one.style.display, one.style.display = "none";
    const said = document.body.innerText;
    for (const one of own) one.style.display = one.dataset.kept;
    return said;
}"""  # noqa: E501
"""What a page says, without what it marks as German."""


@cache
def german(language: str) -> re.Pattern[str]:
    """Return what a whole line matches that is German although the language has words of its own for it."""
    untold = []
    for translations in CATALOGUES.values():
        with (translations / language.replace("-", "_") / "LC_MESSAGES" / "messages.po").open("rb") as source:
            for message in read_po(source):
                told, asked = _each(message.string), _each(message.id)
                untold += [one for one in asked if " " in one and one not in told]
    return re.compile("|".join(re.sub(r"%\\\(\w+\\\)[sd]", ".+", re.escape(one)) for one in untold))


def _each(said: str | Sequence[str] | None) -> Sequence[str]:
    return [said] if isinstance(said, str) else said or []


def left_in_german(language: str, text: str) -> list[str]:
    """Return the lines of a text that nobody put into the language."""
    return [line for line in text.splitlines() if german(language).fullmatch(line.strip())]


class Reader:
    """Looks at each page of the way: in the language, nothing German on it, a picture taken."""

    def __init__(self, language: str) -> None:
        self.language, self.album, self.found = language, Album(f"sprache-{language}"), []

    found: list[str]

    def look(self, page: Page, step: str) -> None:
        """Keep a picture of a page and what is wrong with it."""
        expect(page.locator("html")).to_have_attribute("lang", self.language)
        self.found += [f"{step}: {line}" for line in left_in_german(self.language, page.evaluate(READ))]
        self.album.take(page, step)

    def look_at_mails(self, citizen: Citizen) -> None:
        """Read every mail that came."""
        mails = citizen.mailbox.all(citizen.email)
        assert mails
        for mail in mails:
            told = f"{mail['subject']}\n{mail['text']}"
            self.found += [f"mail: {line}" for line in left_in_german(self.language, told)]
        self.album.tell("\n\n".join(f"{mail['subject']}\n{mail['text']}" for mail in mails), "mails")


@pytest.mark.parametrize("language", LANGUAGES)
def test_somebody_goes_the_whole_way_in_their_language(
    language: str, system: dict[str, Any], window: Callable[[int, int], BrowserContext], mailbox: Mailbox, clerk: Clerk
) -> None:
    reader = Reader(language)
    citizen = Citizen(window(*PHONE).new_page(), system["towns"]["ostfildern"]["url"], mailbox)
    book(reader, citizen)
    into_the_waiting_room(reader, citizen)
    clerk.admit(citizen.appointment_id)
    until(lambda: frames(citizen.page) > FRAMES, "the clerk's picture runs", LATE)
    reader.look(citizen.page, "20-call")
    identified(reader, citizen, clerk)
    request(reader, citizen, clerk)
    settle(reader, citizen)
    around(reader, citizen)
    clerk.end_call()
    citizen.page.locator("main a[href^='/vorgang/']").first.wait_for()
    afterwards(reader, citizen)
    reader.look_at_mails(citizen)
    assert not reader.found, "\n".join(dict.fromkeys(reader.found))


def book(reader: Reader, citizen: Citizen) -> None:
    """Book a Meldebescheinigung without reading a word of German."""
    page = citizen.page
    page.goto(f"{citizen.town}/?sprache={reader.language}")
    reader.look(page, "01-start")
    page.goto(f"{citizen.town}/termin")
    page.locator("main form button").last.click()
    reader.look(page, "02-nothing-chosen")
    page.locator("input[value=meldebescheinigung]").check()
    reader.look(page, "03-procedures")
    page.locator("main form button").last.click()
    reader.look(page, "04-times")
    page.locator("main button[name=zeit].kern-btn--primary").first.click()
    page.locator("main form button.kern-btn--primary").last.click()
    reader.look(page, "05-details-with-errors")
    page.locator("[name=given_names]").fill(citizen.given_names)
    page.locator("[name=family_name]").fill(citizen.family_name)
    page.locator("[name=email]").fill(citizen.email)
    page.locator("[name=consent]").check()
    page.locator("main form button.kern-btn--primary").last.click()
    page.wait_for_url(re.compile("/termin/bestaetigt/"))
    citizen.appointment_id = page.url.rsplit("/", 1)[-1]
    reader.look(page, "06-confirmed")
    citizen.follow("", "/termin/zugang/")
    reader.look(page, "07-door")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/termin/verwalten/"))
    reader.look(page, "08-appointment")
    for number, what in enumerate(("verschieben", "absagen"), 9):
        managed = page.url
        page.locator(f"main a[href*='{what}']").first.click()
        page.wait_for_url(re.compile(what))
        reader.look(page, f"{number:02}-{what}")
        page.goto(managed)


def into_the_waiting_room(reader: Reader, citizen: Citizen) -> None:
    """Follow the mail, test the devices, agree, and wait."""
    page = citizen.page
    camera = page.locator("[data-phase=planned] [data-start-devices]").first

    def opens() -> bool:
        page.goto("about:blank")
        citizen.follow("", "/gespraech?")
        page.wait_for_load_state("networkidle")
        return camera.is_visible()

    until(opens, "the mail's link opens, once video has heard of the appointment", LATE)
    reader.look(page, "11-before-the-call")
    page.locator("[data-phase=planned] [data-enter] button").click()
    page.locator("[data-enter-problem]:visible, .kern-error:visible").first.wait_for()
    reader.look(page, "12-consent-missing")
    page.locator("[data-enter] [name=consent]").check()
    page.locator("[data-enter] button").click()
    expect(page.locator("[data-phase=waiting]")).to_be_visible()
    page.locator("[data-phase=waiting] summary").click()
    expect(page.locator("#telefon")).to_be_visible()
    reader.look(page, "13-waiting-room")


def identified(reader: Reader, citizen: Citizen, clerk: Clerk) -> None:
    """See on the citizen's phone what each step of the check asks of them."""
    steps = iter(range(21, 60))

    def look() -> None:
        with citizen.page.expect_response(re.compile("/identitaet/mitlesen/")):
            pass
        reader.look(citizen.page, f"{next(steps)}-check")

    clerk.identify(citizen.card, look=look)
    look()


def request(reader: Reader, citizen: Citizen, clerk: Clerk) -> None:
    """Read what is applied for, and confirm it."""
    case = clerk.case("Meldebescheinigung")
    case.get_by_label("Per Post an die Meldeanschrift").check()
    case.get_by_label("Für private Zwecke").check()
    clerk.fill_address(case)
    clerk.show(case)
    block = citizen.panel("case").locator("article")
    confirm = block.locator("form[hx-post$='bestaetigen'], form").first.locator("button.kern-btn--primary").last
    expect(confirm).to_be_visible()
    block.locator("details.objection summary").click()
    reader.look(citizen.page, "60-to-confirm")
    confirm.click()
    expect(confirm).to_have_count(0)
    reader.look(citizen.page, "61-applied")


def settle(reader: Reader, citizen: Citizen) -> None:
    """Choose the notice by mail."""
    by_mail = citizen.panel("fee").locator("button[id^=email-]")
    expect(by_mail).to_be_visible()
    reader.look(citizen.page, "62-fee")
    by_mail.click()
    expect(by_mail).to_have_count(0)
    reader.look(citizen.page, "63-fee-settled")


def around(reader: Reader, citizen: Citizen) -> None:
    """Open what stands beside the call: inviting somebody, going on with another device."""
    details = citizen.page.locator("[data-phase=in_call] details.more")
    for one in details.all():
        one.locator("summary").click()
    reader.look(citizen.page, "64-beside-the-call")
    details.last.locator("button").click()
    expect(citizen.page.locator("#anderes-geraet [data-link]")).to_be_visible()
    reader.look(citizen.page, "65-other-device")


def afterwards(reader: Reader, citizen: Citizen) -> None:
    """Say how it was, and see where things stand."""
    page = citizen.page
    page.locator("details.more summary").click()
    reader.look(page, "70-after")
    page.locator("details.more [type=radio]").first.check()
    page.locator("details.more button").click()
    page.locator("[role=status]").first.wait_for()
    reader.look(page, "71-thanks")
    citizen.tracker()
    reader.look(page, "72-tracker")
    for link in sorted({one.get_attribute("href") or "" for one in page.locator("main a[href^='/']").all()}):
        if FILE.search(link):
            continue
        page.goto(citizen.town + link)
        reader.look(page, f"73-{Path(link.partition('?')[0]).parts[1]}")

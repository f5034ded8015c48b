"""Every procedure from its booking to its end, by hand, in the whole running system, with a picture of each step.

The pictures lie in `.local/pictures`, as the citizen's phone and as the clerk's screen show them, and each document
page by page. E2E_HOME names a demo that runs already, E2E_PATIENCE how many seconds a browser waits.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Locator, Playwright, expect
from weasyprint import HTML

from chassis.testing.waiting import until
from tests.e2e.conftest import CHROMIUM
from tests.e2e.forms import fill
from tests.e2e.people import Citizen, Clerk, Mailbox, frames
from tests.proof.album import PHONE, Album
from tests.proof.walks import VISITS, WALKS, Walk

LATE = 300
DAY, USUAL = 86_400, 45
"""After how many seconds the double of the Bundesamt decides by itself."""
FRAMES = 5
SLOW_CAMERA = "--use-fake-device-for-media-stream=fps=5"
PAPER = "<h1>{label}</h1><p>Erika Mustermann, Klosterhof 10, 73760 Ostfildern</p><p style='margin-top:18cm'>______</p>"


@pytest.fixture(scope="module")
def chromium(driver: Playwright) -> Iterator[Browser]:
    """A browser whose camera moves so slowly that two calls and five services share two cores."""
    slow = [*CHROMIUM, SLOW_CAMERA]
    with closing(driver.chromium.launch(executable_path="/usr/bin/chromium", args=slow)) as browser:
        yield browser


@pytest.fixture
def citizen(system: dict[str, Any], window: Callable[[int, int], BrowserContext], mailbox: Mailbox) -> Citizen:
    """Erika Mustermann with a small phone."""
    return Citizen(window(*PHONE).new_page(), system["towns"]["ostfildern"]["url"], mailbox)


@pytest.fixture
def authority(system: dict[str, Any]) -> Iterator[str]:
    """The Bundesamt, which decides when the walk says so and not before somebody has looked."""

    def answers_after(seconds: float) -> None:
        told = {"answer_after": seconds}
        requests.put(f"{address}/_double/misbehaviour", json=told, timeout=LATE).raise_for_status()

    address = str(system["doubles"]["register"])
    answers_after(DAY)
    yield address
    answers_after(USUAL)


@pytest.mark.parametrize("visit", VISITS)
def test_every_procedure_is_taken_from_its_booking_to_its_end(
    visit: str, system: dict[str, Any], authority: str, citizen: Citizen, clerk: Clerk
) -> None:
    walks = [(WALKS[name], Album(name)) for name in VISITS[visit]]
    appointment = citizen.book(*(walk.booked for walk, _ in walks))
    citizen.join()
    clerk.admit(appointment)
    until(lambda: frames(citizen.page) > FRAMES, "the clerk's picture runs", LATE)
    clerk.identify(citizen.card)
    for walk, album in walks:
        (apply_for_it if walk.form else advise)(walk, album, citizen, clerk)
    for walk, album in walks:
        pay(walk, album, citizen)
    Album(visit).take(clerk.page, "desk", everywhere=True)
    numbers = [number_of(walk, clerk) for walk, _ in walks]
    assert len(set(numbers)) == len(walks), "each case has a number of its own"
    clerk.end_call()
    citizen.left()
    for (walk, album), number in zip(walks, numbers, strict=True):
        if walk.kind is not None:
            answer(authority, number, walk, album, citizen)
        until(partial(has_ended, citizen, walk), walk.end, LATE)
        album.take(citizen.page, "6-tracker", everywhere=True)
        look_at_result(walk, album, citizen, system["doubles"]["letters"], number)
    mails = reversed(citizen.mailbox.all(citizen.email))
    Album(visit).tell("\n\n".join(f"{mail['subject']}\n{mail['text']}" for mail in mails), "mails")


def number_of(walk: Walk, clerk: Clerk) -> str:
    """Return the number of a case as it stands at the desk."""
    return str(re.findall(r"OST-\d{4}-\d{6}", clerk.case(walk.case).inner_text())[0])


def advise(walk: Walk, album: Album, citizen: Citizen, clerk: Clerk) -> None:
    """Answer the citizen's questions; nothing is filled in."""
    clerk.case(walk.case).get_by_role("button", name="Beratung abgeschlossen").click()
    expect(clerk.case(walk.case)).to_contain_text("Die Beratung ist abgeschlossen")
    expect(citizen.panel("case").locator("article", has_text=walk.case)).to_contain_text("abgeschlossen")
    album.take(citizen.page, "2-advised")


def apply_for_it(walk: Walk, album: Album, citizen: Citizen, clerk: Clerk) -> None:
    """Fill the form in, let the citizen send papers, read, sign and confirm."""
    case = clerk.case(walk.case)
    fill(case, walk.form)
    for label in walk.papers:
        upload(citizen, album, label)
    album.take(clerk.page, "1-form", everywhere=True)
    clerk.show(case)
    expect(case).to_contain_text("Der Bürger sieht jetzt diesen Text")
    block = citizen.panel("case").locator("article", has_text=walk.case)
    expect(block.get_by_role("button", name="Stimmt so, ich beantrage das")).to_be_visible()
    album.take(citizen.page, "2-read", everywhere=True)
    if walk.signed:
        sign(citizen, walk.case)
        album.take(citizen.page, "3-signed")
    citizen.confirm(walk.case)
    expect(block.get_by_role("button", name="Stimmt so, ich beantrage das")).to_have_count(0)


def upload(citizen: Citizen, album: Album, label: str) -> None:
    """Send a paper from the page of the case, in another tab of the phone."""
    tab = citizen.page.context.new_page()
    tab.goto(f"{citizen.town}/vorgang/{citizen.appointment_id}")
    form = tab.locator("form").filter(has=tab.get_by_label(label))
    paper = HTML(string=PAPER.format(label=label if "Formular" not in label else "Certificat de vie")).write_pdf()
    form.locator("input[type=file]").set_input_files(
        {"name": f"{label}.pdf", "mimeType": "application/pdf", "buffer": paper}
    )
    album.take(tab, "0-upload")
    form.get_by_role("button", name="Hochladen").click()
    expect(tab.get_by_role("link", name=f"{label}.pdf")).to_be_visible()
    tab.close()


def sign(citizen: Citizen, case: str) -> None:
    """Draw a signature and type the code from the mail."""
    block = citizen.panel("case").locator("article", has_text=case)
    block.get_by_role("button", name="Code per Mail schicken").click()
    expect(block.get_by_text("Der Code ist unterwegs")).to_be_visible()
    text = citizen.mailbox.newest(citizen.email, "Ihr Code für den Antrag")["text"]
    canvas = block.locator("canvas")
    canvas.scroll_into_view_if_needed()
    place = canvas.bounding_box()
    assert place is not None
    mouse = citizen.page.mouse
    mouse.move(place["x"] + 20, place["y"] + 60)
    mouse.down()
    for number in range(1, 25):
        mouse.move(place["x"] + 20 + 10 * number, place["y"] + (20 if number % 2 else 70))
    mouse.up()
    block.get_by_label("Code aus der Mail").fill(re.findall(r"\d{3} \d{3}", text)[0])


def pay(walk: Walk, album: Album, citizen: Citizen) -> None:
    """Settle the fee as this walk does; advice costs nothing and has none."""
    if not walk.fee:
        return
    fee = citizen.panel("fee").locator("article", has_text=walk.case)
    expect(fee).to_contain_text(walk.owed)
    if walk.fee == "PayPal":
        citizen.pay_by_paypal(fee)
        expect(fee.get_by_text("bezahlt", exact=True)).to_be_visible()
    elif walk.fee.startswith("Gebührenbescheid"):
        fee.get_by_role("button", name=walk.fee).click()
        expect(fee).to_contain_text("Bescheid folgt")
    else:
        expect(fee).to_contain_text(walk.fee)
    album.take(citizen.page, "4-fee")


def answer(register: str, number: str, walk: Walk, album: Album, citizen: Citizen) -> None:
    """See the request at the authority, on the tracker, and let the authority do its part."""

    def arrived() -> list[Any]:
        told = requests.get(f"{register}/_double/submissions", timeout=10).json()
        return [one for one in told if number in str(one["message"])]

    until(lambda: len(arrived()) == 1, "the request has arrived", LATE)
    (request,) = arrived()
    assert request["message"].get("kind", "") == walk.kind
    until(lambda: "üblich sind" in tracked(citizen, walk).inner_text(), "the tracker says where it lies", LATE)
    album.take(citizen.page, "5-lies-there")
    requests.post(f"{register}/_double/submissions/{request['messageId']}/issue", timeout=10).raise_for_status()


def tracked(citizen: Citizen, walk: Walk) -> Locator:
    """Open the tracker, and return the case on it."""
    return citizen.tracker().locator("article.tracked", has=citizen.page.get_by_role("heading", name=walk.case))


def has_ended(citizen: Citizen, walk: Walk) -> bool:
    """Tell whether the tracker has ticked the last step."""
    return walk.end in done(citizen, walk)


def done(citizen: Citizen, walk: Walk) -> str:
    """Return what the tracker has ticked."""
    return " ".join(tracked(citizen, walk).locator(".timeline__step--done").all_inner_texts())


def look_at_result(walk: Walk, album: Album, citizen: Citizen, letters: str, number: str) -> None:
    """Open what came of it, and the receipt."""
    case, said = tracked(citizen, walk), " ".join(walk.says)
    if walk.result == "download":
        said = album.keep(saved(case, "Als PDF herunterladen"), "7-result")
    elif walk.result == "post":
        letter = f"{letters}/v1/letters/ostfildern.{number}/document"
        until(lambda: requests.get(letter, timeout=10).ok, "the letter is with the print shop", LATE)
        said = album.keep(requests.get(letter, timeout=10).content, "7-result")
    assert [words for words in walk.says if words not in said] == []
    if walk.form:
        case.locator("summary", has_text="Ihr bestätigter Antrag").click()
        assert number in album.keep(saved(case, "Eingangsbestätigung als PDF herunterladen"), "8-receipt")


def saved(case: Locator, link: str) -> bytes:
    """Follow a link to a document."""
    with case.page.expect_download() as told:
        case.get_by_role("link", name=link).click()
    return Path(told.value.path()).read_bytes()

"""Takes the pictures of the README and of the tour from a running demo: `make pictures`.

The cameras show drawn people, so that no real face is in the repository.
"""

import json
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from jinja2 import Template
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from chassis.testing.waiting import until
from local.endpoints import endpoints_file
from local.home import Home
from tests.e2e.conftest import CHROMIUM
from tests.e2e.people import LATE, Cashier, Citizen, Clerk, Mailbox, Staff, frames

HERE = Path(__file__).parent
FRAMES = 30
PICTURE_RUNS = 60
TOUR = HERE / "tour"
WIDEST = 1280
"""Pixels of a picture of the tour."""
Take = Callable[[Page, str], None]
"""Takes a picture of a page under a name."""
_CITIZEN = {"wall": "#f3dfc9", "shade": "#d9b99a", "clothes": "#7d4f6d", "skin": "#f0c6a4", "hair": "#6b4229"}
_CLERK = {"wall": "#dfe7ee", "shade": "#b8c7d6", "clothes": "#1f4e79", "skin": "#e3b48f", "hair": "#2f2a2a"}
PEOPLE = {"citizen": _CITIZEN | {"card": True}, "clerk": _CLERK | {"glasses": True}}


def camera(playwright: Playwright, person: str, folder: Path) -> Browser:
    """Return a browser before whose camera this person sits."""
    drawn = Template((HERE / "person.svg.jinja").read_text(encoding="utf-8")).render(PEOPLE[person])
    with playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM)) as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.set_content(f"<style>body{{margin:0}}</style>{drawn}")
        frame = page.screenshot(type="jpeg", quality=90)
    film = folder / f"{person}.mjpeg"
    film.write_bytes(frame * FRAMES)
    return playwright.chromium.launch(
        executable_path="/usr/bin/chromium", args=[*CHROMIUM, f"--use-file-for-fake-video-capture={film}"]
    )


def window(browser: Browser, width: int, height: int) -> Page:
    """Open a window of that size."""
    return browser.new_context(
        locale="de-DE",
        timezone_id="Europe/Berlin",
        viewport={"width": width, "height": height},
        device_scale_factor=2,
        permissions=["camera", "microphone"],
    ).new_page()


def journey(citizen: Citizen, system: dict[str, Any], office: Browser, take: Take) -> None:
    """Walk from the start page to the certificate and take a picture at each station."""
    citizen.page.goto(citizen.town)
    take(citizen.page, "start")
    citizen.choose("Meldebescheinigung")
    take(citizen.page, "times")
    appointment = citizen.book("Meldebescheinigung")
    take(citizen.page, "confirmed")
    citizen.join()
    take(citizen.page, "waiting")
    clerk = Clerk.sign_in(window(office, 1440, 900), system, "clerk.ostfildern", "/arbeitsplatz")
    take(clerk.page, "queue")
    clerk.admit(appointment)
    for page in (citizen.page, clerk.page):
        until(lambda page=page: frames(page) > PICTURE_RUNS, "the picture runs", LATE)
    take(citizen.page, "call")
    take(clerk.page, "desk")
    clerk.identify(citizen.card)
    take(clerk.page, "identified")
    case = clerk.case("Meldebescheinigung")
    case.get_by_label("Als PDF zum Herunterladen").check()
    case.get_by_label("Für private Zwecke").check()
    clerk.fill_address(case)
    clerk.show(case)
    block = citizen.panel("case").locator("article", has_text="Meldebescheinigung")
    block.scroll_into_view_if_needed()
    take(citizen.page, "confirm")
    citizen.confirm("Meldebescheinigung")
    clerk.end_call()
    citizen.left()
    done = citizen.tracker().get_by_role("link", name="Als PDF herunterladen")
    expect(done).to_be_visible(timeout=40_000)
    take(citizen.page, "tracker")
    of_others(system, office, take)


def of_others(system: dict[str, Any], office: Browser, take: Take) -> None:
    """Take a picture of the first page of each further role."""
    cashier = Cashier.sign_in(window(office, 1440, 900), system, "cashier.ostfildern", "/kasse")
    take(cashier.page, "cash")
    supervisor = Staff.sign_in(
        window(office, 1440, 900), system, "supervisor.ostfildern", "/verwaltung/booking/statistik"
    )
    take(supervisor.page, "statistics")
    page = window(office, 1440, 900)
    administrator = Staff.sign_in(page, system, "administrator.ostfildern", "/verwaltung/booking/katalog")
    take(administrator.page, "settings")


def compose(playwright: Playwright, folder: Path) -> None:
    """Lay the four pictures side by side as the README's first look."""
    page_text = (HERE / "together.html").read_text(encoding="utf-8")
    (folder / "together.html").write_text(page_text, encoding="utf-8")
    with playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM)) as browser:
        page = browser.new_page(viewport={"width": 1600, "height": 900})
        page.goto((folder / "together.html").as_uri())
        page.screenshot(path=HERE / "product.jpg", type="jpeg", quality=85)


def keep(folder: Path) -> Take:
    """Return what takes a picture: whole for the README, smaller for the tour."""

    def take(page: Page, what: str) -> None:
        page.screenshot(path=folder / f"{what}.png")
        with Image.open(folder / f"{what}.png") as picture:
            picture.thumbnail((WIDEST, WIDEST))
            picture.convert("RGB").save(TOUR / f"{what}.webp", quality=80, method=6)

    return take


def main() -> None:
    """Take all pictures from the demo that runs."""
    system = json.loads(endpoints_file(Home()).read_text(encoding="utf-8"))
    TOUR.mkdir(exist_ok=True)
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        home, office = (stack.enter_context(camera(playwright, person, folder)) for person in PEOPLE)
        citizen = Citizen(window(home, 390, 844), system["towns"]["ostfildern"]["url"], Mailbox(system["mail"]["api"]))
        journey(citizen, system, office, keep(folder))
        compose(playwright, folder)


if __name__ == "__main__":
    main()

"""What people do, in their words; the tests say what comes of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Self
from uuid import uuid4

import requests
from playwright.sync_api import Locator, Page, expect

from chassis.testing.waiting import until
from tests.e2e.documents import Card

ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
LATE = 40


def frames(page: Page) -> int:
    """Return how many frames of the other side this page has decoded."""
    return int(page.evaluate("async () => (await window.buergerbuero.stats()).framesDecoded ?? 0"))


def runs(page: Page, beyond: int) -> bool:
    """Tell whether this page has decoded more frames than these."""
    return frames(page) > beyond


@dataclass(frozen=True)
class Mailbox:
    """The mails that the system has sent."""

    api: str

    def newest(self, to: str, subject: str) -> dict[str, Any]:
        """Wait for a mail to this address whose subject has these words."""

        def found() -> dict[str, Any]:
            mails = requests.get(self.api, params={"to": to, "subject": subject}, timeout=5).json()
            return dict(mails[0]) if mails else {}

        return until(found, f"a mail about {subject!r}", LATE)

    def all(self, to: str) -> list[dict[str, Any]]:
        """Return every mail to this address."""
        return list(requests.get(self.api, params={"to": to}, timeout=5).json())


@dataclass
class Citizen:
    """Somebody with a phone and an e-mail address."""

    page: Page
    town: str
    mailbox: Mailbox
    given_names: str = "Erika"
    family_name: str = "Mustermann"
    email: str = field(default_factory=lambda: f"erika.{uuid4().hex[:8]}@example.org")
    phone: str = ""
    appointment_id: str = ""

    @property
    def card(self) -> Card:
        """Their identity card."""
        return Card(self.given_names, self.family_name, email=self.email)

    def book(self, *procedures: str) -> str:
        """Book the next free time for these procedures and return the appointment's id; it may begin in a minute."""
        self.choose(*procedures)
        self.page.get_by_role("button", name="Diese Zeit nehmen").click()
        return self.give_details()

    def book_ahead(self, *procedures: str) -> str:
        """Book a time of another day, which can be moved and called off however long the rest takes."""
        self.choose(*procedures)
        self.page.get_by_label("Zeiten ab einem bestimmten Tag").fill(f"{datetime.now(UTC).date() + timedelta(days=2)}")
        self.page.get_by_role("button", name="Anzeigen", exact=True).click()
        self.page.locator("main button.time").first.click()
        return self.give_details()

    def give_details(self) -> str:
        """Fill in who comes, book bindingly and return the appointment's id."""
        self.page.get_by_label("Vornamen").fill(self.given_names)
        self.page.get_by_label("Familienname").fill(self.family_name)
        self.page.get_by_label("E-Mail-Adresse").fill(self.email)
        if self.phone:
            self.page.get_by_label("Telefonnummer").fill(self.phone)
        self.page.get_by_label("Ich bin einverstanden").check()
        self.page.get_by_role("button", name="Termin verbindlich buchen").click()
        expect(self.page.get_by_role("heading", name="Ihr Termin steht fest")).to_be_visible()
        self.appointment_id = self.page.url.rsplit("/", 1)[-1]
        return self.appointment_id

    def choose(self, *procedures: str) -> None:
        """Choose what it is about and go on to the free times."""
        self.page.goto(f"{self.town}/termin")
        for procedure in procedures:
            self.page.get_by_role("checkbox", name=procedure, exact=True).check()
        self.page.get_by_role("button", name="Weiter zu den freien Zeiten").click()

    def follow(self, subject: str, path: str) -> None:
        """Open the link with this path from the newest mail with this subject."""

        def link() -> str | None:
            mails = self.mailbox.all(self.email)
            said = [link for mail in mails if subject in mail["subject"] for link in mail["links"]]
            return next((one for one in said if path in one), None)

        self.page.goto(str(until(link, f"a mail about {subject!r} with a link to {path}", LATE)))

    def join(self) -> None:
        """Follow the link to the call, test the devices and enter the waiting room."""
        camera = self.page.get_by_role("button", name="Kamera und Mikrofon einschalten").first
        unknown = self.page.get_by_role("heading", name="Diesen Link kennen wir nicht")

        def opens() -> bool:
            self.page.goto("about:blank")
            self.follow("Videotermin", "/gespraech#")
            expect(camera.or_(unknown)).to_be_visible()
            return camera.is_visible()

        until(opens, "the mail's link opens, once video has heard of the appointment", LATE)
        camera.click()
        expect(self.page.get_by_text("Kamera und Mikrofon sind bereit").first).to_be_visible()
        self.page.get_by_label("Ich bin damit einverstanden").check()
        self.page.get_by_role("button", name="Warteraum betreten").click()
        expect(self.page.get_by_text("Sie sind im Warteraum")).to_be_visible()

    def panel(self, name: str) -> Locator:
        """Return the panel `identity`, `case` or `fee` in the call."""
        return self.page.locator(f"#panel-{name}")

    def confirm(self, case: str) -> None:
        """Read the text of a case and confirm it."""
        block = self.panel("case").locator("article", has_text=case)
        block.get_by_role("button", name="Stimmt so, ich beantrage das").click()

    def pay_by_paypal(self, fee: Locator | None = None) -> None:
        """Pay in PayPal's own window and come back; `fee` is one among several."""
        with self.page.context.expect_page() as opened:
            (fee or self.panel("fee")).get_by_role("button", name="Jetzt mit PayPal zahlen").click()
        paypal = opened.value
        paypal.get_by_role("button", name="Jetzt bezahlen").click()
        expect(paypal.get_by_text(re.compile("bezahlt", re.IGNORECASE)).first).to_be_visible()
        paypal.close()

    def choose_notice_by_mail(self) -> None:
        """Choose to get the fee notice by e-mail."""
        self.panel("fee").get_by_role("button", name="Gebührenbescheid per E").click()

    def left(self) -> None:
        """Wait until the page says that the call is over."""
        expect(self.page.get_by_role("heading", name="Vielen Dank für das Gespräch")).to_be_visible()

    def tracker(self) -> Locator:
        """Open the page that says where things stand."""
        self.page.goto(f"{self.town}/vorgang/{self.appointment_id}")
        return self.page.locator("main")


@dataclass
class Staff:
    """Somebody who works for the town."""

    page: Page
    town: str
    mails: str = ""

    @classmethod
    def sign_in(cls, page: Page, system: dict[str, Any], login: str, path: str) -> Self:
        """Open a page and sign in at the town's identity provider on the way to it."""
        account = next(a for a in system["staff"] if a["login"] == login)
        town = system["towns"][account["tenants"][0]]["url"]
        page.goto(town + path)
        page.locator(f'[value="{login}"]').check()
        page.locator('input[type="password"]').fill(account["password"])
        page.get_by_role("button", name="Anmelden").click()
        page.wait_for_url(town + path)
        return cls(page, town, system["mail"]["api"])


def type_zone(panel: Locator, card: Card) -> None:
    """Type the lines of a card."""
    panel.get_by_label("genau abgetippt").fill(card.lines[:-1])
    panel.get_by_label("genau abgetippt").press_sequentially(card.lines[-1])


class Clerk(Staff):
    """Who talks to the citizen."""

    def admit(self, appointment_id: str) -> None:
        """Call the citizen in from the waiting room."""
        self.page.goto(f"{self.town}/arbeitsplatz")
        row = self.page.locator("li, tr, article").filter(has=self.page.locator(f'[href*="{appointment_id}"]')).last
        row.get_by_role("button", name="Aufrufen").click()
        self.page.wait_for_url(f"**/arbeitsplatz/{appointment_id}")

    def panel(self, name: str) -> Locator:
        """Return the panel `identity`, `case` or `fee` at the desk."""
        return self.page.locator(f"#panel-{name}")

    def identify(
        self,
        card: Card,
        look: Callable[[], None] = lambda: None,
        take_zone: Callable[[Locator, Card], None] = type_zone,
    ) -> None:
        """Lead through the identity check with this card, everything being right; `look` sees each of its steps."""
        panel = self.panel("identity")

        def press(button: str) -> None:
            look()
            panel.get_by_role("button", name=button, exact=True).click()

        press("Ja, Person ist einverstanden")
        press("Prüfzahl gleich, nichts auffällig")
        expect(panel).to_contain_text("Art des Ausweises")
        panel.get_by_role("radio").first.check()
        press("Weiter")
        expect(panel.get_by_label("Erkannt").first).to_be_visible()
        for seen in panel.get_by_label("Erkannt").all():
            seen.check()
        press("Weiter")
        take_zone(panel, card)
        expect(panel.locator("#identity-findings")).to_contain_text("Prüfziffer der Nummer stimmt.")
        press("Weiter")
        panel.get_by_role("button", name="Name stimmt mit der Vorderseite überein").click()
        press("Ja, dieselbe Person")
        done = panel.get_by_role("button", name="Identität bestätigen", exact=True)
        asked = panel.locator(".identity__question")
        code = panel.get_by_role("button", name="Code senden", exact=True)
        expect(done.or_(asked).or_(code)).to_be_visible()
        while asked.count():
            question = asked.inner_text()
            press("Richtig")
            expect(asked.filter(has_text=question)).to_have_count(0)
            expect(done.or_(asked).or_(code)).to_be_visible()
        if code.count():
            press("Code senden")
            text = Mailbox(self.mails).newest(card.email, "Ihr Code")["text"]
            panel.get_by_label("Vorgelesener Code").fill(re.findall(r"\d{3} \d{3}", text)[0])
            press("Code prüfen")
            expect(done).to_be_visible()
        done.click()
        expect(done).to_have_count(0)

    def case(self, name: str) -> Locator:
        """Return the case of that procedure in the panel."""
        return self.panel("case").locator("article", has_text=name)

    def fill_address(self, case: Locator, street: str = "Klosterhof 10") -> None:
        """Type the citizen's address."""
        case.get_by_label("Straße und Hausnummer").fill(street)
        case.get_by_label("Postleitzahl").fill("73760")
        case.get_by_label("Ort", exact=True).fill("Ostfildern")

    def show(self, case: Locator) -> None:
        """Show the case's text to the citizen."""
        case.get_by_role("button", name="Dem Bürger zeigen").click()

    def end_call(self) -> None:
        """End the call with everything done."""
        self.page.get_by_label("Das Anliegen ist besprochen.").check()
        self.page.get_by_role("button", name="Gespräch beenden").last.click()
        self.page.wait_for_url(re.compile("/arbeitsplatz"))


class Cashier(Staff):
    """Who looks after the money."""

    def send_notices(self) -> None:
        """Have the waiting notices sent now."""
        self.page.goto(f"{self.town}/kasse")
        self.page.get_by_role("button", name="Jetzt versenden").click()

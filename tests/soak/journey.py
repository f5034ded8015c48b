"""One citizen's way through all five services, by the forms that the pages have; what it left is checked afterwards."""

import random
import re
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import requests

from tests.e2e.documents import Card
from tests.soak.browser import Browser, found

ADDRESS = {"address.street": "Klosterhof 10", "address.postal_code": "73760", "address.city": "Ostfildern"}
ANSWERS = {
    "meldebescheinigung": {"delivery": "post", "purpose": "general", **ADDRESS},
    "fuehrungszeugnis": {
        "delivery": "post",
        "birth_place": "Łódź",
        "nationality": "deutsch",
        "type": "simple",
        "european": "none",
        "applicant": "self",
        **ADDRESS,
    },
}
NEXT = 4
"""Out of so many times the next is chosen, since the waiting room opens shortly before."""
ID = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"


@dataclass(frozen=True)
class Place:
    """Where a journey takes place, and who works there."""

    gateway: str
    host: str
    town: str
    mails: str
    key: str
    patience: float = 180

    def browser(self) -> Browser:
        """Return a new browser."""
        return Browser(self.gateway, self.host, self.patience)

    def clerk(self, subject: str) -> Browser:
        """Return the browser of a clerk."""
        return self.browser().sign_in(self.key, self.town, subject, "clerk")


@dataclass
class Journey:
    """A citizen who wants one thing and pays in one way."""

    place: Place
    procedure: str
    payment: str
    chance: random.Random
    email: str = field(default_factory=lambda: f"soak.{uuid4().hex[:10]}@example.org")
    appointment: str = ""

    def __post_init__(self) -> None:
        self.citizen = self.place.browser()
        self._tried: set[str] = set()
        self._asked_for = 0
        self.clerk = self.place.clerk(f"soak-{self.chance.randrange(4)}")

    def run(self) -> str:
        """Go the whole way and return the appointment's id."""
        self.book()
        self.enter()
        self.identify()
        self.apply()
        self.pay()
        self.end()
        return self.appointment

    def book(self) -> None:
        """Take a free time and make it firm."""
        citizen, click = self.citizen, str(uuid4())

        def hold() -> str:
            times = re.findall(r'name="zeit" value="([^"]+)"', citizen.get("/termin/zeit", leistung=self.procedure))
            answer = citizen.try_post(
                "/termin/zeit", leistung=self.procedure, zeit=self.chance.choice(times[:NEXT]), klick=click
            )
            return answer.headers.get("Location", "") if answer is not None else ""

        held = citizen.until(hold, "a time is held")
        typed: dict[str, Any] = {
            "given_names": "Erika",
            "family_name": "Mustermann",
            "email": self.email,
            "consent": "y",
            "leistung": self.procedure,
        }

        def confirm() -> str:
            answer = citizen.try_post(held, **typed)
            return found(f"bestaetigt/({ID})", answer.headers.get("Location", "")) if answer is not None else ""

        self.appointment = citizen.until(confirm, "the appointment is firm")

    def enter(self) -> None:
        """Follow the mail's link into the waiting room and be called in."""
        token = self.citizen.until(self._link, "the mail with the link")
        self.citizen.until(lambda: self._taken("/gespraech/zugang", token), "the link opens")
        room = f"/gespraech/{self.appointment}"
        self.citizen.until(
            lambda: self._taken(f"{room}/warteraum", consent="y", devices="camera microphone"), "the waiting room"
        )
        desk = f"/arbeitsplatz/{self.appointment}"
        self.clerk.do(
            "the call begins",
            lambda: f'action="{desk}/ende"' in self.clerk.get(desk),
            lambda: self.clerk.try_post(f"{desk}/aufrufen"),
        )

    def identify(self) -> None:
        """Lead through the check with a card on which everything is right."""
        at = f"/identitaet/arbeitsplatz/{self.appointment}"

        def step() -> bool:
            shown = self.clerk.get(at)
            if "Identität bestätigt" in shown:
                return True
            for path, given in self._next(shown):
                hidden = {name: found(rf'name="{name}"[^>]*value="([^"]*)"', shown) for name in ("revision", "frage")}
                known = {name: value for name, value in hidden.items() if value}
                answer = self.clerk.try_post(f"{at}/{path}", fragment=True, **known, **given)
                if answer is not None:
                    self._asked_for += path == "code/senden" and answer.ok
                    # What nobody judged, since the server died before its answer, is read out again.
                    self._tried |= {given["code"]} if "code" in given else set()
            return False

        self.clerk.until(step, "the identity is verified")

    def apply(self) -> None:
        """Fill in the form, show the text, have the citizen confirm it."""
        desk, reading = (f"/vorgang/{who}/{self.appointment}" for who in ("arbeitsplatz", "mitlesen"))
        case = self.clerk.until(lambda: found(rf"{desk}/({ID})", self.clerk.get(desk)), "the case")
        answers = ANSWERS[self.procedure]

        def digest() -> str:
            return found(r'name="digest" value="([0-9a-f]{64})"', self.citizen.get(reading))

        self.clerk.do(
            "the text is shown",
            lambda: bool(digest()),
            lambda: self.clerk.try_post(f"{desk}/{case}/zeigen", fragment=True, **answers),
        )
        shown = digest()
        self.citizen.do(
            "the text is confirmed",
            lambda: not digest(),
            lambda: self.citizen.try_post(f"{reading}/{case}/bestaetigen", fragment=True, digest=shown),
        )

    def pay(self) -> None:
        """Pay with PayPal, or have the fee on a notice."""
        at = f"/zahlung/{self.appointment}"
        charge = self.citizen.until(
            lambda: found(rf"{at}/({ID})/(?:paypal|bescheid)", self.citizen.get(at)), "the fee is known"
        )
        if self.payment == "notice":
            self.citizen.do(
                "the notice is ordered",
                lambda: f"{at}/{charge}/bescheid" not in self.citizen.get(at),
                lambda: self.citizen.try_post(f"{at}/{charge}/bescheid", channel="email"),
            )
            return
        self.citizen.do(
            "it is paid",
            lambda: f"{at}/{charge}/paypal" not in self.citizen.get(at),
            lambda: self._by_paypal(f"{at}/{charge}/paypal"),
        )

    def end(self) -> None:
        """End the call."""
        desk = f"/arbeitsplatz/{self.appointment}"
        self.clerk.do(
            "the call is over",
            lambda: f'action="{desk}/ende"' not in self.clerk.get(desk),
            lambda: self.clerk.try_post(f"{desk}/ende", outcome="completed"),
        )

    def _by_paypal(self, start: str) -> None:
        answer = self.citizen.try_post(start)
        leave = answer.headers.get("Location", "") if answer is not None else ""
        if not leave:
            return
        order = found(r'href="([^"]*checkoutnow[^"]*)"', self.citizen.get(leave))
        if order:
            place, _, token = order.replace("&amp;", "&").partition("?token=")
            requests.post(f"{place}/pay", data={"token": token}, timeout=60, allow_redirects=False)
        self.citizen.try_post(f"{leave.removesuffix('/zurueck')}/abschluss")

    def _taken(self, path: str, token: str = "", **fields: Any) -> bool:
        told = fields | ({"token": token} if token else {})
        answer = self.citizen.try_post(path, **told)
        return answer is not None and answer.status_code == 303

    def _link(self) -> str:
        try:
            mails = requests.get(self.place.mails, params={"to": self.email}, timeout=20).json()
        except requests.RequestException:
            return ""
        links = [link for mail in mails for link in mail["links"]]
        return next((link.partition("#")[2] for link in links if "/gespraech#" in link), "")

    def _next(self, shown: str) -> list[tuple[str, dict[str, str]]]:
        """Return the form of the step that the panel shows."""
        features = {f"{name}": "ja" for name in re.findall(r'name="(merkmal-[^"]+)"', shown)}
        card = Card("Erika", "Mustermann", email=self.email)
        forms: dict[str, dict[str, str]] = {
            "einverstaendnis": {},
            "verbindung": {"verbindung": "ja"},
            "ausweis": {"kind": "id_card", "state": "D"},
            "merkmale": features,
            "zeilen": {"zone": card.lines},
            "name": {"given_names": "Erika", "family_name": "Mustermann"},
            "gesicht": {"gesicht": "ja"},
            "frage": {"antwort": "right"},
            "code": {"code": self._code()},
            "code/senden": {"weg": "mail"},
            "ergebnis": {},
        }
        if not forms["code"]["code"]:
            del forms["code"]
        if self._asked_for > len(self._codes()):
            # It is on its way; only three are ever sent.
            del forms["code/senden"]
        paths = re.findall(rf'hx-post="/identitaet/arbeitsplatz/{self.appointment}/([a-z/]+)"', shown)
        return [(path, forms[path]) for path in paths if path in forms][:1]

    def _code(self) -> str:
        """Return a code that was not tried yet, newest first: a mail that a crash repeated comes after its follower."""
        return next((code for code in self._codes() if code not in self._tried), "")

    def _codes(self) -> list[str]:
        """Return the codes that have arrived, each once."""
        try:
            mails = requests.get(self.place.mails, params={"to": self.email, "subject": "Ihr Code"}, timeout=20).json()
        except requests.RequestException:
            return []
        return list(dict.fromkeys(found(r"(\d{3} \d{3})", mail["text"]) for mail in mails))

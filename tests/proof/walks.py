"""Every procedure of Ostfildern in each of its kinds: what is booked, typed, shown, paid, and what comes of it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tests.e2e.forms import AUTHORITY, FORMER, FORMS, HOME, Form

BUND = "Bundesamt für Justiz"
LAST_WEEK = (datetime.now(UTC) - timedelta(days=6)).date().isoformat()


@dataclass(frozen=True)
class Walk:
    """One way from the booking to the end."""

    booked: str
    case: str
    form: Form = ()
    papers: tuple[str, ...] = ()
    """Kinds of document that the citizen uploads meanwhile, by the label of their field."""
    signed: bool = False
    fee: str = "gebührenfrei"
    """How the fee is settled: nothing to do, `PayPal`, or the button of a notice."""
    owed: str = "0,00"
    kind: str | None = None
    """The kind of the request as the authority hears it; nothing where no authority decides."""
    result: str = ""
    """`download`, `post`, or nothing where the town makes no document."""
    says: tuple[str, ...] = ()
    """What stands on the document."""
    end: str = "Zum Herunterladen bereit"


def record(*answers: object, european: Form = ("Keine",), delivery: Form = ("Per Post an mich",)) -> Form:
    """Return a request for a Führungszeugnis from top to bottom."""
    simple = answers or ("Einfaches Führungszeugnis",)
    person = (("Geburtsort", "Roma"), ("Staatsangehörigkeit", "deutsch"), ("Meldeanschrift", HOME), "Mich selbst")
    return (*delivery, *simple, *european, *person)


def to_authority(inspection: str, *more: object) -> Form:
    """Return how it goes to an authority."""
    return ("Direkt an eine Behörde", *AUTHORITY, inspection, *more)


EXTENDED = (
    "Erweitertes Führungszeugnis",
    ("Verlangt von", "TSV Musterstadt 1899 e. V."),
    "Die schriftliche Aufforderung liegt vor",
)
MOVE: Form = (
    "Als PDF zum Herunterladen",
    ("Tag des Einzugs", LAST_WEEK),
    ("Neue Anschrift", HOME),
    ("Bisherige Anschrift", FORMER),
    "Alleinige Wohnung",
    "Die Wohnungsgeberbestätigung liegt vor",
    ("Wer zieht mit um?", "Kim Mustermann, 01.02.2015\nLuca Mustermann, 24.12.2019"),
    "Personalausweis",
    "Reisepass",
)
LEAVE: Form = (FORMS["abmeldung"][0], ("Tag des Auszugs", LAST_WEEK), *FORMS["abmeldung"][2:])
LIVING: Form = (
    "Als PDF zum Herunterladen",
    "Für eine Rente oder Versorgung",
    ("Stelle, die die Bescheinigung verlangt", "Caisse nationale d'assurance vieillesse"),
    "Auf dem Formular dieser Stelle",
    "Das Formular ist lesbar",
    ("Zeichen oder Rentennummer", "1 55 12 99 123 456 78"),
    ("Anschrift", HOME),
)
BY_MAIL, BY_POST = "Gebührenbescheid per E", "Gebührenbescheid per Post"
CONDUCT, SENT, SENT_TO_AUTHORITY = "Führungszeugnis", "Per Post verschickt", "An die Behörde geschickt"
WALKS = {
    "ummeldung-family": Walk(
        "Wohnsitz anmelden oder ummelden",
        "Ummeldung",
        MOVE,
        papers=("Wohnungsgeberbestätigung",),
        result="download",
        says=("Amtliche Meldebestätigung", "Klosterhof 10", "Alleinige Wohnung", "Kim Mustermann, 01.02.2015"),
    ),
    "abmeldung": Walk(
        "Wohnsitz abmelden", "Abmeldung", LEAVE, result="download", says=("Abmeldebestätigung", "Klosterhof 10")
    ),
    "meldebescheinigung-simple": Walk(
        "Meldebescheinigung",
        "Meldebescheinigung",
        ("Als PDF zum Herunterladen", "Für private Zwecke", ("Anschrift der Hauptwohnung", HOME)),
        result="download",
        says=("Meldebescheinigung", "Klosterhof 10"),
    ),
    "meldebescheinigung-extended": Walk(
        "Meldebescheinigung",
        "Meldebescheinigung",
        (*FORMS["meldebescheinigung"][:3], "Geburtsort", ("Geburtsort", "Roma"), *FORMS["meldebescheinigung"][3:]),
        fee=BY_MAIL,
        owed="8,00",
        result="post",
        says=("Familienstand", "ledig", "Roma"),
        end=SENT,
    ),
    "lebensbescheinigung-form": Walk(
        "Lebensbescheinigung",
        "Lebensbescheinigung",
        LIVING,
        papers=("Formular der Stelle, die die Bescheinigung verlangt",),
        result="download",
        says=("Angefügt ist das Formular der Stelle", "Sie ist am Leben.", "Caisse nationale"),
    ),
    "fuehrungszeugnis-n": Walk(CONDUCT, CONDUCT, record(), fee="PayPal", owed="13,00", kind="N", end=SENT),
    "fuehrungszeugnis-o-hardship": Walk(
        CONDUCT,
        CONDUCT,
        (
            *record(delivery=to_authority("Nein, gleich an die Behörde")),
            "Mittellosigkeit",
            "Der Nachweis für die Befreiung liegt vor",
        ),
        papers=("Nachweis für die Gebührenbefreiung",),
        fee="zurückgestellt",
        owed="13,00",
        kind="O",
        end=SENT_TO_AUTHORITY,
    ),
    "fuehrungszeugnis-p": Walk(
        CONDUCT,
        CONDUCT,
        record(delivery=to_authority("Ja, zuerst bei einem Amtsgericht", ("Amtsgericht für", "Amtsgericht Esslingen"))),
        fee=BY_MAIL,
        owed="13,00",
        kind="P",
        end=SENT_TO_AUTHORITY,
    ),
    "fuehrungszeugnis-extended": Walk(
        CONDUCT,
        CONDUCT,
        (*record(*EXTENDED), "Ehrenamt mit Nachweis", "Der Nachweis für die Befreiung liegt vor"),
        papers=("Schriftliche Aufforderung", "Nachweis für die Gebührenbefreiung"),
        signed=True,
        kind="NE",
        end=SENT,
    ),
    "fuehrungszeugnis-european": Walk(
        CONDUCT,
        CONDUCT,
        record(european=("Eines EU-Staates", "Italien", "Kroatien")),
        fee="PayPal",
        owed="17,00",
        kind="N",
        end=SENT,
    ),
    "gewerbezentralregister": Walk(
        "Auszug aus dem Gewerbezentralregister",
        "Gewerbezentralregister",
        FORMS["gewerbezentralregister"],
        papers=("Auszug aus dem Handels- oder Vereinsregister",),
        fee=BY_POST,
        owed="13,00",
        kind="9",
        end=SENT_TO_AUTHORITY,
    ),
    "steuer-id": Walk(
        "Steuer-Identifikationsnummer mitteilen",
        "Steuer-Identifikationsnummer",
        FORMS["steuer-id"],
        kind="",
        end=SENT,
    ),
    "beratung": Walk("Beratung", "Beratung", fee="", end="Beratung abgeschlossen"),
}
VISITS = {
    "move": ("ummeldung-family", "meldebescheinigung-simple", "fuehrungszeugnis-n", "beratung"),
    "leave": ("abmeldung", "meldebescheinigung-extended", "fuehrungszeugnis-o-hardship"),
    "pension": ("lebensbescheinigung-form", "fuehrungszeugnis-p"),
    "club": ("fuehrungszeugnis-extended", "gewerbezentralregister"),
    "europe": ("fuehrungszeugnis-european", "steuer-id"),
}
"""What is booked together: each call has its identity check once, and each procedure is in one of them."""

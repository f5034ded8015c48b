"""What the forms of Ostfildern's procedures are told, and a clerk who types it."""

import re
from typing import Any

from playwright.sync_api import Locator, expect

Form = tuple[Any, ...]
"""What is ticked, by its label, and what is typed where, from top to bottom."""
HOME, FORMER = ("Klosterhof 10", "73760", "Ostfildern"), ("Hauptstraße 1", "70173", "Stuttgart")
AUTHORITY = (
    ("Name der Behörde", "Landratsamt Esslingen"),
    ("Anschrift der Behörde", ("Pulverwiesen 11", "73726", "Esslingen")),
    ("Verwendungszweck oder Aktenzeichen der Behörde", "Az. 4711"),
)
FORMS: dict[str, Form] = {
    "ummeldung": (
        "Als PDF zum Herunterladen",
        ("Tag des Einzugs", "2026-01-02"),
        ("Neue Anschrift", HOME),
        ("Bisherige Anschrift", FORMER),
        "Alleinige Wohnung",
        "Die Wohnungsgeberbestätigung liegt vor",
        ("Wer zieht mit um?", "Kim Mustermann, 01.02.2015"),
        "Personalausweis",
    ),
    "abmeldung": (
        "Als PDF zum Herunterladen",
        ("Tag des Auszugs", "2026-01-02"),
        ("Bisherige Wohnung", HOME),
        ("Neue Anschrift im Ausland", ("Ringstraße 1", "1010", "Wien, Österreich")),
        "Alleinige Wohnung",
    ),
    "meldebescheinigung": (
        "Per Post an die Meldeanschrift",
        "Für private Zwecke",
        ("Anschrift der Hauptwohnung", HOME),
        "Familienstand",
        ("Familienstand", "ledig"),
    ),
    "lebensbescheinigung": (
        "Als PDF zum Herunterladen",
        "Für eine Rente oder Versorgung",
        ("Stelle, die die Bescheinigung verlangt", "Deutsche Rentenversicherung"),
        "Auf einer Bescheinigung der Stadt",
        ("Anschrift", HOME),
    ),
    "fuehrungszeugnis": (
        "Direkt an eine Behörde",
        *AUTHORITY,
        "Ja, zuerst bei einem Amtsgericht",
        ("Amtsgericht für die Einsicht", "Amtsgericht Esslingen"),
        "Einfaches Führungszeugnis",
        "Eines EU-Staates",
        "Italien",
        ("Geburtsort", "Roma"),
        ("Staatsangehörigkeit", "italienisch"),
        ("Meldeanschrift", HOME),
        "Mich selbst",
    ),
    "gewerbezentralregister": (
        "Direkt an eine Behörde",
        "Eine Firma oder Vereinigung",
        ("Name der Firma", "Muster GmbH"),
        "GmbH oder UG",
        ("Registergericht", "Amtsgericht Stuttgart"),
        ("Registernummer", "HRB 4711"),
        "Die Vertretungsmacht ist nachgewiesen",
        "Zulassung zu einem Gewerbe",
        *AUTHORITY,
        ("Anschrift der Person oder Sitz der Firma", HOME),
    ),
    "steuer-id": (("Geburtsort", "Roma"), ("Meldeanschrift", HOME)),
}
_TYPED = "input:not([type=radio]):not([type=checkbox]), textarea"


def fill(case: Locator, form: Form) -> None:
    """Fill a form in from top to bottom; each answer is kept as a draft before the next question is answered."""
    for one in form:
        label, told = (one, None) if isinstance(one, str) else one
        if isinstance(told, tuple):
            parts = zip(("Straße und Hausnummer", "Postleitzahl", "Ort"), told, strict=True)
            group = case.get_by_role("group", name=label)
            answers = [(group.get_by_role("textbox", name=re.compile(f"^{part}")), text) for part, text in parts]
        elif told is None:
            answers = [(case.get_by_role("radio", name=label).or_(case.get_by_role("checkbox", name=label)).first, "")]
        else:
            answers = [(case.get_by_label(re.compile(rf"^{re.escape(label)}")).and_(case.locator(_TYPED)), told)]
        for field, text in answers:
            with case.page.expect_response(re.compile("/entwurf$")) as kept:
                _answer(field, text)
            kept.value.finished()
            expect(case.locator(".htmx-request")).to_have_count(0)


def _answer(field: Locator, text: str) -> None:
    if text:
        field.fill(text)
        field.blur()
    else:
        field.check()

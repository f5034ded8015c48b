"""One German sentence for each finding about a machine-readable zone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from babel.dates import format_date
from flask_babel import gettext

from identity.domain.documents import DocumentKind
from identity.domain.judgement import Finding, Judgement, Topic
from identity.entrypoints.texts.document_texts import kind_name, state_name


def _(text: str, **values: object) -> str:
    return str(gettext(text, **values))


Verdict = Literal["good", "bad", "open"]


@dataclass(frozen=True)
class Line:
    """One line of the judgement as the clerk reads it."""

    verdict: Verdict
    text: str

    @property
    def rank(self) -> int:
        """Mistakes come first, what is good comes last."""
        return ("bad", "open", "good").index(self.verdict)


def lines(judgement: Judgement) -> list[Line]:
    """Return a line for each finding, in the order of the rules."""
    return [Line(_verdict(finding), _TEXTS[finding.topic](finding)) for finding in judgement.findings]


def _verdict(finding: Finding) -> Verdict:
    if finding.good is None:
        return "open"
    return "good" if finding.good else "bad"


def _shape(finding: Finding) -> str:
    told = finding.details
    if finding.code.startswith("character-"):
        expected = _characters()[finding.code.removeprefix("character-")]
        return _(
            "Zeile %(line)s, Stelle %(place)s: Hier steht %(expected)s, getippt ist „%(found)s“.",
            line=told["line"],
            place=told["place"],
            expected=expected,
            found=told["found"],
        )
    texts = {
        "too-short": lambda: _(
            "Zeile %(line)s: %(length)s von %(width)s Zeichen. Füllzeichen am Ende ergänzen wir.", **told
        ),
        "too-long": lambda: _("Zeile %(line)s ist zu lang: %(length)s statt %(width)s Zeichen.", **told),
        "too-many-lines": lambda: _("Das sind zu viele Zeilen. Dieser Ausweis hat %(rows)s.", **told),
        "lines-missing": lambda: _("Es fehlen noch Zeilen: %(missing)s von %(rows)s.", **told),
        "complete": lambda: _("Alle Zeichen sind vollständig und stehen richtig."),
    }
    return texts[finding.code]()


def _characters() -> dict[str, str]:
    return {
        "digits": _("eine Ziffer"),
        "digits-or-filler": _("eine Ziffer"),
        "letters": _("ein Buchstabe oder <"),
        "all": _("ein Buchstabe, eine Ziffer oder <"),
        "sex": _("M, F oder <"),
    }


def _document(finding: Finding) -> str:
    if finding.code == "kind-not-accepted":
        return _("Diese Art von Dokument nehmen wir nicht an.")
    kind, state = DocumentKind(str(finding.details["kind"])), str(finding.details["state"])
    shown = {"kind": kind_name(kind), "state": state_name(state)}
    if finding.code == "not-as-on-front":
        return _("Die Zeilen gehören zu: %(kind)s, %(state)s. Auf der Vorderseite wurde anderes gewählt.", **shown)
    if finding.code == "not-accepted":
        return _("%(kind)s, %(state)s: Dieses Dokument nehmen wir nicht an.", **shown)
    return _("Dokument wie gewählt: %(kind)s, %(state)s.", **shown)


def _names(finding: Finding) -> str:
    if finding.code == "fillers":
        return _("Name: Zwischen Familienname und Vornamen stehen zwei <, zwischen Vornamen eines.")
    return _("Name: %(family)s, %(given)s. Namen haben keine Prüfziffer, bitte vergleichen.", **finding.details)


def _validity(finding: Finding) -> str:
    if finding.code == "no-date":
        return _("Das Ablaufdatum gibt es nicht im Kalender.")
    shown = _day(finding)
    if finding.good:
        return _("Gültig bis %(day)s.", day=shown)
    return _("Abgelaufen am %(day)s.", day=shown)


def _age(finding: Finding) -> str:
    if finding.code == "no-date":
        return _("Das Geburtsdatum gibt es nicht im Kalender.")
    if finding.code == "incomplete":
        return _("Das Geburtsdatum ist unvollständig. Damit ist die Prüfung per Video nicht möglich.")
    told = {"day": _day(finding), "age": finding.details["age"], "minimum": finding.details["minimum"]}
    texts = {
        "old-enough": lambda: _("Geboren am %(day)s, %(age)s Jahre alt.", **told),
        "under-age": lambda: _("Geboren am %(day)s: erst %(age)s Jahre alt, nötig sind %(minimum)s.", **told),
        "child-or-hundred": lambda: _(
            "Geboren am %(day)s, %(age)s Jahre alt, oder hundert Jahre früher? Bitte auf der Vorderseite nachsehen.",
            **told,
        ),
        "implausible": lambda: _("Geboren am %(day)s: Das kann nicht stimmen.", **told),
    }
    return texts[finding.code]()


def _day(finding: Finding) -> str:
    return format_date(date.fromisoformat(str(finding.details["date"])), "dd.MM.yyyy", locale="de")


def _number(finding: Finding) -> str:
    return _("Prüfziffer der Nummer stimmt.") if finding.good else _("Prüfziffer der Nummer stimmt nicht.")


def _birth_digit(finding: Finding) -> str:
    if finding.good:
        return _("Prüfziffer des Geburtsdatums stimmt.")
    return _("Prüfziffer des Geburtsdatums stimmt nicht.")


def _expiry_digit(finding: Finding) -> str:
    if finding.good:
        return _("Prüfziffer des Ablaufdatums stimmt.")
    return _("Prüfziffer des Ablaufdatums stimmt nicht.")


def _optional_digit(finding: Finding) -> str:
    if finding.good:
        return _("Prüfziffer der Zusatzangaben stimmt.")
    return _("Prüfziffer der Zusatzangaben stimmt nicht.")


def _composite_digit(finding: Finding) -> str:
    return _("Gesamtprüfziffer stimmt.") if finding.good else _("Gesamtprüfziffer stimmt nicht.")


_TEXTS: dict[Topic, Callable[[Finding], str]] = {
    Topic.SHAPE: _shape,
    Topic.NUMBER: _number,
    Topic.BIRTH: _birth_digit,
    Topic.EXPIRY: _expiry_digit,
    Topic.OPTIONAL: _optional_digit,
    Topic.COMPOSITE: _composite_digit,
    Topic.DOCUMENT: _document,
    Topic.NAMES: _names,
    Topic.VALIDITY: _validity,
    Topic.AGE: _age,
}

"""The form of a town's own words in one letter, and what is wrong with them in the words of whoever writes them."""

from typing import Any

from wtforms import HiddenField, StringField, TextAreaField
from wtforms import ValidationError as Refused
from wtforms.validators import DataRequired, Length

from chassis.town.wording import PARTS, Letter, Part, Passages, UnusableWords, tidy
from chassis.web.forms import Form
from chassis.web.words import _, gettext, ngettext

PLACEHOLDERS = {
    "name": _("Name der Person"),
    "termin": _("Tag und Uhrzeit des Termins"),
    "nummer": _("Nummer des Termins"),
    "vorgang": _("Nummer des Vorgangs"),
    "leistung": _("Name der Leistung"),
    "stadt": _("Name Ihrer Kommune"),
    "behoerde": _("Name Ihrer Behörde, wie er auch als Absender steht"),
    "telefon": _("Ihre Telefonnummer"),
}
"""What stands in the place of each placeholder."""


class WordingForm(Form):
    """Opening, advice and closing; who leaves one empty takes the house's."""

    opening = TextAreaField(
        _("Anrede und Einleitung"),
        filters=[tidy],
        description=_("Steht ganz oben. Leer: die übliche Anrede („Guten Tag …“)."),
    )
    advice = TextAreaField(
        _("Ihr Hinweis"), filters=[tidy], description=_("Steht vor dem Gruß. Leer: kein eigener Hinweis.")
    )
    closing = TextAreaField(
        _("Gruß und Unterschrift"),
        filters=[tidy],
        description=_("Steht am Ende. Leer: der übliche Schluss, wie ihn die Vorschau zeigt."),
    )
    note = StringField(
        _("Warum ändern Sie das?"),
        [DataRequired(), Length(max=200)],
        description=_("Für die Liste der Änderungen, zum Beispiel: Baustelle vor dem Rathaus."),
    )
    based_on = HiddenField()
    letter: Letter

    def of(self, letter: Letter) -> "WordingForm":
        """Return the form for a letter, whose placeholders count."""
        self.letter = letter
        return self

    def told(self) -> Passages:
        """Return what was typed."""
        return Passages(opening=self.opening.data or "", advice=self.advice.data or "", closing=self.closing.data or "")

    def judge_words(self) -> bool:
        """Check the words alone, since a preview needs no reason."""
        judged = [field.validate(self, [self._examined]) for field in (self.opening, self.advice, self.closing)]
        return all(judged)

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as WTForms has it
        """Check the words and the reason."""
        reasoned = super().validate(extra_validators)
        return self.judge_words() and reasoned

    def _examined(self, _form: object, field: Any) -> None:  # noqa: ANN401 - WTForms
        part: Part = field.short_name
        try:
            self.letter.examine(part, field.data or "")
        except UnusableWords as error:
            raise Refused(_fault(error, self.letter, part)) from None


def _fault(error: UnusableWords, letter: Letter, part: Part) -> str:
    if error.why == "long":
        over = int(error.what) - PARTS[part]
        return (
            gettext("Höchstens %(most)s Zeichen.", most=PARTS[part])
            + " "
            + ngettext("Das ist ein Zeichen zu viel.", "Das sind %(num)d Zeichen zu viel.", over)
        )
    if error.why == "sign":
        return gettext(
            "Im Text steht ein unsichtbares Steuerzeichen (%(sign)s). Bitte tippen Sie die Stelle neu.", sign=error.what
        )
    if error.why == "brace":
        return gettext(
            "Hier steht eine einzelne geschweifte Klammer: %(sign)s. Ein Platzhalter hat eine am Anfang und eine am "
            "Ende, zum Beispiel {stadt}.",
            sign=error.what,
        )
    if error.instead:
        return gettext(
            "Den Platzhalter %(name)s gibt es hier nicht. Meinen Sie %(near)s?", name=error.what, near=error.instead
        )
    known = ", ".join(f"{{{name}}}" for name in letter.known)
    return gettext("Den Platzhalter %(name)s gibt es hier nicht. Möglich sind: %(all)s.", name=error.what, all=known)

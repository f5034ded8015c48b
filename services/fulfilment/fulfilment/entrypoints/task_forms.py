"""What is asked at the end of a task, by its kind."""

from typing import Any

from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from chassis.web.forms import Form, Option
from chassis.web.words import _, gettext


class NumberForm(Form):
    """The number that the Fachverfahren gave."""

    number = StringField(
        _("Nummer im Fachverfahren"),
        description=_("Genau wie dort angezeigt, zum Beispiel 2026-004711"),
        validators=[InputRequired(), Length(max=60)],
    )


class AnswerForm(Form):
    """What the authority has decided."""

    answer = RadioField(
        _("Entscheidung der Behörde"),
        choices=[
            Option("issued", _("Erteilt und von der Behörde verschickt")),
            Option("rejected", _("Nicht angenommen")),
        ],
        validators=[InputRequired()],
    )
    reason = TextAreaField(
        _("Begründung der Behörde"),
        description=_("Nur bei einer Ablehnung. Die Person liest diesen Text in ihrer Mail."),
        validators=[Length(max=500)],
    )

    def validate_reason(self, field: Any) -> None:  # noqa: ANN401 - WTForms' own
        """Ask for the reason of a rejection."""
        if self.answer.data == "rejected" and not field.data:
            raise ValidationError(gettext("Bitte schreiben Sie die Begründung der Behörde auf."))


class InquiryForm(AnswerForm):
    """What came of asking an authority that was silent."""

    answer = RadioField(
        _("Ergebnis der Nachfrage"),
        choices=[
            Option("issued", _("Erteilt und von der Behörde verschickt")),
            Option("rejected", _("Nicht angenommen")),
            Option("waiting", _("Noch nicht entschieden, wir warten weiter")),
        ],
        validators=[InputRequired()],
    )


class LetterForm(Form):
    """What happens to a letter that was refused."""

    answer = RadioField(
        _("Wie geht es weiter?"),
        choices=[
            Option("again", _("Noch einmal dem Briefdienst übergeben")),
            Option("posted", _("Wir haben den Brief selbst verschickt")),
        ],
        validators=[InputRequired()],
    )


class NoteForm(Form):
    """What was done."""

    note = TextAreaField(
        _("Was wurde getan?"),
        description=_("Ein Satz für die Akte, ohne Namen."),
        validators=[InputRequired(), Length(max=500)],
    )

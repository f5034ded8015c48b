"""What the cashier types."""

from datetime import date
from typing import Any
from uuid import UUID

from wtforms import DateField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from chassis.uploads.gate import Kind
from chassis.web.forms import Form, Option
from chassis.web.uploads import FileField
from chassis.web.words import _


class TransferForm(Form):
    """The day on which a transfer arrived (value date of the bank statement)."""

    received_on = DateField(_("Wertstellung laut Kontoauszug"), validators=[InputRequired()])

    @property
    def day(self) -> date:
        """The day that was typed; there is one, since the form was validated."""
        told = self.received_on.data
        if not isinstance(told, date):
            raise TypeError("the form was not validated")
        return told


class StatementForm(Form):
    """A statement as the bank's online banking gives it."""

    file = FileField(_("Datei der Bank"), [InputRequired()], kinds=(Kind.XML, Kind.ZIP), megabytes=20)


class AssignForm(Form):
    """Which claim a transaction is for; one form for each transaction on the page."""

    claim = StringField(_("Kassenzeichen oder Bescheidnummer"), [InputRequired(), Length(max=60)])

    def __init__(self, *given: Any, id_of: UUID | None = None, **told: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(*given, **told)
        if id_of is not None:
            self.claim.id = f"claim-{id_of}"


class ExemptionForm(Form):
    """What the deciding authority has said about an exemption."""

    decision = RadioField(
        _("Entscheidung über die Befreiung"),
        [InputRequired()],
        choices=[
            Option("granted", _("bewilligt: Die Forderung wird ausgebucht")),
            Option("refused", _("abgelehnt: Ein Gebührenbescheid geht hinaus")),
        ],
    )


class SuspendForm(Form):
    """Why, and until when, nobody is reminded of a claim."""

    reason = RadioField(
        _("Grund der Mahnsperre"),
        [InputRequired()],
        choices=[
            Option("objection", _("Widerspruch")),
            Option("deferral", _("Stundung")),
            Option("exemption", _("Befreiung beantragt")),
        ],
    )
    until = DateField(_("Gilt bis (leer: bis sie aufgehoben wird)"), [Optional()])

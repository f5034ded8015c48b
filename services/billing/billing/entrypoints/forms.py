"""What the cashier types."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from wtforms import DateField, RadioField, StringField
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp

from billing.domain.charge import Charge
from billing.domain.section import Exemption
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


class ProofForm(Form):
    """For what a fee is free, now that the proof is there."""

    exemption = RadioField(_("Wofür liegt der Nachweis vor?"), [InputRequired()])

    @classmethod
    def of(cls, known: Sequence[Exemption], **given: Any) -> "ProofForm":  # noqa: ANN401 - what WTForms takes
        """Return the form with the exemptions that the tariff knows."""
        form = cls(**given)
        form.exemption.choices = [Option(one.key, one.explanation) for one in known]
        return form


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


class PostedForm(Form):
    """The day on which a print run was posted; one form for each run on the page."""

    posted_on = DateField(_("Zur Post gegeben am"), [InputRequired()])

    def __init__(self, *given: Any, id_of: str = "", **told: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(*given, **told)
        self.posted_on.id = f"posted-{id_of}"

    @classmethod
    def of(cls, name: str, day: date) -> "PostedForm":
        """Return the form of a run, with today in it."""
        return cls(formdata=None, id_of=name, data={"posted_on": day})


class AgainForm(Form):
    """How a document that did not arrive goes out again; one form for each on the page."""

    channel = RadioField(
        _("Auf welchem Weg?"),
        [InputRequired()],
        choices=[Option("post", _("per Post")), Option("email", _("per E-Mail, wenn die Person zugestimmt hat"))],
    )
    street = StringField(_("Straße und Hausnummer"), [Length(max=120)])
    postal_code = StringField(_("Postleitzahl"), [Optional(), Regexp(r"^\d{5}$", message=_("Fünf Ziffern, bitte."))])
    city = StringField(_("Ort"), [Length(max=80)])
    email = StringField(_("E-Mail-Adresse"), [Optional(), Email(message=_("Das ist keine E-Mail-Adresse."))])

    def __init__(self, *given: Any, id_of: UUID | None = None, **told: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(*given, **told)
        for field in (self.channel, self.street, self.postal_code, self.city, self.email):
            field.id = f"{field.name}-{id_of}"

    @classmethod
    def of(cls, item: UUID, charge: Charge) -> "AgainForm":
        """Return the form with the address that is known; nobody is sent a mail who has not agreed to it."""
        to = charge.addressee
        known = {"street": to.street, "postal_code": to.postal_code, "city": to.city, "email": to.email or ""}
        return cls(formdata=None, id_of=item, data=known | {"channel": "post"})

    @property
    def address(self) -> dict[str, Any]:
        """The address as it was typed."""
        typed = {name: (self[name].data or "").strip() for name in ("street", "postal_code", "city", "email")}
        return typed | {"email": typed["email"] or None}

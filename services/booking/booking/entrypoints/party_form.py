"""The form of the details for those who come together, or act for somebody else."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wtforms import BooleanField, RadioField
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from booking.domain.appointment import Citizen
from booking.domain.party import Person, Right, rights_for
from booking.domain.procedure import Procedure
from booking.entrypoints.forms import DetailsForm
from booking.entrypoints.name_fields import name_field
from chassis.web.form_messages import REQUIRED
from chassis.web.forms import Option
from chassis.web.words import _, gettext

MYSELF = "self"
RIGHTS: dict[Right, str] = {
    "guardian": _("Für mein Kind oder jemanden, den ich gesetzlich vertrete"),
    "power-of-attorney": _("Für jemanden, der mir eine Vollmacht gegeben hat"),
}


class _RequiredForAnother:
    """Asks for the name of whoever is represented, and for nothing else."""

    def __call__(self, form: BaseForm, field: Any) -> None:  # noqa: ANN401 - a field of WTForms
        """Stop where nothing is needed or everything is missing."""
        if form["for_whom"].data in (None, MYSELF):
            raise StopValidation
        if not (field.data or "").strip():
            raise StopValidation(REQUIRED)


class PartyForm(DetailsForm):
    """The details with a family's names and the person who is represented."""

    persons = 1
    for_whom: Any = None
    represented_given_names: Any = None
    represented_family_name: Any = None

    def companion_fields(self) -> list[tuple[int, Any, Any, Any]]:
        """Return for each further person the number and the fields of names and age."""
        numbers = range(2, self.persons + 1)
        return [(n, self[f"given_names_{n}"], self[f"family_name_{n}"], self[f"minor_{n}"]) for n in numbers]

    def citizen(self) -> Citizen:
        """Return what was typed, once it is validated."""
        companions = tuple(
            Person(given_names=given.data or "", family_name=family.data, minor=minor.data)
            for _number, given, family, minor in self.companion_fields()
        )
        booked_by = replace(super().citizen(), companions=companions)
        if self.for_whom is None or self.for_whom.data == MYSELF:
            return booked_by
        given, family = self.represented_given_names.data or "", self.represented_family_name.data
        represented = Person(given_names=given, family_name=family)
        return replace(booked_by, represents=self.for_whom.data, represented=represented)


def party_form(procedures: Sequence[Procedure], persons: int) -> PartyForm:
    """Return the form for so many persons, with the question for whom where these procedures allow it."""
    fields: dict[str, Any] = {"persons": persons}
    rights = rights_for(procedures)
    if rights:
        choices = [Option(MYSELF, _("Für mich")), *(Option(right, RIGHTS[right]) for right in rights)]
        fields["for_whom"] = RadioField(_("Für wen ist der Termin?"), choices=choices, default=MYSELF)
        fields["represented_given_names"] = name_field(_("Vorname der Person, für die Sie handeln"), required=False)
        fields["represented_family_name"] = name_field(
            _("Nachname der Person, für die Sie handeln"), _RequiredForAnother()
        )
    for number in range(2, persons + 1):
        fields[f"given_names_{number}"] = name_field(
            gettext("Vorname von Person %(number)d", number=number), required=False
        )
        fields[f"family_name_{number}"] = name_field(gettext("Nachname von Person %(number)d", number=number))
        fields[f"minor_{number}"] = BooleanField(gettext("Person %(number)d ist unter 18 Jahre alt.", number=number))
    made: PartyForm = type("PartyFormOfThese", (PartyForm,), fields)()
    return made

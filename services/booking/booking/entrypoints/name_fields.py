"""Fields for names: in Latin letters as on the identity card, and possible for whoever has one name only."""

from typing import Any

from wtforms import Field, StringField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, Optional, StopValidation, ValidationError

from booking.domain.names import composed, is_latin_name
from chassis.web.form_messages import REQUIRED
from chassis.web.words import _

LONGEST_NAME = 100


def in_latin_letters(_form: BaseForm, field: Field) -> None:
    """Refuse what no identity card has as a name."""
    if not is_latin_name(field.data or ""):
        raise ValidationError(_("Bitte schreiben Sie den Namen mit lateinischen Buchstaben, wie er im Ausweis steht."))


def _composed(value: object) -> object:
    return composed(value) if isinstance(value, str) else value


def name_field(label: str, *validators: object, description: str = "", required: bool = True) -> Any:  # noqa: ANN401 - WTForms binds it later
    """Return a field for a name."""
    needed = InputRequired() if required else Optional()
    rules = [*(validators or (needed,)), Length(max=LONGEST_NAME), in_latin_letters]
    return StringField(label, rules, description=description, filters=[_composed])


class RequiredUnlessSingleName:
    """Asks for given names, unless the person says that there is one name only."""

    field_flags = {"required": True}  # noqa: RUF012 - read by WTForms

    def __call__(self, form: BaseForm, field: Field) -> None:
        """Stop where the field is empty: with a message, or without one."""
        if not (field.data or "").strip():
            field.errors = []
            raise StopValidation(None if form["single_name"].data else REQUIRED)

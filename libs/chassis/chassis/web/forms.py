"""Forms whose messages are German sentences in the town's tone, and whose texts come without stray spaces."""

from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.fields import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    SubmitField,
    TelField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.fields.core import UnboundField
from wtforms.meta import DefaultMeta
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from chassis.web.form_messages import REQUIRED, FormMessages
from chassis.web.uploads import FileField
from chassis.web.words import _

__all__ = ["Checkboxes", "Form", "Option", "strip"]

Option = SelectChoice
"""One choice of a select, radio or checkbox field: `Option("a", _("Rathaus"))`."""


class Checkboxes(SelectMultipleField):
    """Several choices as boxes to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - as WTForms has it
        super().__init__(*args, **kwargs)
        # The house's templates choose the look by the type's name.
        self.type = "SelectMultipleField"


_TEXTS = (StringField, TextAreaField, EmailField, TelField)
_MISSING = (
    (FileField, _("Bitte wählen Sie eine Datei aus.")),
    (BooleanField, _("Bitte setzen Sie hier ein Häkchen.")),
    (SelectMultipleField, _("Bitte wählen Sie mindestens eine Möglichkeit aus.")),
    ((RadioField, SelectField), _("Bitte wählen Sie eine Möglichkeit aus.")),
)
"""What is said where something is missing that is not written but chosen."""


def strip(value: object) -> object:
    """Return a text without spaces around it, anything else as it is."""
    return value.strip() if isinstance(value, str) else value


def _was_read(form: object, field: Field) -> None:
    """Stop where a text is no date or number: its error stands already, and there is no value to judge."""
    del form
    if field.process_errors:
        raise StopValidation


class Form(FlaskForm):
    """The form that all forms derive from; templates render it by `chassis/fields.html`."""

    class Meta(FlaskForm.Meta):
        """Strips texts, stops where a text could not be read, and speaks the page's language."""

        def bind_field(self, form: object, unbound_field: UnboundField, options: dict[str, Any]) -> Field:
            """Add the strip filter to every text field, and let no `validate_…` see what is no value."""
            if issubclass(unbound_field.field_class, _TEXTS):
                filters = unbound_field.kwargs.get("filters", ())
                options = {**options, "filters": [strip, *filters]}
            field = DefaultMeta.bind_field(self, form, unbound_field, options)
            field.validators = [*field.validators, _was_read]
            return field

        def get_translations(self, form: object) -> FormMessages:
            """Return our words for the messages of WTForms."""
            del form
            return FormMessages()

    def validate(self, extra_validators: Any = None) -> bool:  # noqa: ANN401 - as WTForms has it
        """Check all fields, and say in fitting words what is missing."""
        fine = bool(super().validate(extra_validators))
        for field in self.visible_fields():
            if field.errors and field.errors[0] == REQUIRED:
                words = next((said for kinds, said in _MISSING if isinstance(field, kinds)), None)
                field.errors = [str(words), *field.errors[1:]] if words else field.errors
        return fine

    def visible_fields(self) -> Iterator[Field]:
        """Yield what a person fills in, in order: what `fields.all(form)` shows."""
        for field in self:
            if not isinstance(field, HiddenField | SubmitField):
                yield field

    def first_errors(self) -> list[tuple[Field, str]]:
        """Return each field that has an error with its first message, in order, for the summary at the top."""
        return [(field, str(field.errors[0])) for field in self.visible_fields() if field.errors]

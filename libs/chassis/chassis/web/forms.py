"""Forms whose messages are German sentences in the town's tone, and whose texts come without stray spaces."""

from collections.abc import Iterator
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.fields import (
    EmailField,
    HiddenField,
    StringField,
    SubmitField,
    TelField,
    TextAreaField,
)
from wtforms.meta import DefaultMeta

from chassis.web.form_messages import FormMessages

_TEXTS = (StringField, TextAreaField, EmailField, TelField)


def strip(value: object) -> object:
    """Return a text without spaces around it, anything else as it is."""
    return value.strip() if isinstance(value, str) else value


class Form(FlaskForm):  # type: ignore[misc]
    """The form that all forms derive from; templates render it by `chassis/fields.html`."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Strips texts and speaks the page's language."""

        def bind_field(self, form: object, unbound_field: Any, options: dict[str, Any]) -> Field:  # noqa: ANN401
            """Add the strip filter to every text field."""
            if issubclass(unbound_field.field_class, _TEXTS):
                filters = unbound_field.kwargs.get("filters", ())
                options = {**options, "filters": [strip, *filters]}
            return DefaultMeta.bind_field(self, form, unbound_field, options)

        def get_translations(self, form: object) -> FormMessages:
            """Return our words for the messages of WTForms."""
            del form
            return FormMessages()

    def visible_fields(self) -> Iterator[Field]:
        """Yield what a person fills in, in order: what `fields.all(form)` shows."""
        for field in self:
            if not isinstance(field, HiddenField | SubmitField):
                yield field

    def first_errors(self) -> list[tuple[Field, str]]:
        """Return each field that has an error with its first message, in order, for the summary at the top."""
        return [(field, str(field.errors[0])) for field in self.visible_fields() if field.errors]

"""What a form does with what it cannot read."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import DateField
from wtforms.validators import InputRequired, ValidationError

from chassis.web.forms import Form

LAST = date(2026, 12, 31)


class WaitingForm(Form):
    """Until when somebody waits."""

    until = DateField("Bis wann?", [InputRequired()])

    def validate_until(self, field: DateField) -> None:
        """Accept a day of this year."""
        if field.data > LAST:
            raise ValidationError("später")


@pytest.mark.parametrize(
    ("told", "data"), [("2026-02-30", None), ("gestern", None), ("2027-01-01", date(2027, 1, 1)), ("", None)]
)
def test_a_date_that_is_none_is_refused_once_and_judged_by_nobody(app: Flask, told: str, data: Any) -> None:
    with app.test_request_context():
        form = WaitingForm(MultiDict({"until": told}), meta={"csrf": False})
        assert not form.validate()
        assert len(form.until.errors) == 1
        assert form.until.data == data

"""What the cashier types."""

from datetime import date

from wtforms import DateField
from wtforms.validators import InputRequired

from chassis.web.forms import Form
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

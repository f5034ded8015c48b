"""The page for whoever booked on the telephone: number and PIN open the appointment."""

from flask import Blueprint, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from booking.domain.errors import TooManyTries
from booking.entrypoints.pages.private_link import keep_to_oneself
from booking.entrypoints.pages.reading import network
from booking.use_cases.open_by_number import open_by_number
from chassis.web.auth import public
from chassis.web.citizen_access import remember_grant
from chassis.web.forms import Form
from chassis.web.problems import Refusal
from chassis.web.tenant import work

pages = Blueprint("number_and_pin", __name__, url_prefix="/termin/nummer")
pages.after_request(keep_to_oneself)
Page = str | tuple[str, int] | Response


class NumberForm(Form):
    """What stands in the letter."""

    number = StringField(_l("Terminnummer"), [InputRequired(), Length(max=20)], description=_l("Zum Beispiel 7KQ-4MX."))
    pin = StringField(_l("PIN"), [InputRequired(), Length(max=20)], description=_l("Acht Ziffern."))


@pages.get("")
@public
def ask() -> str:
    """Ask for number and PIN."""
    return render_template("booking/number_and_pin.html", form=NumberForm(), wrong=False)


@pages.post("")
@public
def enter() -> Page:
    """Open the appointment; what is wrong with number or PIN nobody is told."""
    form = NumberForm()
    if not form.validate():
        return render_template("booking/number_and_pin.html", form=form, wrong=False), 422
    try:
        with work() as unit:
            found = open_by_number(unit, form.number.data, form.pin.data, network())
            grant = unit.access.grant(found, "manage") if found else None
    except TooManyTries:
        raise Refusal(
            429,
            _("Das waren gerade zu viele Versuche"),
            _("Bitte versuchen Sie es in einer Stunde noch einmal, oder rufen Sie uns an."),
            slug="too-many-requests",
            headers={"Retry-After": "3600"},
        ) from None
    if grant is None:
        return render_template("booking/number_and_pin.html", form=form, wrong=True), 422
    response = make_response(redirect(url_for("managing.show", appointment_id=grant.appointment_id), code=303))
    remember_grant(response, grant)
    return response

"""Pages, fragments and an API with every kind of guard."""

from datetime import UTC, date, datetime
from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_openapi3 import APIBlueprint
from pydantic import BaseModel, Field
from werkzeug.wrappers import Response
from wtforms import BooleanField, DateField, EmailField, RadioField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional

from chassis.uploads.gate import Kind
from chassis.web.auth import citizen, current_staff, operator, public, require_appointment, staff
from chassis.web.cross_site import without_csrf
from chassis.web.forms import Form, Option
from chassis.web.problems import Refusal
from chassis.web.security import allow
from chassis.web.uploads import FileField, takes_files
from chassis.web.words import _

WHEN = datetime(2026, 11, 24, 14, 30, tzinfo=UTC)
pages = Blueprint("townhall", __name__)
api = APIBlueprint("townhall_api", __name__, url_prefix="/api/townhall/v1")


class SlotTaken(Exception):
    """Somebody was faster."""


class ContactForm(Form):
    """A form with every kind of field."""

    name = StringField(_("Name"), [InputRequired(), Length(max=80)], description=_("Wie in Ihrem Ausweis."))
    email = EmailField(_("E-Mail-Adresse"), [InputRequired(), Email()])
    phone = TelField(_("Telefonnummer"), [Optional()])
    born = DateField(_("Geburtsdatum"), [InputRequired()])
    office = SelectField(_("Standort"), choices=[Option("a", "Rathaus"), Option("b", "Stadthaus")])
    way = RadioField(
        _("Wie möchten Sie kommen?"),
        [InputRequired()],
        choices=[Option("v", _("Per Video")), Option("p", _("Vor Ort"))],
    )
    note = TextAreaField(_("Nachricht"), [Optional(), Length(max=20)])
    agree = BooleanField(_("Ich habe die Hinweise zum Datenschutz gelesen."), [InputRequired()])


class FileForm(Form):
    """A form with a file."""

    proof = FileField(_("Nachweis"), [InputRequired()], kinds=(Kind.PNG,), megabytes=2)


class Wish(BaseModel):
    """What a program may ask for."""

    email: str = Field(min_length=5)
    places: int = Field(ge=1)


@pages.get("/")
@public
def start() -> str:
    """Show the start page."""
    return render_template("townhall/start.html", when=WHEN, when_day=date(2026, 11, 24), cents=1050)


@pages.route("/nachweis", methods=["GET", "POST"])
@public
@takes_files(2)
def proof() -> str:
    """Take a file."""
    form = FileForm()
    if form.validate_on_submit() and form.proof.data:
        return f"{form.proof.data.name} {form.proof.data.kind} {len(form.proof.data.content)}"
    return render_template("townhall/proof.html", form=form)


@pages.route("/termin", methods=["GET", "POST"])
@public
def book() -> str | Response | tuple[str, int]:
    """Show the form and take it."""
    form = ContactForm()
    if form.validate_on_submit():
        current_app.extensions["box"].append(form.name.data)
        flash(str(_("Ihr Termin ist gebucht.")), "success")
        return redirect(url_for(".start"), code=303)
    page = render_template("townhall/book.html", form=form)
    return (page, 422) if form.is_submitted() else page


@pages.get("/termin/mein/<uuid:appointment_id>")
@citizen("manage", "join")
def mine(appointment_id: UUID) -> str:
    """Show an appointment to whom it belongs."""
    grant = require_appointment(appointment_id)
    return f"{grant.purpose} {grant.appointment_id}"


@pages.get("/arbeitsplatz")
@staff("clerk", "supervisor")
def desk() -> str:
    """Show the desk."""
    return render_template("townhall/desk.html", when=WHEN)


@pages.get("/arbeitsplatz/fragment")
@staff("clerk")
def panel() -> str:
    """Show a fragment."""
    person = current_staff()
    assert person is not None
    return f'<p class="kern-body">{person.actor} {" ".join(sorted(person.roles))}</p>'


@pages.post("/arbeitsplatz/aufrufen")
@staff("clerk")
def admit() -> str:
    """Change something."""
    current_app.extensions["box"].append("admitted")
    return "aufgerufen"


@pages.get("/unterlagen/<uuid:appointment_id>")
@citizen("case")
@staff("clerk")
def documents(appointment_id: UUID) -> str:
    """Show something to the citizen and to clerks."""
    return f"documents {appointment_id}"


@pages.get("/betrieb/townhall")
@operator
def operations() -> str:
    """Show something to operators."""
    return "operations"


@pages.get("/zahlung")
@public
def pay() -> str:
    """Widen the policy of one response."""
    allow("form-action", "https://www.paypal.example")
    return "pay"


@pages.get("/verbindung", websocket=True)
@public
def socket() -> str:
    """Stand for a WebSocket."""
    return "connected"


@pages.post("/webhook")
@without_csrf
@public
def webhook() -> str:
    """Take what a program says."""
    return request.get_data(as_text=True)


@pages.get("/fehler/<kind>")
@public
def fail(kind: str) -> str:
    """Fail in the way that is asked for."""
    if kind == "taken":
        raise SlotTaken
    if kind.isdecimal():
        raise Refusal(int(kind))
    raise RuntimeError("a secret detail")


@api.post("/wishes")
@public
def wish(body: Wish) -> dict[str, object]:
    """Take a wish."""
    return {"places": body.places}


@api.get("/me")
@staff("clerk")
def me() -> dict[str, str]:
    """Say who is signed in."""
    person = current_staff()
    return {"name": person.name if person else ""}

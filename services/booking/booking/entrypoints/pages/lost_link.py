"""The page for whoever has lost the mail with the links."""

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from booking.entrypoints.forms import LostLinkForm
from booking.entrypoints.pages.reading import network
from booking.use_cases.send_lost_links import ask_for_links
from chassis.web.auth import public
from chassis.web.problems import Refusal
from chassis.web.tenant import work

pages = Blueprint("lost_link", __name__, url_prefix="/termin/link-verloren")
Page = str | tuple[str, int] | Response


@pages.get("")
@public
def ask() -> str:
    """Ask for the address of the booking."""
    return render_template("booking/lost_link.html", form=LostLinkForm())


@pages.post("")
@public
def send() -> Page:
    """Have the links sent; the answer is the same whether the address has appointments or not."""
    form = LostLinkForm()
    if not form.validate():
        return render_template("booking/lost_link.html", form=form), 422
    with work() as unit:
        asked = ask_for_links(unit, form.email.data, network())
    if not asked:
        raise Refusal(
            429,
            _("Das waren gerade zu viele Anfragen"),
            _("Bitte versuchen Sie es in einer Stunde noch einmal, oder rufen Sie uns an."),
            slug="too-many-requests",
            headers={"Retry-After": "3600"},
        )
    return redirect(url_for(".sent"), code=303)


@pages.get("/gesendet")
@public
def sent() -> str:
    """Say what happens now; this page knows nobody."""
    return render_template("booking/lost_link_sent.html")

"""The pages that the law asks of every public website, and how the town looks; one service mounts them for all."""

import hashlib
from datetime import timedelta

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse
from wtforms import EmailField, TextAreaField
from wtforms.validators import Email, InputRequired, Length, Optional

from chassis.limits import Limit, network_of
from chassis.mail.message import Mail
from chassis.retention.of_the_house import HOUSE
from chassis.town.face import TownFace
from chassis.town.laender import LAENDER, LIST_OF_BODIES
from chassis.web.auth import public
from chassis.web.forms import Form
from chassis.web.privacy_pages import PARTS, told
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant, work
from chassis.web.words import _, gettext

town_pages = Blueprint("town", __name__)
REPORTS = Limit("barrier-report", 5)
_FRESH = 300
"""Seconds for which a browser keeps the look of a town without asking."""


class BarrierForm(Form):
    """A barrier that somebody has met; who says it may stay unknown."""

    words = TextAreaField(
        _("Welche Barriere haben Sie gefunden?"),
        [InputRequired(), Length(max=2000)],
        description=_("Auf welcher Seite waren Sie, was wollten Sie tun, und womit arbeiten Sie?"),
    )
    email = EmailField(_("E-Mail-Adresse für unsere Antwort"), [Optional(), Email(), Length(max=254)])


def town_face() -> TownFace:
    """Return what the current town says of itself; a town without a catalogue says nothing yet."""
    with work() as unit:
        return getattr(unit.catalogue, "town", TownFace())


@town_pages.get("/impressum")
@public
def imprint() -> str:
    """Say who is responsible (Digitale-Dienste-Gesetz, section 5; Medienstaatsvertrag, section 18)."""
    return render_template("chassis/imprint.html", imprint=town_face().imprint)


@town_pages.get("/datenschutz")
@public
def privacy() -> str:
    """Say what is kept of whom, why and how long, from the services' own holdings (Art. 13 DSGVO)."""
    return render_template(
        "chassis/privacy.html",
        privacy=town_face().privacy,
        land=LAENDER[current_tenant().land],
        parts=PARTS,
        everywhere=told(HOUSE, {}),
    )


@town_pages.get("/barrierefreiheit")
@public
def accessibility() -> str:
    """Say how accessible the pages are and whom to tell of barriers (BITV 2.0, section 7; the Land's law)."""
    return _accessibility(BarrierForm())


@town_pages.post("/barrierefreiheit")
@public
def report_barrier() -> AnyResponse | tuple[str, int]:
    """Send what somebody says of a barrier to the town (electronic way to report, as BGG NRW § 10b wants it)."""
    form = BarrierForm()
    if not form.validate():
        return _accessibility(form), 422
    words = form.words.data or ""
    with work() as unit:
        if not unit.limits.allows(REPORTS, network_of(request.remote_addr or "")):
            raise Refusal(429, _("Das waren gerade zu viele Meldungen"), slug="too-many-reports")
        key = hashlib.sha256(f"{words}|{form.email.data}".encode()).hexdigest()
        back = form.email.data or "keine Adresse angegeben"
        text = f"Gemeldet auf der Seite „Erklärung zur Barrierefreiheit“:\n\n{words}\n\nAntwort an: {back}\n"
        unit.send(Mail(f"barrier:{key}", str(current_tenant().mail_from), "Barriere gemeldet", text))
    flash(gettext("Vielen Dank. Ihre Meldung ist bei uns angekommen."), "success")
    return redirect(url_for("town.accessibility"), 303)


def _accessibility(form: BarrierForm) -> str:
    return render_template(
        "chassis/accessibility.html",
        statement=town_face().accessibility,
        land=LAENDER[current_tenant().land],
        list_of_bodies=LIST_OF_BODIES,
        form=form,
    )


@town_pages.get("/.well-known/security.txt")
@public
def security() -> Response:
    """Say whom to tell of a weakness (RFC 9116)."""
    town = current_tenant()
    with work() as unit:
        until = unit.clock().replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=180)
    lines = (
        f"Contact: mailto:{town.mail_from}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: de, en",
        f"Canonical: {town.url('/.well-known/security.txt')}",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@town_pages.get("/marke/gesicht.css")
@public
def sheet() -> Response:
    """Return the colours and arms that the town has chosen; all services' pages load it, none depends on it."""
    face, rules = town_face(), []
    if face.colours:
        told = face.colours
        rules.append(f":root {{ --town-primary: {told.primary}; --town-on-primary: {told.on_primary}; }}")
    if face.coat_of_arms:
        address = url_for("town.arms", v=hashlib.sha256(face.coat_of_arms.encode()).hexdigest()[:12])
        rules.append(f'.town__mark {{ background: url("{address}") center / contain no-repeat; color: transparent; }}')
    return _kept(Response("\n".join(rules) + "\n", mimetype="text/css"))


@town_pages.get("/marke/wappen.png")
@public
def arms() -> Response:
    """Return the coat of arms."""
    picture = town_face().arms()
    if picture is None:
        raise Refusal(404, _("Hier gibt es kein Wappen"), slug="no-arms")
    return _kept(Response(picture, mimetype="image/png"))


def _kept(response: Response) -> Response:
    response.headers["Cache-Control"] = f"public, max-age={_FRESH}"
    response.add_etag()
    response.make_conditional(request)
    return response

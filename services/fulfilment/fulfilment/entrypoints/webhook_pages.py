"""What the town's own program is told of cases, whether it takes it, and how to send it again."""

from uuid import UUID

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.auth import current_staff, staff
from chassis.web.problems import Refusal
from chassis.web.tenant import work
from chassis.web.words import gettext as _
from chassis.web.words import ngettext
from fulfilment.domain.errors import DeliveryUnknown, EndpointUnknown
from fulfilment.use_cases.replay_webhooks import replay_failed, replay_webhook
from fulfilment.use_cases.tell_webhooks import probe_endpoint

pages = Blueprint("webhooks", __name__, url_prefix="/verwaltung/fulfilment/webhooks")
SHOWN = 50


@pages.get("")
@staff("administrator")
def listing() -> str:
    """Show every endpoint with its figures, and the newest messages without what they say."""
    with work() as unit:
        endpoints, counts, newest = unit.catalogue.webhooks, unit.webhooks.counts(), unit.webhooks.newest(SHOWN)
        town = unit.tenant.key
    secrets = current_app.extensions["ports"].webhooks.secrets
    missing = {name for one in endpoints.values() for name in one.secrets if not secrets.has(town, name)}
    return render_template(
        "fulfilment/staff_webhooks.html", endpoints=endpoints, counts=counts, newest=newest, missing=missing, town=town
    )


@pages.post("/probe")
@staff("administrator")
def probe() -> AnyResponse:
    """Send a message that is about nobody."""
    try:
        with work() as unit:
            probe_endpoint(unit, request.form.get("endpoint", ""), _actor())
    except EndpointUnknown:
        raise Refusal(404, slug="not-found") from None
    flash(_("Die Probe ist unterwegs. Ob sie ankam, steht gleich unten."), "success")
    return redirect(url_for(".listing"), code=303)


@pages.post("/noch-einmal")
@staff("administrator")
def replay_all() -> AnyResponse:
    """Send again what an endpoint did not take."""
    with work() as unit:
        count = replay_failed(unit, request.form.get("endpoint", ""), _actor())
    flash(
        ngettext("%(num)s Nachricht geht noch einmal hinaus.", "%(num)s Nachrichten gehen noch einmal hinaus.", count)
    )
    return redirect(url_for(".listing"), code=303)


@pages.post("/<uuid:delivery_id>/noch-einmal")
@staff("administrator")
def replay(delivery_id: UUID) -> AnyResponse:
    """Send one message again."""
    try:
        with work() as unit:
            replay_webhook(unit, delivery_id, _actor())
    except DeliveryUnknown:
        raise Refusal(404, slug="not-found") from None
    flash(_("Die Nachricht geht noch einmal hinaus, mit derselben Kennung."), "success")
    return redirect(url_for(".listing"), code=303)


def _actor() -> str:
    person = current_staff()
    return f"staff:{person.subject}" if person else "staff:"

"""What leaves the house at the cashier's: print runs with their cover lists, and what came back."""

from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from billing.domain.errors import ChannelNotAvailable, NothingToSolve, WrongDate
from billing.entrypoints.answering import cashier, ports, work
from billing.entrypoints.citizen_pages import CHANNELS, pdf
from billing.entrypoints.forms import AgainForm, PostedForm
from billing.use_cases import send_again
from billing.use_cases.dispatch_queries import returns
from billing.use_cases.follow_catalogue import regular
from billing.use_cases.jobs import PRINT_LETTERS
from billing.use_cases.note_undelivered import note_returned
from billing.use_cases.print_letters import post_run, run_id
from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.tenant import current_tenant
from chassis.web.words import gettext as _

pages = Blueprint("dispatch", __name__, url_prefix="/kasse/post")
NEWEST = 30


@pages.get("")
@staff("cashier")
def show() -> str:
    """Show how many letters wait, the print runs, and what came back."""
    return _page()


@pages.post("/drucken")
@staff("cashier")
def print_now() -> AnyResponse:
    """Have the letters that wait put into a print file at once."""
    with work() as unit:
        unit.schedule(PRINT_LETTERS, regular(unit.tenant.key, PRINT_LETTERS), unit.clock())
        unit.audit("printed letters at once", regular(unit.tenant.key, PRINT_LETTERS), cashier())
    flash(_("Die Druckdatei wird erstellt. Laden Sie die Seite gleich noch einmal."), "info")
    return redirect(url_for(".show"), code=303)


@pages.get("/<name>.pdf")
@staff("cashier")
def file(name: str) -> Response:
    """Return the print file of a run."""
    shop, tenant = ports().print_shop, current_tenant().key
    content = shop.file(tenant, name) if shop else None
    if content is None:
        raise Refusal(404, slug="not-found")
    with work() as unit:
        unit.audit("saw print file", run_id(tenant, name), cashier())
    return pdf(content, f"Druckauftrag-{name}.pdf")


@pages.post("/<name>/gepostet")
@staff("cashier")
def post(name: str) -> AnyResponse:
    """Note when a run was posted."""
    form = PostedForm(id_of=name)
    if not form.validate_on_submit() or form.posted_on.data is None:
        return make_response(_page(posting=(name, form)), 422)
    try:
        with work() as unit:
            known = post_run(unit, ports(), name, form.posted_on.data, cashier())
    except (WrongDate, ValueError):
        form.posted_on.errors = [_("Dieser Tag liegt vor dem Druck oder in der Zukunft.")]
        return make_response(_page(posting=(name, form)), 422)
    if not known:
        raise Refusal(404, slug="not-found")
    flash(_("Der Tag der Aufgabe zur Post ist für alle Briefe des Druckauftrags eingetragen."), "success")
    return redirect(url_for(".show"), code=303)


@pages.post("/ruecklauf/<uuid:item>")
@staff("cashier")
def note(item: UUID) -> AnyResponse:
    """Note that a document came back."""
    with work() as unit:
        charge = note_returned(unit, item, cashier())
    if charge is None:
        raise Refusal(404, slug="not-found")
    flash(_("Der Rückläufer ist eingetragen. Wählen Sie hier, wie das Dokument ankommt."), "info")
    return redirect(url_for(".show"), code=303)


@pages.post("/ruecklauf/<uuid:item>/erneut")
@staff("cashier")
def again(item: UUID) -> AnyResponse:
    """Send a document again, by the way and to the address that the cashier names."""
    form = AgainForm(id_of=item)
    channel = CHANNELS.get(form.channel.data or "")
    if not form.validate_on_submit() or channel is None:
        return make_response(_page(solving=(item, form)), 422)
    try:
        with work() as unit:
            send_again.plan_again(unit, item, channel, send_again.Address(**form.address), cashier())
    except ChannelNotAvailable:
        wrong = form.email if channel == "email" else form.street
        wrong.errors = [_("Für diesen Weg fehlt die Anschrift.")]
        return make_response(_page(solving=(item, form)), 422)
    except NothingToSolve:
        flash(_("Das ist inzwischen schon erledigt."), "warning")
    else:
        flash(_("Das Dokument geht jetzt noch einmal hinaus."), "success")
    return redirect(url_for(".show"), code=303)


@pages.post("/ruecklauf/<uuid:item>/erledigt")
@staff("cashier")
def close(item: UUID) -> AnyResponse:
    """Note that the person has the document, or needs it no more."""
    try:
        with work() as unit:
            send_again.close_undelivered(unit, item, cashier())
    except NothingToSolve:
        flash(_("Das ist inzwischen schon erledigt."), "warning")
    return redirect(url_for(".show"), code=303)


def _page(posting: tuple[str, PostedForm] | None = None, solving: tuple[UUID, AgainForm] | None = None) -> str:
    shop, tenant = ports().print_shop, current_tenant().key
    runs = shop.runs(tenant, NEWEST) if shop else []
    with work() as unit:
        found = returns(unit)
        today = unit.clock().astimezone(unit.tenant.zone).date()
        for one in found:
            unit.audit("saw return", one.dispatch.item, cashier())
    forms = {one.dispatch.item: AgainForm.of(one.dispatch.item, one.charge) for one in found} | dict(
        [solving] if solving else []
    )
    posted = {run.name: PostedForm.of(run.name, today) for run in runs if run.posted_on is None}
    return render_template(
        "billing/dispatch.html",
        returns=found,
        forms=forms | dict([solving] if solving else []),
        runs=runs,
        posted=posted | dict([posting] if posting else []),
        waiting=shop.waiting(tenant) if shop else 0,
        spool=shop is not None,
    )

"""Reminders at the cashier's: what is overdue, what stands against a reminder, and sending the chosen ones."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billing.domain.dunning import REASONS
from billing.domain.errors import ChargeNotOpen
from billing.entrypoints.answering import cashier, work
from billing.entrypoints.cash_pages import account_page
from billing.entrypoints.citizen_pages import pdf
from billing.entrypoints.forms import SuspendForm
from billing.use_cases.bank_queries import booking
from billing.use_cases.dunning import overdue, resume_dunning, send_reminders, suspend_dunning
from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.words import gettext as _
from chassis.web.words import ngettext

pages = Blueprint("dunning", __name__, url_prefix="/kasse")


@pages.get("/mahnlauf")
@staff("cashier")
def show() -> str:
    """Show what is overdue and what a reminder of it would come to."""
    with work() as unit:
        found, unsure = overdue(unit), booking(unit)
    return render_template("billing/dunning.html", found=found, unsure=unsure)


@pages.post("/mahnlauf")
@staff("cashier")
def send() -> AnyResponse:
    """Remind of the chosen claims."""
    chosen = [UUID(told) for told in request.form.getlist("forderung") if _is_id(told)]
    with work() as unit:
        sent = send_reminders(unit, chosen, cashier())
    if sent:
        flash(ngettext("Eine Mahnung geht jetzt hinaus.", "%(num)d Mahnungen gehen jetzt hinaus.", sent), "success")
    else:
        flash(_("Es wurde keine Forderung gewählt, die noch zu mahnen ist."), "warning")
    return redirect(url_for(".show"), code=303)


@pages.post("/forderung/<uuid:charge_id>/mahnsperre")
@staff("cashier")
def suspend(charge_id: UUID) -> AnyResponse | tuple[str, int]:
    """Let nobody be reminded of a claim."""
    form = SuspendForm()
    if not form.validate_on_submit() or form.reason.data not in REASONS:
        return account_page(charge_id, suspending=form), 422
    try:
        with work() as unit:
            if unit.charges.get(charge_id) is None:
                raise Refusal(404, slug="not-found")
            suspend_dunning(unit, charge_id, form.reason.data, form.until.data, cashier())
    except ChargeNotOpen:
        flash(_("Für diese Forderung gilt schon eine Mahnsperre."), "warning")
    return redirect(url_for("cash.account", charge_id=charge_id), code=303)


@pages.post("/forderung/<uuid:charge_id>/mahnsperre/ende")
@staff("cashier")
def resume(charge_id: UUID) -> AnyResponse:
    """Let the claim be reminded of again."""
    with work() as unit:
        resume_dunning(unit, charge_id, cashier())
    return redirect(url_for("cash.account", charge_id=charge_id), code=303)


@pages.get("/dokument/<uuid:paper_id>.pdf")
@staff("cashier")
def file(paper_id: UUID) -> AnyResponse:
    """Return a reminder or a cancellation as it was sent."""
    with work() as unit:
        paper = unit.papers.get(paper_id)
        if paper is None:
            raise Refusal(404, slug="not-found")
        document = unit.papers.document(paper_id)
        unit.audit("saw paper", paper_id, cashier())
    return pdf(document, paper.file_name)


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

"""Refunds by bank transfer at the cashier's: credit, proposals that wait for a second person, files for the bank."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from billing.domain.errors import NothingToRefund, SecondPersonNeeded
from billing.entrypoints.answering import cashier, ports, work
from billing.use_cases.bank_queries import refund_page
from billing.use_cases.refund_transfer import approve_refund, order_refunds, propose_refund, withdraw_refund
from chassis.web.auth import staff
from chassis.web.problems import Refusal
from chassis.web.words import gettext as _

pages = Blueprint("refunds", __name__, url_prefix="/kasse/erstattungen")


@pages.get("")
@staff("cashier")
def show() -> str:
    """Show credit, proposals and files."""
    with work() as unit:
        found = refund_page(unit)
    return render_template("billing/refunds.html", found=found, me=cashier())


@pages.post("/vorschlag/<uuid:receipt_id>")
@staff("cashier")
def propose(receipt_id: UUID) -> AnyResponse:
    """Propose to give back to the account that the money came from."""
    try:
        with work() as unit:
            propose_refund(unit, receipt_id, cashier())
    except NothingToRefund:
        flash(_("Hier ist nichts mehr zu erstatten, oder die Erstattung läuft schon."), "warning")
    else:
        flash(_("Die Erstattung ist vorgeschlagen. Eine zweite Person muss sie freigeben."), "success")
    return redirect(url_for(".show"), code=303)


@pages.post("/<uuid:refund_id>/freigabe")
@staff("cashier")
def approve(refund_id: UUID) -> AnyResponse:
    """Approve as the second person."""
    try:
        with work() as unit:
            approve_refund(unit, refund_id, cashier())
    except SecondPersonNeeded:
        flash(_("Sie haben diese Erstattung selbst vorgeschlagen. Freigeben muss sie eine zweite Person."), "warning")
    except NothingToRefund:
        flash(_("Das Guthaben besteht nicht mehr. Die Erstattung wurde nicht freigegeben."), "warning")
    else:
        flash(_("Die Erstattung ist freigegeben."), "success")
    return redirect(url_for(".show"), code=303)


@pages.post("/<uuid:refund_id>/ablehnung")
@staff("cashier")
def withdraw(refund_id: UUID) -> AnyResponse:
    """Take a proposal back, or decline it."""
    try:
        with work() as unit:
            withdraw_refund(unit, refund_id, cashier())
    except NothingToRefund:
        flash(_("Diese Erstattung ist schon freigegeben oder zurückgenommen."), "warning")
    else:
        flash(_("Die Erstattung ist zurückgenommen. Das Guthaben besteht weiter."), "info")
    return redirect(url_for(".show"), code=303)


@pages.post("/datei")
@staff("cashier")
def order() -> AnyResponse:
    """Write the approved refunds into one file for the bank."""
    made = order_refunds(work, ports().write_refunds, cashier())
    if made is None:
        flash(_("Es ist keine Erstattung freigegeben, die noch in keiner Datei ist."), "warning")
    else:
        flash(_("Die Zahlungsdatei ist erstellt. Bitte geben Sie sie im Online-Banking frei."), "success")
    return redirect(url_for(".show"), code=303)


@pages.get("/datei/<uuid:file_id>.xml")
@staff("cashier")
def file(file_id: UUID) -> AnyResponse:
    """Return a file for the bank, the same however often it is fetched."""
    with work() as unit:
        content = unit.refunds.file(file_id)
        unit.audit("fetched refund file", file_id, cashier())
    if content is None:
        raise Refusal(404, slug="not-found")
    response = make_response(content)
    response.content_type = "application/xml"
    response.headers["Content-Disposition"] = f'attachment; filename="Erstattungen-{file_id}.xml"'
    return response

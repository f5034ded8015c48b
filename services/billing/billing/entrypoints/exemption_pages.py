"""Where the cashier notes what was decided about an exemption, or accepts a proof that is handed in later."""

from uuid import UUID

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from billing.domain.errors import ChargeNotOpen
from billing.entrypoints.answering import cashier, work
from billing.entrypoints.cash_pages import account_page
from billing.entrypoints.forms import ExemptionForm, ProofForm
from billing.use_cases.accept_proof import accept_proof, exemptions_of
from billing.use_cases.decide_exemption import decide_exemption
from chassis.web.auth import staff
from chassis.web.words import gettext as _

pages = Blueprint("exemption", __name__, url_prefix="/kasse")


@pages.post("/forderung/<uuid:charge_id>/befreiung")
@staff("cashier")
def decide(charge_id: UUID) -> AnyResponse | tuple[str, int]:
    """End the deferral of a charge."""
    form = ExemptionForm()
    if not form.validate_on_submit():
        return account_page(charge_id, deciding=form), 422
    granted = form.decision.data == "granted"
    try:
        with work() as unit:
            charge = decide_exemption(unit, charge_id, granted=granted, actor=cashier())
    except ChargeNotOpen:
        flash(_("Über diese Befreiung ist schon entschieden."), "warning")
        return redirect(url_for("cash.account", charge_id=charge_id), code=303)
    if granted:
        flash(_("Die Forderung ist ausgebucht."), "success")
    elif charge.state == "open":
        flash(_("Die Gebühr ist wieder offen. Für einen Bescheid fehlt eine Anschrift."), "warning")
    else:
        flash(_("Die Gebühr ist fällig. Der Gebührenbescheid geht mit dem nächsten Stapel hinaus."), "success")
    return redirect(url_for("cash.account", charge_id=charge_id), code=303)


@pages.post("/forderung/<uuid:charge_id>/nachweis")
@staff("cashier")
def prove(charge_id: UUID) -> AnyResponse | tuple[str, int]:
    """Free a fee by the proof that is there now."""
    with work() as unit:
        charge = unit.charges.peek(charge_id)
        form = ProofForm.of(exemptions_of(unit, charge) if charge else ())
    if form.exemption.choices and not form.validate_on_submit():
        return account_page(charge_id, proving=form), 422
    try:
        with work() as unit:
            accept_proof(unit, charge_id, form.exemption.data or "", cashier())
    except ChargeNotOpen:
        flash(_("Für diese Gebühr ist nichts mehr zu befreien."), "warning")
    else:
        flash(_("Die Forderung ist ausgebucht. Was schon gezahlt ist, geht zurück."), "success")
    return redirect(url_for("cash.account", charge_id=charge_id), code=303)

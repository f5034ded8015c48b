"""The bank's statements at the cashier's: upload, what was booked, and what needs a person."""

from uuid import UUID

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billing.domain.errors import NotAssignable, StatementRefused
from billing.entrypoints.answering import cashier, ports, work
from billing.entrypoints.forms import AssignForm, StatementForm
from billing.use_cases.assign_receipt import assign_receipt, note_receipt
from billing.use_cases.bank_queries import bank_page, named_claim
from billing.use_cases.take_statement import take_statement
from chassis.web.auth import staff
from chassis.web.uploads import takes_files
from chassis.web.words import _, gettext

pages = Blueprint("bank", __name__, url_prefix="/kasse/bank")
MEGABYTES = 20

_FAULTS = {
    "empty": _("Die Datei ist leer. Bitte laden Sie den Kontoauszug noch einmal bei Ihrer Bank herunter."),
    "too-large": _("Die Datei ist zu groß für einen Kontoauszug. Bitte fordern Sie kleinere Zeiträume an."),
    "zip": _("Das ZIP-Archiv lässt sich nicht öffnen. Bitte laden Sie es noch einmal bei Ihrer Bank herunter."),
    "not-xml": _("Die Datei ist beschädigt oder kein Kontoauszug im Format camt."),
    "format": _("Gebraucht wird camt.053 oder camt.054 in der Version 001.08. Diese Datei hat ein anderes Format."),
    "entities": _("Die Datei enthält Anweisungen, die in keinen Kontoauszug gehören. Sie wird nicht angenommen."),
    "currency": _("Der Auszug enthält eine andere Währung als Euro."),
    "details": _("Die Einzelposten einer Sammelbuchung ergeben nicht ihren Betrag. Es wurde nichts gebucht."),
    "balance": _("Anfangssaldo und Umsätze ergeben nicht den Endsaldo. Es wurde nichts gebucht."),
}


@pages.get("")
@staff("cashier")
def show() -> str:
    """Show the newest files, and what needs a person; asked again while a file is being booked."""
    return _page(StatementForm(formdata=None))


@pages.post("/auszug")
@staff("cashier")
@takes_files(MEGABYTES)
def take() -> AnyResponse:
    """Take a file of the bank, if all of it is right."""
    form = StatementForm()
    if form.validate_on_submit() and form.file.data is not None:
        try:
            file = take_statement(work, ports().read_statements, form.file.data.name, form.file.data.content, cashier())
        except StatementRefused as refused:
            form.file.errors = [gettext(str(_FAULTS[refused.why]))]
        else:
            known = file.finished_at is not None
            said = _("Diese Datei ist schon gebucht.") if known else _("Der Kontoauszug wird gebucht.")
            flash(gettext(str(said)), "info" if known else "success")
            return redirect(url_for(".show"), code=303)
    return make_response(_page(form), 422)


@pages.post("/umsatz/<uuid:receipt_id>/zuordnen")
@staff("cashier")
def assign(receipt_id: UUID) -> AnyResponse:
    """Book a transaction for the claim that the cashier names."""
    form = AssignForm()
    with work() as unit:
        claim = named_claim(unit, form.claim.data or "") if form.validate_on_submit() else None
    if claim is None:
        said = gettext("Zu „%(typed)s“ gibt es keinen Gebührenbescheid.", typed=form.claim.data or "")
        form.claim.errors = [*form.claim.errors[:1]] or [said]
        return make_response(_page(StatementForm(formdata=None), receipt_id, form), 422)
    try:
        with work() as unit:
            assign_receipt(unit, receipt_id, claim, cashier())
    except NotAssignable:
        flash(gettext("Dieser Umsatz ist inzwischen schon zugeordnet."), "warning")
    else:
        flash(gettext("Der Umsatz ist zugeordnet und gebucht."), "success")
    return redirect(url_for(".show"), code=303)


@pages.post("/umsatz/<uuid:receipt_id>/erledigt")
@staff("cashier")
def note(receipt_id: UUID) -> AnyResponse:
    """Take a transaction from the work list."""
    try:
        with work() as unit:
            note_receipt(unit, receipt_id, cashier())
    except NotAssignable:
        flash(gettext("Diesen Umsatz gibt es nicht."), "warning")
    return redirect(url_for(".show"), code=303)


def _page(form: StatementForm, receipt_id: UUID | None = None, assigning: AssignForm | None = None) -> str:
    with work() as unit:
        bank = bank_page(unit)
        for waiting in bank.to_note:
            unit.audit("saw transaction", waiting.receipt.id, cashier())
    wrong = {receipt_id: assigning} if receipt_id and assigning else {}
    forms = {
        one.receipt.id: wrong.get(one.receipt.id) or AssignForm(formdata=None, id_of=one.receipt.id)
        for one in bank.to_note
        if one.receipt.charge_id is None
    }
    watching = bank.booking and request.method == "GET"
    return render_template("billing/bank.html", bank=bank, form=form, forms=forms, watching=watching)

"""The cashier's pages: open charges, the next batch, notices, the account of a charge."""

from uuid import UUID

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from billing.domain.errors import NoticeNotOpen, WrongDate
from billing.entrypoints.answering import work
from billing.entrypoints.citizen_pages import pdf
from billing.entrypoints.forms import ExemptionForm, ProofForm, SuspendForm, TransferForm
from billing.use_cases import queries
from billing.use_cases.account_queries import account_of
from billing.use_cases.bank_queries import search_claims
from billing.use_cases.receive_transfer import receive_transfer
from billing.use_cases.send_batch_now import send_batch_now
from chassis.web.auth import Staff, current_staff, staff
from chassis.web.problems import Refusal
from chassis.web.words import gettext as _

pages = Blueprint("cash", __name__, url_prefix="/kasse")


@pages.get("")
@staff("cashier")
def show() -> str:
    """Show what is open, what leaves next and what has left; asked again while a batch is being sent."""
    with work() as unit:
        desk = queries.cash_desk(unit)
    return render_template("billing/cash_desk.html", desk=desk, watching="versand" in request.args)


@pages.get("/suche")
@staff("cashier")
def search() -> str:
    """Find claims by what the cashier has in hand."""
    sought = request.args.get("q", "").strip()[:60]
    with work() as unit:
        found = search_claims(unit, sought)
        for charge in found:
            unit.audit("found account", charge.id, _person().actor)
    return render_template("billing/search.html", found=found, sought=sought)


@pages.post("/stapel/versenden")
@staff("cashier")
def send() -> AnyResponse:
    """Let the batch leave at once."""
    with work() as unit:
        send_batch_now(unit, _person().actor)
    return redirect(url_for(".show", versand=1), code=303)


@pages.get("/forderung/<uuid:charge_id>")
@staff("cashier")
def account(charge_id: UUID) -> str:
    """Show the history of a charge."""
    return account_page(charge_id)


@pages.post("/bescheid/<uuid:notice_id>/eingang")
@staff("cashier")
def receive(notice_id: UUID) -> AnyResponse:
    """Note that a transfer has arrived."""
    with work() as unit:
        notice = unit.notices.get(notice_id)
    if notice is None:
        raise Refusal(404, slug="not-found")
    form = TransferForm()
    if form.validate_on_submit() and _receive(notice_id, form):
        return redirect(url_for(".account", charge_id=notice.charge_id), code=303)
    return make_response(account_page(notice.charge_id, form), 422)


@pages.get("/bescheid/<uuid:notice_id>.pdf")
@staff("cashier")
def notice_file(notice_id: UUID) -> Response:
    """Return the notice as it was sent."""
    with work() as unit:
        notice = unit.notices.get(notice_id)
        if notice is None:
            raise Refusal(404, slug="not-found")
        document = unit.notices.document(notice_id)
        unit.audit("saw notice", notice_id, _person().actor)
    return pdf(document, notice.file_name)


def _receive(notice_id: UUID, form: TransferForm) -> bool:
    try:
        with work() as unit:
            receive_transfer(unit, notice_id, form.day, _person().actor)
    except NoticeNotOpen:
        flash(_("Für diesen Bescheid ist kein Eingang mehr zu buchen: Er ist bezahlt oder aufgehoben."), "warning")
        return True
    except WrongDate:
        form.received_on.errors = [_("Das Geld kann nicht vor dem Bescheid und nicht in der Zukunft eingegangen sein.")]
        return False
    flash(_("Der Zahlungseingang ist gebucht."), "success")
    return True


def account_page(
    charge_id: UUID,
    form: TransferForm | None = None,
    suspending: SuspendForm | None = None,
    deciding: ExemptionForm | None = None,
    proving: ProofForm | None = None,
) -> str:
    """Return the account of a charge, with what was typed if something was wrong with it."""
    with work() as unit:
        found = account_of(unit, charge_id)
        if found is None:
            raise Refusal(404, slug="not-found")
        unit.audit("saw account", charge_id, _person().actor)
    form = form or TransferForm(formdata=None, data={"received_on": found.today})
    suspending = suspending or SuspendForm(formdata=None)
    deciding = deciding or ExemptionForm(formdata=None)
    proving = proving or ProofForm.of(found.exemptions, formdata=None)
    forms = {"form": form, "suspending": suspending, "deciding": deciding, "proving": proving}
    return render_template("billing/account.html", account=found, **forms)


def _person() -> Staff:
    person = current_staff()
    if person is None:
        raise RuntimeError("this view is for staff alone")
    return person

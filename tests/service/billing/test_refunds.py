"""Refunds by transfer: two people, the account the money came from, one file, and never more than came."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from lxml import etree

from billing.domain import ledger
from billing.domain.charge import charge_id
from billing.domain.errors import NothingToRefund, SecondPersonNeeded
from billing.domain.refund import Refund
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.assign_receipt import assign_receipt
from billing.use_cases.bank_queries import refund_page
from billing.use_cases.book_statement import book_statement
from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.outside import BillingPorts
from billing.use_cases.refund_payment import refund_payment
from billing.use_cases.refund_transfer import approve_refund, order_refunds, propose_refund, withdraw_refund
from billing.use_cases.start_payment import start_payment
from billing.use_cases.take_statement import take_statement
from billing.use_cases.void_charge import close_case
from tests.service.billing.browsing import staff
from tests.service.billing.claims import Claim, balances, claim
from tests.service.billing.conftest import Open, PayPalDouble, submitted
from tests.service.billing.statements import Day, Told, camt

PAYER = "DE02120300000000202051"
OTHER = "DE02500105170137075030"


@pytest.fixture
def overpaid(work: Open, ports: BillingPorts) -> Claim:
    """A claim of 13 euros that somebody has paid twice."""
    mine = claim(work)
    take(work, ports, *(Told(amount=1300, text=mine.notice.rf, bank_reference=f"B{n}", iban=PAYER) for n in (1, 2)))
    return mine


def take(work: Open, ports: BillingPorts, *told: Told, number: str = "1") -> None:
    file = take_statement(work, ports.read_statements, "x.xml", camt(Day(told=told, number=number)), "staff:1")
    book_statement(work, ports.read_statements, file.id)


def propose(work: Open, mine: Claim, actor: str = "staff:1") -> Refund:
    with work() as unit:
        receipt = unit.bank.of_charges([mine.charge_id])[-1]
        return propose_refund(unit, receipt.id, actor)


def approve(work: Open, refund: Refund, actor: str) -> Refund:
    with work() as unit:
        return approve_refund(unit, refund.id, actor)


def test_credit_goes_back_to_the_account_it_came_from_in_one_file(
    work: Open, ports: BillingPorts, overpaid: Claim
) -> None:
    refund = propose(work, overpaid)
    assert (refund.iban, refund.amount) == (PAYER, 1300)
    assert order_refunds(work, ports.write_refunds, "staff:2") is None, "nothing goes out that is not approved"
    approve(work, refund, "staff:2")
    made = order_refunds(work, ports.write_refunds, "staff:2")
    assert made is not None
    assert order_refunds(work, ports.write_refunds, "staff:2") is None, "no refund is in two files"
    with work() as unit:
        file = etree.fromstring(unit.refunds.file(made) or b"")
    assert etree.QName(file).namespace == "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"
    assert file.findtext(".//{*}CdtrAcct/{*}Id/{*}IBAN") == PAYER
    assert file.findtext(".//{*}InstdAmt") == "13.00"
    assert file.findtext(".//{*}EndToEndId") == refund.end_to_end
    assert overpaid.owed(work) == 0
    assert balances(work)["refunds"] == -1300
    take(work, ports, Told(amount=-1300, end_to_end=refund.end_to_end, bank_reference="OUT"), number="2")
    assert "refunds" not in balances(work), "the bank's report clears what was on its way"
    assert overpaid.now(work).state == "paid"


def test_nobody_approves_what_they_proposed(work: Open, overpaid: Claim) -> None:
    refund = propose(work, overpaid)
    with pytest.raises(SecondPersonNeeded):
        approve(work, refund, "staff:1")
    with pytest.raises(sa.exc.IntegrityError, match="four_eyes"), work() as unit:
        unit.refunds.save(replace(refund, approved_at=datetime.now(UTC), approved_by="staff:1"))


def test_a_second_proposal_and_a_second_approval_change_nothing(work: Open, overpaid: Claim) -> None:
    refund = propose(work, overpaid)
    with pytest.raises(NothingToRefund):
        propose(work, overpaid)
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda _: approve(work, refund, "staff:2"), range(4)))
    assert {one.approved_by for one in done} == {"staff:2"}
    assert balances(work)["refunds"] == -1300


@pytest.mark.parametrize("who", ["staff:1", "staff:2"])
def test_a_proposal_that_is_taken_back_or_declined_frees_its_credit(
    work: Open, ports: BillingPorts, overpaid: Claim, who: str
) -> None:
    wrong = propose(work, overpaid)
    with work() as unit:
        withdraw_refund(unit, wrong.id, who)
    with pytest.raises(NothingToRefund):
        approve(work, wrong, "staff:2")
    right = propose(work, overpaid)
    approve(work, right, "staff:2")
    with pytest.raises(NothingToRefund), work() as unit:
        withdraw_refund(unit, right.id, who)
    assert order_refunds(work, ports.write_refunds, "staff:2") is not None
    assert balances(work)["refunds"] == -1300


def test_without_credit_nothing_goes_back(work: Open, ports: BillingPorts) -> None:
    mine = claim(work)
    take(work, ports, Told(amount=1300, text=mine.notice.rf))
    with pytest.raises(NothingToRefund):
        propose(work, mine)


def test_each_of_two_payers_gets_back_what_they_paid_and_no_more(work: Open, ports: BillingPorts) -> None:
    mine = claim(work)
    payers = {"B1": PAYER, "B2": OTHER}
    take(
        work,
        ports,
        *(Told(amount=1300, text=mine.notice.rf, bank_reference=one, iban=iban) for one, iban in payers.items()),
    )
    with work() as unit:
        close_case(unit, mine.notice.case_id, "withdrawn", unit.clock())
    back = []
    for _ in payers:
        with work() as unit:
            receipt, _charge, amount = refund_page(unit).credits[0]
            refund = propose_refund(unit, receipt.id, "staff:1")
        assert refund.amount == amount
        approve(work, refund, "staff:2")
        order_refunds(work, ports.write_refunds, "staff:2")
        back.append((refund.iban, refund.amount))
        with pytest.raises(NothingToRefund), work() as unit:
            propose_refund(unit, receipt.id, "staff:1")
    assert sorted(back) == sorted((iban, 1300) for iban in payers.values())
    with work() as unit:
        assert refund_page(unit).credits == ()


def test_what_paypal_gives_back_is_not_given_back_by_transfer_as_well(
    work: Open, ports: BillingPorts, captured: Any
) -> None:
    there = Told(amount=500, text="Danke", bank_reference="B1", iban=PAYER)
    back = Told(amount=-500, text="Rueckgabe", bank_reference="B2", iban=PAYER, returned=True)
    take(work, ports, there, back)
    with work() as unit:
        told = {one.amount: one.id for one in unit.bank.to_note(9)}
        for receipt_id in told.values():
            assign_receipt(unit, receipt_id, captured.charge_id, "staff:1")
    with work() as unit:
        assert unit.ledger.owed([captured.charge_id]) == {captured.charge_id: -1300}
        assert refund_page(unit).credits == ()
        with pytest.raises(NothingToRefund):
            propose_refund(unit, told[500], "staff:1")


def test_the_database_refuses_a_refund_beyond_what_came(work: Open, overpaid: Claim) -> None:
    refund = propose(work, overpaid)
    with pytest.raises(sa.exc.IntegrityError, match="more than was received"), work() as unit:
        unit.ledger.book(ledger.refund_ordered(replace(refund, amount=1301), datetime.now(UTC)))


@pytest.fixture
def captured(work: Open, ports: BillingPorts, paypal: PayPalDouble) -> Any:
    """A case that was paid with PayPal and then withdrawn: its money is to go back."""
    case = submitted()
    with work() as unit:
        assess_charge(unit, case)
    payment = start_payment(work, ports.paypal, charge_id("ostfildern", case.case_id))
    assert payment.order_id
    paypal.approve(payment.order_id)
    complete_payment(work, ports.paypal, payment.id)
    with work() as unit:
        close_case(unit, case.case_id, "withdrawn", case.submitted_at)
    return payment


def given_back(paypal: PayPalDouble, work: Open, captured: Any) -> int:
    """Return how often the double has given this capture back."""
    with work() as unit:
        payment = unit.payments.get(captured.id)
    assert payment is not None
    return len([one for one in paypal.seen("refunds") if one["custom_id"] == str(payment.id)])


def test_two_workers_give_a_payment_back_once(
    work: Open, ports: BillingPorts, paypal: PayPalDouble, captured: Any
) -> None:
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: refund_payment(work, ports.paypal, captured.id), range(2)))
    refund_payment(work, ports.paypal, captured.id)
    assert given_back(paypal, work, captured) == 1
    assert balances(work).get("paypal_clearing", 0) + balances(work).get("psp_cost", 0) == 0


def test_a_crash_between_paypal_and_the_commit_gives_back_once(
    work: Open, ports: BillingPorts, paypal: PayPalDouble, captured: Any
) -> None:
    class Killed(BaseException):
        pass

    class Dies:
        """PayPal that gives back, and a worker that dies before it can write that down."""

        create = staticmethod(ports.paypal.create)
        read = staticmethod(ports.paypal.read)
        capture = staticmethod(ports.paypal.capture)

        def refund(self, tenant: str, capture_id: str, amount: int, key: str) -> str:
            ports.paypal.refund(tenant, capture_id, amount, key)
            raise Killed

    with pytest.raises(Killed):
        refund_payment(work, Dies(), captured.id)
    refund_payment(work, ports.paypal, captured.id)
    assert given_back(paypal, work, captured) == 1


def test_the_database_refuses_to_book_more_back_at_paypal_than_was_captured(work: Open, captured: Any) -> None:
    with work() as unit:
        payment = unit.payments.get(captured.id)
    assert payment is not None
    with pytest.raises(sa.exc.IntegrityError, match="more than was received"), work() as unit:
        unit.ledger.book(ledger.refunded(replace(payment, amount=1301), datetime.now(UTC)))


def test_two_cashiers_walk_through_a_refund(app: Any, work: Open, overpaid: Claim, ports: BillingPorts) -> None:
    first, second = staff(app, "cashier"), staff(app, "cashier", who="s-2")
    page = first.get("/kasse/erstattungen").text
    assert PAYER in page
    proposal = re.search(r"/kasse/erstattungen/vorschlag/[0-9a-f-]+", page)
    assert proposal
    first.post(proposal[0])
    page = first.get("/kasse/erstattungen").text
    assert "wartet auf eine zweite Person" in page
    declined = re.search(r"/kasse/erstattungen/[0-9a-f-]+/ablehnung", page)
    assert declined
    second.get("/kasse/erstattungen")
    for said in ("Das Guthaben besteht weiter.", "ist schon freigegeben oder zurückgenommen"):
        second.post(declined[0])
        assert said in second.get("/kasse/erstattungen").text
    first.post(proposal[0])
    page = first.get("/kasse/erstattungen").text
    assert "Erstattung freigeben" not in page
    page = second.get("/kasse/erstattungen").text
    approval = re.search(r"/kasse/erstattungen/[0-9a-f-]+/freigabe", page)
    assert approval
    first.post(approval[0])
    assert "Freigeben muss sie eine zweite Person" in first.get("/kasse/erstattungen").text
    second.post(approval[0])
    second.get("/kasse/erstattungen")
    second.post("/kasse/erstattungen/datei")
    file = re.search(r"/kasse/erstattungen/datei/[0-9a-f-]+\.xml", second.get("/kasse/erstattungen").text)
    assert file
    assert b"pain.001.001.09" in second.get(file[0]).data
    del overpaid, ports


def test_an_account_with_credit_says_so_instead_of_a_negative_debt(app: Any, overpaid: Claim) -> None:
    page = staff(app, "cashier").get(f"/kasse/forderung/{overpaid.charge_id}").text
    assert re.search(r"Guthaben\s*</dt>\s*<dd[^>]*>\s*13,00", page)
    assert "Noch offen" not in page

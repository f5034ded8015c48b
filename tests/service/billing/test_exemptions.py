"""A deferred fee ends by a decision: written off with the Federation's share, or due by a notice; once."""

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from billing.domain.charge import Charge, charge_id
from billing.domain.errors import ChargeNotOpen
from billing.use_cases.accept_proof import accept_proof
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.complete_payment import complete_payment
from billing.use_cases.decide_exemption import decide_exemption
from billing.use_cases.issue_notice import issue_notice
from billing.use_cases.issue_paper import issue_paper
from billing.use_cases.outside import BillingPorts
from billing.use_cases.refund_payment import refund_payment
from billing.use_cases.start_payment import start_payment
from billing.use_cases.void_charge import close_case
from contracts.parts import PostalAddress
from tests.service.billing.browsing import staff
from tests.service.billing.claims import balances
from tests.service.billing.conftest import Open, PayPalDouble, submitted

NOWHERE = PostalAddress(street="", postal_code="", city="")


def deferred(work: Open, **fields: Any) -> UUID:
    event = submitted(exemption="hardship", **fields)
    with work() as unit:
        assess_charge(unit, event)
    return charge_id("ostfildern", event.case_id)


def now(work: Open, charge: UUID) -> Charge:
    with work() as unit:
        found = unit.charges.peek(charge)
    assert found is not None
    return found


def decide(work: Open, charge: UUID, *, granted: bool) -> Charge:
    with work() as unit:
        return decide_exemption(unit, charge, granted=granted, actor="staff:1")


def test_a_granted_exemption_writes_the_claim_off_and_what_the_federation_would_get(work: Open) -> None:
    mine = deferred(work)
    assert balances(work) == {"receivables": 1300, "fees": -520, "federation_share": -780}
    decide(work, mine, granted=True)
    assert balances(work) == {}
    assert (now(work, mine).settlement, now(work, mine).amount) == ("free", 0)
    assert now(work, mine).legal_basis == "§ 10 JVKostG"
    assert now(work, mine).explanation == "Sie sind von dieser Gebühr befreit."


def test_a_refused_exemption_is_followed_by_a_notice_by_post_that_explains_the_fee(work: Open) -> None:
    mine = deferred(work)
    decide(work, mine, granted=False)
    assert balances(work) == {"receivables": 1300, "fees": -520, "federation_share": -780}
    assert (now(work, mine).settlement, now(work, mine).channel) == ("invoiced", "post")
    assert "Befreiung" not in now(work, mine).explanation
    with work() as unit:
        assert [one.id for one in unit.charges.waiting_for_notice()] == [mine]


def test_without_any_address_the_fee_is_open_again(work: Open) -> None:
    mine = deferred(work, address=NOWHERE, contact=replace(submitted().contact, email=None))
    decide(work, mine, granted=False)
    assert now(work, mine).state == "open"


@pytest.mark.parametrize("granted", [True, False])
def test_a_decision_counts_once(work: Open, granted: bool) -> None:
    mine = deferred(work)
    decide(work, mine, granted=granted)
    with pytest.raises(ChargeNotOpen):
        decide(work, mine, granted=not granted)


def test_a_case_that_ends_after_its_exemption_books_nothing_twice(work: Open) -> None:
    mine = deferred(work)
    decide(work, mine, granted=True)
    case = now(work, mine).case_id
    with work() as unit:
        close_case(unit, case, "withdrawn", unit.clock())
    assert balances(work) == {}


def test_the_cashier_finds_what_is_deferred_and_notes_the_decision(work: Open, app: Any) -> None:
    mine = deferred(work)
    browser = staff(app, "cashier")
    desk = browser.get("/kasse").text
    assert "Zurückgestellte Gebühren" in desk
    assert f"/kasse/forderung/{mine}" in desk
    account = f"/kasse/forderung/{mine}"
    assert "Entscheidung eintragen" in browser.get(account).text
    assert browser.post(f"{account}/befreiung").status_code == 422
    assert browser.post(f"{account}/befreiung", {"decision": "granted"}).status_code == 303
    page = browser.get(account).text
    assert "Befreit und ausgebucht" in page
    assert "Entscheidung eintragen" not in page
    browser.post(f"{account}/befreiung", {"decision": "refused"})
    assert "Über diese Befreiung ist schon entschieden." in browser.get(account).text
    assert "Zurückgestellte" not in browser.get("/kasse").text


def noticed(work: Open, ports: BillingPorts) -> Charge:
    """Return a charge whose notice has left by post."""
    event = submitted()
    charge = charge_id("ostfildern", event.case_id)
    with work() as unit:
        assess_charge(unit, event)
        choose_notice(unit, charge, "post", "citizen")
    issue_notice(work, ports, charge)
    return now(work, charge)


def test_a_proof_that_comes_after_the_notice_cancels_it_and_writes_the_claim_off(
    work: Open, ports: BillingPorts, app: Any, tmp_path: Path
) -> None:
    mine = noticed(work, ports)
    browser, account = staff(app, "cashier"), f"/kasse/forderung/{mine.id}"
    assert "Nachweis anerkennen" in browser.get(account).text
    assert browser.post(f"{account}/nachweis").status_code == 422
    assert browser.post(f"{account}/nachweis", {"exemption": "volunteer"}).status_code == 303
    page = browser.get(account).text
    assert "Nachweis anerkennen" not in page
    assert "Befreit und ausgebucht" in page
    assert balances(work) == {}
    assert (now(work, mine.id).settlement, now(work, mine.id).amount) == ("free", 0)
    with work() as unit:
        notice, (storno,) = unit.notices.of_charge(mine.id), unit.papers.of_charges([mine.id])
    assert notice is not None
    assert (notice.state, storno.kind) == ("cancelled", "cancellation")
    issue_paper(work, ports, storno.id)
    with work() as unit:
        file = tmp_path / "storno.pdf"
        file.write_bytes(unit.papers.document(storno.id) or b"")
    read = ["pdftotext", str(file), "-"]
    said = " ".join(subprocess.run(read, capture_output=True, check=True, text=True).stdout.split())
    assert "wir haben Ihren Nachweis anerkannt" in said
    assert "nicht weitergeführt" not in said
    browser.post(f"{account}/nachweis", {"exemption": "volunteer"})
    assert "nichts mehr zu befreien" in browser.get(account).text
    assert balances(work) == {}


def test_what_was_paid_goes_back_once_when_the_proof_comes(
    work: Open, ports: BillingPorts, paypal: PayPalDouble
) -> None:
    event = submitted()
    with work() as unit:
        assess_charge(unit, event)
    mine = charge_id("ostfildern", event.case_id)
    payment = start_payment(work, ports.paypal, mine)
    assert payment.order_id
    paypal.approve(payment.order_id)
    complete_payment(work, ports.paypal, payment.id)
    with work() as unit:
        accept_proof(unit, mine, "volunteer", "staff:1")
    for _ in range(2):
        refund_payment(work, ports.paypal, payment.id)
    # What PayPal keeps stays the town's cost.
    assert set(balances(work)) == {"paypal_clearing", "psp_cost"}
    assert sum(balances(work).values()) == 0
    assert now(work, mine).settlement == "free"


@pytest.mark.parametrize("other", ["hardship", "nobody"])
def test_only_what_the_tariff_frees_by_proof_is_accepted(work: Open, ports: BillingPorts, other: str) -> None:
    mine = noticed(work, ports)
    with pytest.raises(ChargeNotOpen), work() as unit:
        accept_proof(unit, mine.id, other, "staff:1")
    event = submitted(procedure="meldebescheinigung", procedure_name="Meldebescheinigung")
    with work() as unit:
        assess_charge(unit, event)
    with pytest.raises(ChargeNotOpen), work() as unit:
        accept_proof(unit, charge_id("ostfildern", event.case_id), "volunteer", "staff:1")

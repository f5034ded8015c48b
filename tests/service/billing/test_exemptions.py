"""A deferred fee ends by a decision: written off with the Federation's share, or due by a notice; once."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from billing.domain.charge import Charge, charge_id
from billing.domain.errors import ChargeNotOpen
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.decide_exemption import decide_exemption
from billing.use_cases.void_charge import close_case
from contracts.parts import PostalAddress
from tests.service.billing.browsing import staff
from tests.service.billing.claims import balances
from tests.service.billing.conftest import Open, submitted

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

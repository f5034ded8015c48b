"""What a case costs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.domain.errors import NoFee
from billing.domain.money import cents, decimal, euros
from billing.domain.section import Fee, Tariff
from billing.domain.tariff import assess, explanation_of, tariffs_to_publish
from billing.use_cases.publish_tariff import publish_tariff
from tests.unit.billing.fakes import FakeBillingUnit, section

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("procedure", "delivery", "amount", "share"),
    [
        ("meldebescheinigung", "download", 0, 0),
        ("meldebescheinigung", "post", 800, 0),
        ("fuehrungszeugnis", "authority", 1300, 780),
        ("gewerbezentralregister", "post", 1300, 813),
        ("ummeldung", "none", 0, 0),
        ("beratung", "none", 0, 0),
    ],
)
def test_the_fee_depends_on_procedure_and_delivery(procedure: str, delivery: str, amount: int, share: int) -> None:
    found = assess(section().tariffs, procedure, delivery, DAY)
    assert (found.amount, found.federation_share) == (amount, share)
    assert found.explanation
    assert found.legal_basis


@pytest.mark.parametrize(
    ("procedure", "purpose", "amount", "share"),
    [
        ("fuehrungszeugnis", "european", 1700, 1020),
        ("fuehrungszeugnis", "general", 1300, 780),
        ("lebensbescheinigung", "pension", 0, 0),
        ("lebensbescheinigung", "general", 500, 0),
    ],
)
def test_a_purpose_that_the_tariff_knows_has_its_own_fee(procedure: str, purpose: str, amount: int, share: int) -> None:
    found = assess(section().tariffs, procedure, "post", DAY, purpose=purpose)
    assert (found.amount, found.federation_share) == (amount, share)


def test_the_words_for_an_assessed_fee_are_found_by_its_amount() -> None:
    tariffs = section().tariffs
    assert explanation_of(tariffs, "fuehrungszeugnis", "post", DAY, 1700).startswith("Ein Europäisches")
    assert explanation_of(tariffs, "fuehrungszeugnis", "post", DAY, 1300).startswith("Ein Führungszeugnis")
    with pytest.raises(NoFee, match="4711 cents"):
        explanation_of(tariffs, "fuehrungszeugnis", "post", DAY, 4711)


def test_two_fees_for_one_purpose_are_refused() -> None:
    fee = Fee(procedure="p", deliveries=("post",), amount=1, legal_basis="§", explanation="…", purposes=("a",))
    assert Tariff(valid_from=DAY, fees=(fee, fee.model_copy(update={"purposes": ()})))
    with pytest.raises(ValueError, match="more than one fee"):
        Tariff(valid_from=DAY, fees=(fee, fee))


def test_another_town_has_other_fees() -> None:
    assert assess(section("musterstadt").tariffs, "meldebescheinigung", "post", DAY).amount == 1000


def test_a_fee_is_never_guessed() -> None:
    with pytest.raises(NoFee, match="mend the catalogue"):
        assess(section().tariffs, "hundesteuer", "post", DAY)
    with pytest.raises(NoFee):
        assess(section().tariffs, "beratung", "none", date(2025, 12, 31))


def test_volunteers_pay_nothing_and_hardship_defers() -> None:
    free = assess(section().tariffs, "fuehrungszeugnis", "authority", DAY, "volunteer")
    assert (free.amount, free.settlement) == (0, "free")
    later = assess(section().tariffs, "fuehrungszeugnis", "authority", DAY, "hardship")
    assert (later.amount, later.settlement) == (1300, "deferred")


def _tariff(begins: date, amount: int) -> Tariff:
    fee = Fee(procedure="p", deliveries=("post",), amount=amount, legal_basis="§", explanation="…")
    return Tariff(valid_from=begins, fees=(fee,))


def test_a_new_tariff_holds_from_its_day_on() -> None:
    tariffs = (_tariff(date(2027, 1, 1), 900), _tariff(date(2026, 1, 1), 800))
    assert assess(tariffs, "p", "post", date(2026, 12, 31)).amount == 800
    assert assess(tariffs, "p", "post", date(2027, 1, 1)).amount == 900


def test_past_tariffs_are_not_published() -> None:
    old, now, coming = (_tariff(date(year, 1, 1), 1) for year in (2025, 2026, 2027))
    assert tariffs_to_publish((coming, old, now), DAY) == (now, coming)


def test_the_tariff_is_published_with_a_price_for_each_delivery() -> None:
    unit = FakeBillingUnit()
    publish_tariff(unit)
    [event] = unit.events
    prices = {(price.procedure, price.delivery): price.amount for price in event.prices}
    assert prices["meldebescheinigung", "download"] == 0
    assert prices["meldebescheinigung", "post"] == 800


@given(st.integers(min_value=0, max_value=10**9))
def test_amounts_survive_the_way_to_paypal_and_back(amount: int) -> None:
    assert cents(decimal(amount)) == amount


def test_amounts_are_written_for_german_readers() -> None:
    assert euros(123450) == "1.234,50\u00a0€"

"""Which notice a transfer is for, and what it does to it."""

from dataclasses import dataclass
from datetime import date
from itertools import permutations
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from billing.domain.matching import clues_of, clues_of_text, match
from billing.domain.receipt import Receipt, weigh
from billing.domain.references import references
from billing.domain.statement import Transaction

PREFIX = "7345"


@dataclass(frozen=True)
class Notice:
    number: str
    kassenzeichen: str
    rf: str
    amount: int = 1300


def notice(serial: int, amount: int = 1300) -> Notice:
    names = references("GB", PREFIX, 2026, serial)
    return Notice(names.number, names.kassenzeichen, names.rf, amount)


KNOWN = [notice(17), notice(18, 800), notice(171)]
MINE = KNOWN[0]
RF, KZ = MINE.rf, MINE.kassenzeichen
SPACED = " ".join(RF[n : n + 4] for n in range(0, len(RF), 4))


def transfer(text: str = "", amount: int = 1300, references: tuple[str, ...] = (), end_to_end: str = "") -> Transaction:
    day = date(2026, 11, 24)
    return Transaction(
        iban="DE", key="1", booked_on=day, value_on=day, amount=amount, text=text, references=references,
        end_to_end=end_to_end,
    )  # fmt: skip


def found(transaction: Transaction) -> tuple[str | None, str]:
    result = match(transaction, clues_of(transaction, PREFIX), KNOWN)
    return (result.notice.number if result.notice else None), result.reason


@pytest.mark.parametrize(
    ("transaction", "reason"),
    [
        (transfer(references=(RF,)), "rf"),
        (transfer(RF), "rf"),
        (transfer(f"Gebuehr {SPACED} danke"), "rf"),
        (transfer(SPACED.lower()), "rf"),
        (transfer(f"Verwendungszweck\n{RF[:9]}\n{RF[9:]}"), "rf"),
        (transfer(end_to_end=RF), "rf"),
        (transfer(KZ), "kassenzeichen"),
        (transfer(f"Kassenz. {KZ.replace('.', ' ')}, Führungszeugnis"), "kassenzeichen"),
        (transfer(KZ.replace(".", "").replace("-", "")), "kassenzeichen"),
        (transfer("KZ" + KZ.replace("0", "O")), "noise"),
        (transfer(f"RG99{KZ.replace('.', '..').replace('-', ' - ')}XY"), "noise"),
        (transfer(f"zu {MINE.number}"), "number"),
        (transfer("zu GB 2026/000017"), "number"),
    ],
)
def test_each_way_people_write_it_is_found_on_its_rung(transaction: Transaction, reason: str) -> None:
    assert found(transaction) == (MINE.number, reason)


@pytest.mark.parametrize(
    "transaction",
    [
        transfer("Erika Mustermann Führungszeugnis"),
        transfer(RF[:-1] + str((int(RF[-1]) + 1) % 10)),
        transfer(KZ[:-1] + str((int(KZ[-1]) + 1) % 10)),
        transfer(KZ[:-3]),
        transfer(f"zu {MINE.number}", amount=1299),
        transfer(),
    ],
)
def test_what_is_not_sure_is_left_to_a_person(transaction: Transaction) -> None:
    assert found(transaction) == (None, "none")


def test_two_notices_in_one_transfer_are_left_to_a_person() -> None:
    assert found(transfer(f"{RF} {KNOWN[1].rf}", amount=2100)) == (None, "several")


def test_a_surer_clue_beats_a_weaker_one() -> None:
    assert found(transfer(f"{RF} {KNOWN[1].number}", amount=800)) == (MINE.number, "rf")


def test_a_reference_of_another_town_is_not_ours() -> None:
    other = references("GB", "9999", 2026, 17)
    assert found(transfer(f"{other.rf} {other.kassenzeichen}")) == (None, "none")


@given(st.integers(min_value=0, max_value=13), st.integers(min_value=0, max_value=9))
def test_no_single_wrong_digit_finds_another_notice(place: int, digit: int) -> None:
    digits = KZ.replace(".", "").replace("-", "")
    place = min(place, len(digits) - 1)
    wrong = digits[:place] + str(digit) + digits[place + 1 :]
    assert found(transfer(wrong))[0] in (None, MINE.number)
    if wrong != digits:
        assert found(transfer(wrong)) == (None, "none")


def receipt(number: int, amount: int, day: int = 24) -> Receipt:
    when = date(2026, 11, day)
    return Receipt(
        id=UUID(int=number), statement_id=UUID(int=0), iban="DE", booked_on=when, value_on=when, amount=amount,
        name="", counter_iban="", text="", end_to_end="", returned=amount < 0, charge_id=UUID(int=1), reason="rf",
        outcome="exact",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("amounts", "outcomes", "owed", "paid"),
    [
        ([1300], ["exact"], 0, True),
        ([500], ["partial"], 800, False),
        ([500, 800], ["partial", "exact"], 0, True),
        ([1400], ["over"], -100, True),
        ([1300, 1300], ["exact", "duplicate"], -1300, True),
        ([1300, -1300], ["exact", "return"], 1300, False),
        ([1300, -1300, 1300], ["exact", "exact", "return"], 0, True),
    ],
)
def test_each_outcome_follows_from_what_is_owed(amounts: list[int], outcomes: list[str], owed: int, paid: bool) -> None:
    days = [receipt(n, amount, 20 + n) for n, amount in enumerate(amounts)]
    account = weigh(1300, days)
    expected = sorted(outcomes)
    if amounts == [1300, -1300, 1300]:
        expected = ["exact", "exact", "return"]
    assert sorted(one.outcome for one in account.receipts) == expected
    assert (account.owed, account.paid_on is not None) == (owed, paid)


def test_the_order_of_imports_changes_nothing() -> None:
    told = [receipt(1, 500), receipt(2, 800), receipt(3, 1300, 25), receipt(4, -1300, 26)]
    accounts = {weigh(1300, order) for order in permutations(told)}
    assert len(accounts) == 1


@given(st.lists(st.tuples(st.integers(-5000, 5000).filter(bool), st.integers(1, 28)), max_size=8), st.integers(0, 5000))
def test_what_is_owed_is_always_what_was_owed_less_what_came(told: list[tuple[int, int]], owed: int) -> None:
    account = weigh(owed, [receipt(n, amount, day) for n, (amount, day) in enumerate(told)])
    assert account.owed == owed - sum(amount for amount, _ in told)
    assert (account.paid_on is None) == (account.owed > 0)


def test_only_the_right_last_digit_makes_a_kassenzeichen_also_where_it_was_misread() -> None:
    right = references("GB", PREFIX, 2026, 17).kassenzeichen
    for last in set("0123456789") - {right[-1]}:
        misread = f"KZ {right[:-1]}{last}".replace(".", "x")
        assert clues_of_text(misread, PREFIX).noise == frozenset()
    assert clues_of_text(f"KZ {right}".replace(".", "x"), PREFIX).noise == {right}

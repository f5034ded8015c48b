"""Bank statements in the books: each transaction once, the right claim, the same result in any order."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from billing.domain.errors import NotAssignable, StatementRefused
from billing.domain.receipt import Receipt
from billing.domain.statement import Statement, Transaction
from billing.use_cases.assign_receipt import assign_receipt, note_receipt
from billing.use_cases.bank_queries import bank_page
from billing.use_cases.book_statement import book_statement
from billing.use_cases.outside import BillingPorts
from billing.use_cases.receive_transfer import receive_transfer
from billing.use_cases.take_statement import take_statement
from billing.use_cases.void_charge import close_case
from chassis.service import Running
from tests.service.billing.browsing import staff
from tests.service.billing.claims import Claim, balances, claim
from tests.service.billing.conftest import Open
from tests.service.billing.statements import Day, Told, camt, zipped

TODAY = date(2026, 11, 24)
Import = Callable[[bytes], int]


@pytest.fixture
def take(work: Open, ports: BillingPorts) -> Import:
    """Import a file at once, and return how many of its transactions were new."""

    def now(content: bytes) -> int:
        file = take_statement(work, ports.read_statements, "statement.xml", content, "staff:1")
        book_statement(work, ports.read_statements, file.id)
        with work() as unit:
            done = unit.bank.file(file.id)
        assert done is not None
        assert done.finished_at is not None
        return done.booked - file.booked

    return now


def receipts(work: Open) -> list[Receipt]:
    with work() as unit:
        return list(unit.bank._read())


def test_a_transfer_with_the_reference_pays_the_notice(work: Open, take: Import) -> None:
    mine, other = claim(work), claim(work)
    assert take(camt(Day(told=(Told(amount=1300, text=mine.notice.rf),)))) == 1
    assert mine.now(work).state == "paid"
    assert other.now(work).state == "issued"
    [receipt] = receipts(work)
    assert (receipt.outcome, receipt.reason) == ("exact", "rf")
    assert balances(work) == {"bank": 1300, "receivables": 1300, "fees": -1040, "federation_share": -1560}


def test_importing_again_books_nothing(work: Open, take: Import) -> None:
    mine = claim(work)
    day = Day(told=(Told(amount=1300, text=mine.notice.rf, bank_reference="B1"), Told(amount=77, text="Miete")))
    assert take(camt(day)) == 2
    before = balances(work)
    assert take(camt(day)) == 0
    assert take(camt(Day(told=day.told, kind="054", number="N1"))) == 0
    assert take(camt(Day(told=tuple(reversed(day.told)), number="again"))) == 0
    assert balances(work) == before


def test_a_notification_beside_its_statement_in_one_archive_books_once(work: Open, take: Import) -> None:
    mine = claim(work)
    told = (Told(amount=1300, text=mine.notice.rf, bank_reference="B1"),)
    assert take(zipped(day=camt(Day(told=told)), early=camt(Day(told=told, kind="054", number="N1")))) == 1
    assert balances(work) == {"bank": 1300, "fees": -520, "federation_share": -780}


def test_a_file_that_was_killed_half_way_is_booked_to_its_end_once(
    work: Open, ports: BillingPorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    from billing.use_cases import book_statement as module

    monkeypatch.setattr(module, "TOGETHER", 3)
    told = tuple(Told(amount=100 + n, text=f"no {n}") for n in range(10))
    file = take_statement(work, ports.read_statements, "x.xml", camt(Day(told=told)), "staff:1")

    def killed(content: bytes) -> Iterator[Statement | Transaction]:
        for number, found in enumerate(ports.read_statements(content)):
            if number == 7:
                raise KeyboardInterrupt
            yield found

    with pytest.raises(KeyboardInterrupt):
        book_statement(work, killed, file.id)
    assert 0 < len(receipts(work)) < 10
    book_statement(work, ports.read_statements, file.id)
    assert len(receipts(work)) == 10
    assert balances(work)["bank"] == sum(one.amount for one in told)


def test_files_in_any_order_come_to_the_same(
    work: Open, take: Import, billing: Running[Any], wipe: Callable[[Running[Any]], None]
) -> None:
    results = set()
    for order in list(permutations(range(4)))[::5]:
        wipe(billing)
        mine = claim(work)
        days = [
            Told(amount=500, text=mine.notice.rf, bank_reference="B1", day=TODAY),
            Told(amount=1300, text=mine.notice.rf, bank_reference="B2", day=TODAY + timedelta(days=1)),
            Told(amount=-1300, text=mine.notice.rf, bank_reference="B3", day=TODAY + timedelta(days=2), returned=True),
            Told(amount=800, text=mine.notice.rf, bank_reference="B4", day=TODAY + timedelta(days=3)),
        ]
        for number in order:
            take(camt(Day(told=(days[number],), number=str(number), sequence=number)))
        outcomes = tuple(sorted((one.booked_on, one.outcome) for one in receipts(work)))
        results.add((outcomes, tuple(sorted(balances(work).items())), mine.now(work).state, mine.now(work).paid_at))
    assert len(results) == 1
    [(outcomes, _, state, _)] = results
    assert [outcome for _, outcome in outcomes] == ["partial", "over", "return", "exact"]
    assert state == "paid"


def test_a_return_opens_the_notice_again(work: Open, take: Import) -> None:
    mine = claim(work)
    take(camt(Day(told=(Told(amount=1300, text=mine.notice.rf, bank_reference="B1"),))))
    back = Told(amount=-1300, text=f"Rueckgabe {mine.notice.rf}", bank_reference="B2", returned=True)
    take(camt(Day(told=(back,), number="2")))
    assert mine.now(work).state == "issued"
    assert mine.owed(work) == 1300


@pytest.mark.parametrize(
    ("name", "spelt"),
    [("Müller-Lüdenscheid", "FRAU ERIKA MUELLER LUEDENSCHEID"), ("von und zu Łęczyńska", "E. VON UND ZU LECZYNSKA")],
)
def test_what_no_claim_is_known_for_waits_for_a_person_with_a_suggestion(
    work: Open, take: Import, name: str, spelt: str
) -> None:
    mine, other = claim(work, family_name=name), claim(work, family_name="Meier")
    take(camt(Day(told=(Told(amount=1300, text="Danke", name=spelt),))))
    with work() as unit:
        [waiting] = bank_page(unit).to_note
    assert [notice.id for notice, _ in waiting.suggestions] == [mine.notice.id]
    assert mine.now(work).state == "issued", "a name decides nothing"
    assert balances(work)["unidentified"] == -1300
    with work() as unit:
        assign_receipt(unit, waiting.receipt.id, mine.charge_id, "staff:1")
    assert mine.now(work).state == "paid"
    assert "unidentified" not in balances(work)
    with pytest.raises(NotAssignable), work() as unit:
        assign_receipt(unit, waiting.receipt.id, other.charge_id, "staff:1")


def noted(work: Open, mine: Claim) -> None:
    with work() as unit:
        receive_transfer(unit, mine.notice.id, mine.notice.dated, "staff:1")


@pytest.mark.parametrize("found", ["by its reference", "by a person"])
def test_a_transfer_that_was_noted_by_hand_counts_once_when_the_bank_reports_it(
    work: Open, take: Import, app: Any, found: str
) -> None:
    mine = claim(work)
    noted(work, mine)
    told = Told(amount=1300, text=mine.notice.rf if found == "by its reference" else "Danke", bank_reference="B1")
    take(camt(Day(told=(told,))))
    if found == "by a person":
        with work() as unit:
            assign_receipt(unit, receipts(work)[0].id, mine.charge_id, "staff:1")
    assert (balances(work)["bank"], mine.owed(work)) == (1300, 0)
    assert [one.outcome for one in receipts(work)] == ["exact"]
    assert mine.now(work).state == "paid"
    page = staff(app, "cashier").get(f"/kasse/forderung/{mine.charge_id}").text
    assert "Eintrag von Hand durch den Kontoauszug ersetzt" in page
    take(camt(Day(told=(replace(told, text=mine.notice.rf, bank_reference="B2"),), number="2")))
    assert (balances(work)["bank"], mine.owed(work)) == (2600, -1300), "only one of two is the one that was noted"


def test_another_amount_than_was_noted_by_hand_is_another_transfer(work: Open, take: Import) -> None:
    mine = claim(work)
    noted(work, mine)
    take(camt(Day(told=(Told(amount=1200, text=mine.notice.rf),))))
    assert (balances(work)["bank"], mine.owed(work)) == (2500, -1200)


def test_credit_without_a_transaction_of_the_bank_says_why_it_cannot_go_back(
    work: Open, take: Import, app: Any
) -> None:
    mine, browser, why = claim(work), staff(app, "cashier"), "Kein Umsatz der Bank nennt das Konto"
    assert why not in browser.get("/kasse/erstattungen").text
    noted(work, mine)
    with work() as unit:
        close_case(unit, mine.notice.case_id, "withdrawn", unit.clock())
    page = browser.get("/kasse/erstattungen").text
    assert why in page
    assert "Niemand hat zu viel gezahlt" not in page
    take(camt(Day(told=(Told(amount=1300, text=mine.notice.rf),))))
    page = browser.get("/kasse/erstattungen").text
    assert why not in page
    assert "Erstattung vorschlagen" in page


def test_paid_twice_is_credit_on_the_work_list_until_it_is_noted(work: Open, take: Import) -> None:
    mine = claim(work)
    paid = (Told(amount=1300, text=mine.notice.rf, bank_reference=f"B{n}") for n in (1, 2))
    take(camt(Day(told=tuple(paid))))
    assert mine.owed(work) == -1300
    with work() as unit:
        [waiting] = bank_page(unit).to_note
        assert waiting.receipt.outcome == "duplicate"
        note_receipt(unit, waiting.receipt.id, "staff:1")
    with work() as unit:
        assert bank_page(unit).to_note == ()


def test_a_missing_statement_shows(work: Open, take: Import) -> None:
    take(camt(Day(told=(Told(amount=100),), number="1", sequence=1, opening=0)))
    take(camt(Day(told=(Told(amount=100, text="a"),), number="2", sequence=2, opening=100)))
    take(camt(Day(told=(Told(amount=100, text="b"),), number="4", sequence=4, opening=900)))
    with work() as unit:
        assert [(line.number, line.gap) for line in bank_page(unit).lines] == [("4", True), ("2", False), ("1", False)]


def test_a_wrong_balance_books_nothing_of_the_file(work: Open, take: Import) -> None:
    mine = claim(work)
    with pytest.raises(StatementRefused, match="balance"):
        take(camt(Day(told=(Told(amount=1300, text=mine.notice.rf),), closing=1)))
    assert receipts(work) == []
    assert mine.now(work).state == "issued"


def test_another_town_sees_nothing_of_it(work: Open, take: Import) -> None:
    take(camt(Day(told=(Told(amount=100),))))
    with work("musterstadt") as unit:
        assert unit.bank._read() == []
        assert bank_page(unit).files == ()


# `ru_maxrss` would be the parent's: it survives fork and exec.
READ = r"""
import re, sys
from pathlib import Path
from billing.adapters.statement_files import read_file
def peak():
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
content = Path(sys.argv[1]).read_bytes()
before = peak()
count = sum(1 for _ in read_file(content))
print(count, (peak() - before) * 1024, len(content))
"""


def test_twenty_thousand_transactions_are_read_in_bounded_memory(tmp_path: Path) -> None:
    told = (Told(amount=n + 1, text=f"transfer {n}") for n in range(20_000))
    (tmp_path / "large.xml").write_bytes(camt(Day(told=tuple(told))))
    done = subprocess.run(
        [sys.executable, "-c", READ, str(tmp_path / "large.xml")], capture_output=True, text=True, check=True
    )
    count, grown, size = map(int, done.stdout.split())
    assert count == 20_001
    assert grown < size, "the tree of such a file would be ten times its text"

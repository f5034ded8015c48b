"""Billing says of every table how long it keeps what; names go when the law lets them, and never before."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from billing.adapters.holdings import HOLDINGS, NAMELESS
from billing.adapters.tables import metadata, refund_files
from billing.domain.retention import HOUSE, SHORTEST
from billing.use_cases.book_statement import book_statement
from billing.use_cases.dunning import send_reminders
from billing.use_cases.issue_paper import issue_paper
from billing.use_cases.note_appointment import note_appointment
from billing.use_cases.outside import BillingPorts
from billing.use_cases.refund_transfer import approve_refund, order_refunds, propose_refund
from billing.use_cases.take_statement import take_statement
from chassis.access import AccessKeys
from chassis.persistence.tables import CHASSIS_TABLES
from chassis.retention import of_the_house
from chassis.retention.persons import erase, export
from chassis.retention.purge import purger
from chassis.service import Running
from tests.service.billing.claims import Claim, balances, claim
from tests.service.billing.conftest import APPOINTMENT, Open, confirmed
from tests.service.billing.statements import Day, Told, camt

PAYER = "DE02120300000000202051"
AGES = {
    "appointments": "begins_at",
    "webhooks": "heard_at",
    "charges": "assessed_at",
    "notices": "numbered_at",
    "papers": "created_at",
    "statement_files": "taken_at",
    "receipts": "booked_on",
    "refunds": "proposed_at",
    "refund_files": "made_at",
}
EMPTIED = {
    "debtors": "family_name",
    "receipts": "counter_iban",
    "refunds": "iban",
    "bank-files": "content",
    "refund-files": "content",
    "paper-contents": "content",
}


@pytest.fixture
def grow_old(billing: Running[Any]) -> Callable[[int], None]:
    """Return a function that makes everything so many years older, as the schema's owner alone could."""

    def grow(years: int) -> None:
        engine = sa.create_engine(billing.settings.migration_database_url.get_secret_value())
        with engine.begin() as connection:
            connection.execute(sa.text("ALTER TABLE refund_files DISABLE TRIGGER append_only"))
            for table, column in AGES.items():
                statement = f"UPDATE {table} SET {column} = {column} - make_interval(years => {years})"  # noqa: S608 - names of the test's own
                connection.execute(sa.text(statement))
            connection.execute(sa.text("ALTER TABLE refund_files ENABLE TRIGGER append_only"))
        engine.dispose()

    return grow


@pytest.fixture
def story(work: Open, ports: BillingPorts, billing: Running[Any]) -> Claim:
    """A claim with its notice, a reminder, a payment too much, and the refund of it."""
    keys = AccessKeys.parse(billing.settings.secrets.read("region", "access_keys"))
    with work() as unit:
        note_appointment(unit, confirmed(keys)[0])
    mine = claim(work, days_ago=60)
    with work() as unit:
        send_reminders(unit, [mine.charge_id], "staff:1")
        [paper] = unit.papers.of_charges([mine.charge_id])
    issue_paper(work, replace(ports, render_letter=lambda _: b"%PDF-"), paper.id)
    told = tuple(Told(amount=1300, text=mine.notice.rf, bank_reference=f"B{n}", iban=PAYER) for n in (1, 2))
    file = take_statement(work, ports.read_statements, "x.xml", camt(Day(told=told)), "staff:1")
    book_statement(work, ports.read_statements, file.id)
    with work() as unit:
        receipt = unit.bank.of_charges([mine.charge_id])[-1]
        refund = propose_refund(unit, receipt.id, "staff:1")
    with work() as unit:
        approve_refund(unit, refund.id, "staff:2")
    assert order_refunds(work, ports.write_refunds, "staff:2") is not None
    with work() as unit:
        unit.notices.store_document(mine.notice.id, b"%PDF-")
    return mine


def purge(work: Open) -> None:
    purger(HOLDINGS, "billing")(work, None, uuid4())


def rows(work: Open) -> dict[str, list[Any]]:
    """Return what each holding has, by its key."""
    with work() as unit:
        return {one.key: list(unit.connection.execute(sa.select(one.table)).mappings()) for one in HOLDINGS}


def test_every_table_says_how_long_it_keeps_what() -> None:
    held = {one.table.name for one in HOLDINGS}
    house = {table.name for table in CHASSIS_TABLES}
    assert held | NAMELESS.keys() | house == metadata.tables.keys()
    assert not held & NAMELESS.keys()


def test_a_town_may_set_every_period_and_no_other() -> None:
    assert {one.key for one in HOLDINGS} == SHORTEST.keys()
    assert {one.key for one in of_the_house.HOUSE} == HOUSE
    assert all(one.keeps.days >= SHORTEST[one.key] for one in HOLDINGS)


def test_names_stay_for_ten_years_after_the_accounts_and_then_go_while_the_books_stay(
    work: Open, story: Claim, grow_old: Callable[[int], None]
) -> None:
    before, books = rows(work), balances(work)
    grow_old(10)
    purge(work)
    for key, column in EMPTIED.items():
        assert [row[column] for row in rows(work)[key]] == [row[column] for row in before[key]], key
    assert rows(work)["notice-documents"] == before["notice-documents"]
    grow_old(3)
    purge(work)
    after = rows(work)
    left = {key: after[key][0][column] for key, column in EMPTIED.items()}
    assert {key: value or None for key, value in left.items()} == dict.fromkeys(EMPTIED)
    assert after["paper-documents"] == []
    assert after["notice-documents"] == []
    assert balances(work) == books
    assert story.owed(work) == 0


def test_the_contact_of_the_booking_goes_after_a_month(
    work: Open, story: Claim, grow_old: Callable[[int], None]
) -> None:
    grow_old(1)
    purge(work)
    after = rows(work)
    assert [(row["contact_name"], row["contact_email"]) for row in after["contacts"]] == [("", None)]
    assert [row["family_name"] for row in after["debtors"]] == ["Mustermann"]


def test_a_person_sees_everything_and_the_law_keeps_it_from_being_erased(work: Open, story: Claim) -> None:
    with work() as unit:
        shown = export(unit.connection, "ostfildern", HOLDINGS, [APPOINTMENT])
        erased = erase(unit.connection, "ostfildern", HOLDINGS, [APPOINTMENT])
    assert {key: len(found) for key, found in shown.items()} == {
        "contacts": 1, "debtors": 1, "dispatches": 0, "notice-documents": 1, "paper-contents": 1, "paper-documents": 1,
        "receipts": 2, "refunds": 1,
    }  # fmt: skip
    assert erased == {"contacts": 1}
    assert [row["family_name"] for row in rows(work)["debtors"]] == ["Mustermann"]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM notice_documents",
        "UPDATE notice_documents SET content = ''",
        "UPDATE refund_files SET content = ''",
        "UPDATE refund_files SET content = 'other'",
    ],
)
def test_the_database_keeps_documents_for_six_years_whoever_wants_them_gone(
    work: Open, story: Claim, grow_old: Callable[[int], None], statement: str
) -> None:
    grow_old(5)
    with pytest.raises(sa.exc.InternalError, match="append-only"), work() as unit:
        unit.connection.execute(sa.text(statement))


def test_a_document_is_never_replaced_however_old(work: Open, story: Claim, grow_old: Callable[[int], None]) -> None:
    grow_old(20)
    with pytest.raises(sa.exc.InternalError, match="never replaced"), work() as unit:
        unit.connection.execute(refund_files.update().values(content=b"other"))

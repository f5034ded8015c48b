"""Reminders: by the Land's rules, once, and never while something stands against them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from billing.use_cases.accept_proof import accept_proof
from billing.use_cases.book_statement import book_statement
from billing.use_cases.dunning import overdue, resume_dunning, send_reminders, suspend_dunning
from billing.use_cases.follow_letter import follow_letter
from billing.use_cases.issue_paper import issue_paper
from billing.use_cases.note_posted import note_posted
from billing.use_cases.outside import BillingPorts
from billing.use_cases.take_statement import take_statement
from billing.use_cases.void_charge import close_case, void_charge
from chassis.documents.structure import structure_faults
from chassis.persistence.tables import mail
from tests.service.billing.browsing import staff
from tests.service.billing.claims import Claim, balances, claim
from tests.service.billing.conftest import Open
from tests.service.billing.statements import Day, Told, camt
from tests.service.documents import codes_on

LATE = 60


def stands(work: Open) -> dict[str, str]:
    with work() as unit:
        return {one.notice.number: one.stand for one in overdue(unit)}


def remind(work: Open, *claims: Claim) -> int:
    with work() as unit:
        return send_reminders(unit, [one.charge_id for one in claims], "staff:1")


def test_only_what_is_overdue_by_the_days_of_grace_is_shown(work: Open) -> None:
    late, today = claim(work, days_ago=38), claim(work, days_ago=37)
    assert stands(work) == {late.notice.number: "due"}
    assert today.owed(work) == 1300


def test_what_was_never_posted_is_not_reminded_of(work: Open) -> None:
    never = claim(work, days_ago=LATE, posted=False)
    assert stands(work) == {}
    assert remind(work, never) == 0


def test_only_a_reminder_that_was_posted_is_enforced(work: Open) -> None:
    late = claim(work, days_ago=LATE)
    remind(work, late)
    with work() as unit:
        [paper] = unit.papers.of_charges([late.charge_id])
        unit.papers.save(replace(paper, pay_until=paper.dated - timedelta(days=1)))
    assert stands(work) == {late.notice.number: "reminded"}
    with work() as unit:
        unit.papers.save(replace(paper, pay_until=paper.dated - timedelta(days=1), posted_on=paper.dated))
    assert stands(work) == {late.notice.number: "enforce"}


def test_however_many_are_held_up_the_others_are_still_reminded_of(work: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("billing.use_cases.dunning.AT_ONCE", 2)
    reminded, suspended = claim(work, days_ago=LATE + 2), claim(work, days_ago=LATE + 1)
    assert remind(work, reminded) == 1
    with work() as unit:
        suspend_dunning(unit, suspended.charge_id, "objection", None, "staff:1")
    late = claim(work, days_ago=LATE)
    assert stands(work) == {
        reminded.notice.number: "reminded",
        suspended.notice.number: "suspended",
        late.notice.number: "due",
    }


def test_a_reminder_is_booked_and_made_once(work: Open, ports: BillingPorts, spool: Path) -> None:
    late = claim(work, days_ago=LATE)
    assert [remind(work, late), remind(work, late)] == [1, 0]
    assert late.owed(work) == 1700
    assert balances(work)["dunning_fees"] == -400
    assert stands(work) == {late.notice.number: "reminded"}
    with work() as unit:
        [paper] = unit.papers.of_charges([late.charge_id])
    for _ in range(2):
        issue_paper(work, replace(ports, render_letter=lambda _: b"%PDF-1"), paper.id)
    assert [file.name for file in (spool / "ostfildern" / "reminder").glob("*.pdf")] == [f"{paper.number}.pdf"]


def test_the_letter_says_what_is_owed_and_can_be_scanned(work: Open, ports: BillingPorts, tmp_path: Path) -> None:
    late = claim(work, days_ago=LATE)
    remind(work, late)
    with work() as unit:
        [paper] = unit.papers.of_charges([late.charge_id])
    issue_paper(work, ports, paper.id)
    with work() as unit:
        document = unit.papers.document(paper.id)
    assert document is not None
    assert structure_faults(document) == []
    file = tmp_path / "reminder.pdf"
    file.write_bytes(document)
    code = codes_on(file)
    assert "EUR17" in code
    assert late.notice.rf in code


def test_a_reminder_that_is_posted_late_puts_off_its_own_deadline(work: Open) -> None:
    late = claim(work, days_ago=LATE)
    remind(work, late)
    with work() as unit:
        [paper] = unit.papers.of_charges([late.charge_id])
        assert paper.pay_until is not None
        note_posted(unit, paper.id, paper.dated - timedelta(days=1))
        [early] = unit.papers.of_charges([late.charge_id])
        note_posted(unit, paper.id, paper.dated + timedelta(days=20))
        [later] = unit.papers.of_charges([late.charge_id])
    assert early.pay_until == paper.pay_until
    assert later.pay_until == paper.pay_until + timedelta(days=20)
    assert later.content == paper.content


@pytest.mark.parametrize("reason", ["objection", "deferral", "exemption"])
def test_what_stands_against_it_suspends_it(work: Open, reason: Any) -> None:
    late = claim(work, days_ago=LATE)
    with work() as unit:
        suspend_dunning(unit, late.charge_id, reason, None, "staff:1")
    assert stands(work) == {late.notice.number: "suspended"}
    assert remind(work, late) == 0
    with work() as unit:
        resume_dunning(unit, late.charge_id, "staff:1")
    assert remind(work, late) == 1


def test_a_suspension_ends_with_its_last_day(work: Open) -> None:
    late = claim(work, days_ago=LATE)
    with work() as unit:
        today = unit.clock().astimezone(unit.tenant.zone).date()
        suspend_dunning(unit, late.charge_id, "deferral", today - timedelta(days=1), "staff:1")
    assert stands(work) == {late.notice.number: "due"}


def test_a_town_without_rules_reminds_of_nothing(work: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    late = claim(work, days_ago=LATE)
    with work() as unit:
        without = unit.catalogue.model_copy(update={"dunning": ()})
        monkeypatch.setattr(type(unit), "catalogue", without)
        assert send_reminders(unit, [late.charge_id], "staff:1") == 0


def test_a_withdrawn_case_takes_the_reminder_back_and_gets_a_storno_with_its_own_number(
    work: Open, ports: BillingPorts
) -> None:
    late = claim(work, days_ago=LATE, channel="email")
    remind(work, late)
    for _ in range(2):
        with work() as unit:
            charge = unit.charges.get(late.charge_id)
            assert charge is not None
            void_charge(unit, charge, "case withdrawn")
    assert balances(work) == {}
    with work() as unit:
        reminder, storno = unit.papers.of_charges([late.charge_id])
    assert (reminder.kind, storno.kind, storno.amount) == ("reminder", "cancellation", -1300)
    assert re.fullmatch(r"ST-\d{4}-000001", storno.number)
    issue_paper(work, ports, storno.id)
    with work() as unit:
        document = unit.papers.document(storno.id)
        [told] = unit.connection.execute(sa.select(mail.c.subject, mail.c.attachments)).all()
    assert document is not None
    assert structure_faults(document) == []
    assert "hinfällig" in told.subject
    assert told.attachments[0]["name"] == storno.file_name


def test_a_case_that_ends_after_its_proof_was_accepted_takes_the_reminder_back_once(work: Open) -> None:
    late = claim(work, days_ago=LATE)
    remind(work, late)
    with work() as unit:
        accept_proof(unit, late.charge_id, "volunteer", "staff:1")
    with work() as unit:
        close_case(unit, late.notice.case_id, "withdrawn", unit.clock())
    assert balances(work) == {}


@pytest.mark.parametrize(("days_before", "owed"), [(0, 0), (1, 0), (-1, 400)])
def test_who_had_paid_by_the_day_of_the_reminder_owes_no_fee_for_it(
    work: Open, ports: BillingPorts, days_before: int, owed: int
) -> None:
    late = claim(work, days_ago=LATE)
    remind(work, late)
    with work() as unit:
        [paper] = unit.papers.of_charges([late.charge_id])
    told = Told(amount=1300, text=late.notice.rf, day=paper.dated - timedelta(days=days_before))
    again = replace(told, amount=100, bank_reference="B2")
    for number, one in enumerate((told, again)):
        content = camt(Day(told=(one,), number=str(number)))
        file = take_statement(work, ports.read_statements, "x.xml", content, "staff:1")
        book_statement(work, ports.read_statements, file.id)
        assert late.owed(work) == owed - number * 100, "the fee is taken back once"
        assert late.now(work).state == ("issued" if owed else "paid")


def test_nobody_is_reminded_blindly_while_a_statement_is_being_booked(
    work: Open, ports: BillingPorts, app: Any
) -> None:
    late = claim(work, days_ago=LATE)
    content = camt(Day(told=(Told(amount=100, text=late.notice.rf),)))
    file = take_statement(work, ports.read_statements, "x.xml", content, "staff:1")
    warning, browser = "Ein Kontoauszug wird gerade gebucht", staff(app, "cashier")
    assert warning in browser.get("/kasse/mahnlauf").text
    book_statement(work, ports.read_statements, file.id)
    assert warning not in browser.get("/kasse/mahnlauf").text


def test_due_date_and_objection_count_from_the_day_on_which_the_shop_posted_it(
    work: Open, ports: BillingPorts, spool: Path
) -> None:
    mine = claim(work, days_ago=20, posted=False)
    with work() as unit:
        unit.connection.execute(
            sa.text("INSERT INTO notice_documents (tenant, notice_id, content) VALUES ('ostfildern', :id, '%PDF-1')"),
            {"id": mine.notice.id},
        )
    follow_letter(work, ports, mine.notice.id)
    laid = spool / "ostfildern" / "notice" / f"{mine.notice.number}.pdf"
    assert laid.exists(), "what the service does not know is handed over (again)"
    follow_letter(work, ports, mine.notice.id)
    assert mine.now(work).posted_on is None
    posted = spool / "ostfildern" / "posted" / "2026-11-20"
    posted.mkdir(parents=True)
    laid.rename(posted / laid.name)
    follow_letter(work, ports, mine.notice.id)
    noted = mine.now(work)
    assert noted.posted_on == date(2026, 11, 20)
    assert noted.notified_on == date(2026, 11, 24)
    assert noted.objection_until == date(2026, 12, 24)
    assert noted.due == max(mine.notice.due, date(2026, 12, 24))


def test_the_cashier_walks_through_suspension_and_reminder(
    app: Any, work: Open, do_due_work: Callable[[], int]
) -> None:
    late = claim(work, days_ago=LATE, channel="email")
    cashier = staff(app, "cashier")
    assert "an die Vollstreckung" not in cashier.get("/kasse/mahnlauf").text
    account = f"/kasse/forderung/{late.charge_id}"
    cashier.get(account)
    missing = cashier.post(f"{account}/mahnsperre", {})
    assert missing.status_code == 422
    assert "Bitte wählen Sie eine Möglichkeit aus." in missing.text
    cashier.post(f"{account}/mahnsperre", {"reason": "objection"})
    assert "Mahnsperre: Widerspruch" in cashier.get("/kasse/mahnlauf").text
    cashier.get(account)
    cashier.post(f"{account}/mahnsperre/ende")
    cashier.get("/kasse/mahnlauf")
    cashier.post("/kasse/mahnlauf", {"forderung": [str(late.charge_id), "nonsense"]})
    assert "Eine Mahnung geht jetzt hinaus." in cashier.get("/kasse/mahnlauf").text
    do_due_work()
    page = cashier.get(account).text
    assert "Gemahnt" in page
    file = re.search(r"/kasse/dokument/[^\"]+\.pdf", page)
    assert file
    assert cashier.get(file[0]).data.startswith(b"%PDF")

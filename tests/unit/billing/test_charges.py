"""From a submitted case to a settled or void charge."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from billing.adapters.statement_folder import StatementFolder
from billing.domain.errors import ChannelNotAvailable, ChargeNotOpen, NoticeNotOpen, WrongDate
from billing.use_cases.account_queries import account_of
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.close_appointment import close_appointment
from billing.use_cases.document_head import head
from billing.use_cases.issue_notice import issue_notice
from billing.use_cases.issue_paper import issue_paper
from billing.use_cases.jobs import ISSUE_NOTICE
from billing.use_cases.note_appointment import note_appointment
from billing.use_cases.outside import BillingPorts
from billing.use_cases.queries import fees_of
from billing.use_cases.receive_transfer import receive_transfer
from billing.use_cases.void_charge import close_case
from chassis.letters.letter import Letter, Posting, Progress
from chassis.unit import TooEarly
from contracts.billing import ChargeAssessed, ChargeSettled, InvoiceIssued
from contracts.booking import AppointmentCancelled
from contracts.parts import PostalAddress
from tests.unit.billing.examples import APPOINTMENT, NOW, confirmed, submitted
from tests.unit.billing.fake_paypal import FakePayPal
from tests.unit.billing.fakes import FakeBillingUnit


class Letters:
    """A letter box that remembers."""

    def __init__(self) -> None:
        self.put_in: list[str] = []

    def hand_over(self, letter: Letter) -> None:
        """Take a letter."""
        assert letter.content
        self.put_in.append(f"{letter.tenant}/{letter.kind}/{letter.reference}")

    def follow(self, tenant: str, reference: str) -> Posting:
        """Say that it has been taken."""
        return Posting(Progress.ACCEPTED)


def ports(letters: Letters | None = None) -> BillingPorts:
    """Return ports that stay in memory."""
    return BillingPorts(
        paypal=FakePayPal(),
        render=lambda content: content.number.encode(),
        render_letter=lambda content: content.number.encode(),
        letters=letters or Letters(),
        verify_webhook=lambda *_: None,
        read_statements=lambda _: iter(()),
        drop=StatementFolder(None),
        write_refunds=lambda *_: b"",
        join=b"".join,
        print_file=lambda *_: (b"", []),
    )


def open_charge(unit: FakeBillingUnit) -> UUID:
    """Return the id of a charge of 13 euros that waits for a choice."""
    assess_charge(unit, submitted())
    return unit.charges.waiting_for_choice()[0].id


def test_what_is_free_is_settled_at_once_and_booked_nowhere() -> None:
    unit = FakeBillingUnit()
    assess_charge(unit, submitted(procedure="meldebescheinigung", delivery="download"))
    assessed, settled = unit.events
    assert isinstance(assessed, ChargeAssessed)
    assert assessed.amount == 0
    assert "gebührenfrei" in assessed.explanation
    assert isinstance(settled, ChargeSettled)
    assert settled.settlement == "free"
    assert unit.ledger.entries == []


def test_a_fee_waits_for_a_choice_and_owes_the_federation_its_share() -> None:
    unit = FakeBillingUnit()
    assess_charge(unit, submitted())
    assert unit.said() == ["ChargeAssessed"]
    [entry] = unit.ledger.entries
    booked = {line.account.value: line.amount for line in entry.lines}
    assert booked == {"receivables": 1300, "fees": -520, "federation_share": -780}


def test_a_case_is_charged_once() -> None:
    unit, case = FakeBillingUnit(), submitted()
    assess_charge(unit, case)
    assess_charge(unit, case)
    assert unit.said() == ["ChargeAssessed"]


def test_only_links_that_open_something_here_are_kept() -> None:
    unit = FakeBillingUnit()
    note_appointment(unit, confirmed())
    assert set(unit.access.kept) == {"digest-join", "digest-case"}


def test_a_choice_of_notice_lets_the_case_go_on_and_waits_for_its_day() -> None:
    unit = FakeBillingUnit()
    charge = open_charge(unit)
    choose_notice(unit, charge, "email", "citizen")
    assert unit.events[-1].settlement == "invoiced"
    assert unit.due == {(ISSUE_NOTICE, charge): datetime(2026, 11, 25, 6, 0, tzinfo=UTC)}


def test_nobody_chooses_twice() -> None:
    unit = FakeBillingUnit()
    charge = open_charge(unit)
    choose_notice(unit, charge, "email", "citizen")
    with pytest.raises(ChargeNotOpen):
        choose_notice(unit, charge, "post", "staff:1")


def test_a_letter_needs_an_address() -> None:
    unit = FakeBillingUnit()
    assess_charge(unit, submitted(address=PostalAddress(street="", postal_code="", city="")))
    with pytest.raises(ChannelNotAvailable):
        choose_notice(unit, unit.charges.waiting_for_choice()[0].id, "post", "citizen")


def test_a_notice_is_issued_once_however_often_its_job_runs() -> None:
    unit, letters = FakeBillingUnit(), Letters()
    charge = open_charge(unit)
    choose_notice(unit, charge, "post", "citizen")
    for _ in range(3):
        issue_notice(unit.work, ports(letters), charge)
    assert letters.put_in == ["ostfildern/notice/GB-2026-000001"]
    assert [type(e) for e in unit.events].count(InvoiceIssued) == 1
    assert unit.notices.last == {2026: 1}


def test_a_notice_by_mail_goes_as_an_attachment_under_one_key() -> None:
    unit = FakeBillingUnit()
    charge = open_charge(unit)
    choose_notice(unit, charge, "email", "citizen")
    issue_notice(unit.work, ports(), charge)
    [mail] = unit.mails.values()
    assert mail.to == "erika@example.org"
    assert mail.subject.startswith("Ihr Gebührenbescheid GB-2026-000001")
    assert "13,00\u00a0€" in mail.text
    assert "7345.26.000001" in mail.text
    assert [a.name for a in mail.attachments] == ["Gebuehrenbescheid-GB-2026-000001.pdf"]


def test_a_case_withdrawn_before_its_notice_leaves_costs_nothing() -> None:
    unit, case = FakeBillingUnit(), submitted()
    assess_charge(unit, case)
    charge = unit.charges.waiting_for_choice()[0]
    choose_notice(unit, charge.id, "post", "citizen")
    close_case(unit, case.case_id, "case withdrawn", NOW)
    letters = Letters()
    issue_notice(unit.work, ports(letters), charge.id)
    assert letters.put_in == []
    assert not unit.due
    assert sum(line.amount for e in unit.ledger.entries for line in e.lines if line.account == "receivables") == 0


def test_an_issued_notice_of_a_failed_case_lapses_and_the_citizen_is_told() -> None:
    unit, case = FakeBillingUnit(), submitted()
    assess_charge(unit, case)
    charge = unit.charges.waiting_for_choice()[0]
    choose_notice(unit, charge.id, "email", "citizen")
    issue_notice(unit.work, ports(), charge.id)
    close_case(unit, case.case_id, "case failed", NOW)
    close_case(unit, case.case_id, "case failed", NOW)
    assert unit.said()[-1] == "InvoiceLapsed"
    [storno] = unit.papers.by_id.values()
    for _ in range(2):
        issue_paper(unit.work, ports(), storno.id)
    [told] = [mail for mail in unit.mails.values() if "nicht mehr zahlen" in mail.text]
    assert [attached.name for attached in told.attachments] == ["Aufhebung-ST-2026-000001.pdf"]


def test_a_case_that_is_submitted_after_it_was_withdrawn_costs_nothing() -> None:
    unit, case = FakeBillingUnit(), submitted()
    close_case(unit, case.case_id, "case withdrawn", NOW)
    assess_charge(unit, case)
    assert unit.events == []


def test_a_cancelled_appointment_closes_the_doors_and_voids_all_charges() -> None:
    unit = FakeBillingUnit()
    note_appointment(unit, confirmed())
    open_charge(unit)
    close_appointment(unit, AppointmentCancelled(appointment_id=APPOINTMENT, cancelled_at=NOW, by="citizen"))
    assert unit.access.revoked == [APPOINTMENT]
    assert unit.charges.waiting_for_choice() == []
    assess_charge(unit, submitted())
    assert unit.charges.waiting_for_choice() == []


def test_a_cancellation_that_comes_before_its_appointment_waits() -> None:
    with pytest.raises(TooEarly):
        close_appointment(
            FakeBillingUnit(), AppointmentCancelled(appointment_id=uuid4(), cancelled_at=NOW, by="citizen")
        )


def test_a_transfer_is_booked_once_and_on_a_possible_day() -> None:
    unit = FakeBillingUnit()
    charge = open_charge(unit)
    choose_notice(unit, charge, "post", "citizen")
    issue_notice(unit.work, ports(), charge)
    [notice] = unit.notices.by_id.values()
    for wrong in (NOW.date().replace(day=23), NOW.date().replace(day=25)):
        with pytest.raises(WrongDate):
            receive_transfer(unit, notice.id, wrong, "staff:1")
    receive_transfer(unit, notice.id, NOW.date(), "staff:1")
    assert unit.said()[-1] == "InvoicePaid"
    with pytest.raises(NoticeNotOpen):
        receive_transfer(unit, notice.id, NOW.date(), "staff:1")
    account = account_of(unit, notice.charge_id)
    assert account is not None
    assert account.owed == 0


def test_a_panel_changes_its_print_when_something_happens() -> None:
    unit = FakeBillingUnit()
    charge = open_charge(unit)
    before = fees_of(unit, APPOINTMENT)
    assert before.open_amount == 1300
    assert fees_of(unit, APPOINTMENT).stand == before.stand
    choose_notice(unit, charge, "post", "citizen")
    after = fees_of(unit, APPOINTMENT)
    assert after.stand != before.stand
    assert after.open_amount == 0


def test_a_voided_charge_shows_as_void() -> None:
    unit, case = FakeBillingUnit(), submitted()
    assess_charge(unit, case)
    charge = unit.charges.waiting_for_choice()[0]
    assert replace(charge, voided_at=NOW).state == "void"


def test_the_mail_of_a_notice_comes_in_the_language_of_the_booking_and_says_that_german_binds() -> None:
    unit = FakeBillingUnit()
    charge = open_charge(unit)
    known = unit.charges.get(charge)
    assert known is not None
    unit.charges.save(replace(known, addressee=replace(known.addressee, mail_language="en")))
    choose_notice(unit, charge, "email", "citizen")
    issue_notice(unit.work, ports(), charge)
    [mail] = unit.mails.values()
    assert mail.subject.startswith("Your fee notice GB-2026-000001")
    assert "Only the German text is legally binding" in mail.text
    assert "€13.00" in mail.text


@pytest.mark.parametrize(("language", "told"), [("de", ""), ("uk", "uk"), ("ar", "")])
def test_a_notice_says_in_the_language_that_the_font_can_write_where_help_is(language: str, told: str) -> None:
    unit = FakeBillingUnit()
    charge = open_charge(unit)
    known = unit.charges.get(charge)
    assert known is not None
    head_of = head(unit.tenant, unit.catalogue, replace(known.addressee, mail_language=language), NOW.date())
    assert head_of.get("help_language", "") == told

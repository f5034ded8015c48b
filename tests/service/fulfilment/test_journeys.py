"""From the booking to the certificate and to the Bundesamt, on a real database with real due work."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa

from chassis.documents.seal_check import is_sealed
from chassis.documents.structure import structure_faults
from chassis.persistence.tables import mail, outbox
from chassis.service import Running
from fulfilment.adapters.unit import PostgresFulfilmentUnit
from fulfilment.domain.certificate import certificate_id
from fulfilment.use_cases.transmission import message_id
from fulfilment.use_cases.withdraw_cases import withdraw_cases
from local.seal import make_seal
from tests.service.documents import breaks_with_any_byte, codes_on, trusted_root
from tests.service.fulfilment.conftest import Open, RegisterDouble
from tests.service.fulfilment.story import Story


def said(unit: PostgresFulfilmentUnit) -> list[str]:
    """Return what was said so far."""
    return list(unit.connection.execute(sa.select(outbox.c.routing_key).order_by(outbox.c.position)).scalars())


def mails(unit: PostgresFulfilmentUnit) -> list[str]:
    """Return the subjects of all mails."""
    return list(unit.connection.execute(sa.select(mail.c.subject).order_by(mail.c.created_at)).scalars())


def make_due(work: Open, kind: str, case_id: UUID) -> None:
    """Have a job that waits done now."""
    with work() as unit:
        unit.schedule(kind, case_id, unit.clock())


def test_a_certificate_is_made_offered_for_download_and_mailed_about(
    work: Open, do_due_work: Callable[[], int]
) -> None:
    story = Story()
    with work() as unit:
        assert story.settle(unit).state == "settled"
    do_due_work()
    with work() as unit:
        case = unit.cases.get(story.case_id)
        assert case.state == "completed"
        assert said(unit) == [
            f"case.{name}.v1" for name in ("opened", "submitted", "issued", "dispatched", "completed")
        ]
        assert any("ist eingegangen" in subject for subject in mails(unit))
        assert any("ist fertig" in subject for subject in mails(unit))
        texts = unit.connection.execute(sa.select(mail.c.text)).scalars().all()
        assert all(f"/vorgang/zugang/{story.token('case')}" in text for text in texts)
        content = unit.certificates.content(certificate_id(case.id))
        assert unit.certificates.of(story.appointment_id)[0].title == "Meldebescheinigung"
    assert content.startswith(b"%PDF-")


def made_by(work: Open, do_due_work: Callable[[], int], story: Story) -> tuple[bytes, str]:
    """Return the certificate of a story with its code."""
    with work() as unit:
        story.settle(unit)
    do_due_work()
    with work() as unit:
        certificate = unit.certificates.of(story.appointment_id)[0]
        return unit.certificates.content(certificate.id), certificate.code


def test_a_certificate_has_the_structure_of_the_archive_and_of_accessible_documents(
    work: Open, do_due_work: Callable[[], int]
) -> None:
    for delivery in ("download", "post"):
        content, _ = made_by(work, do_due_work, Story(answers={"delivery": delivery}))
        assert structure_faults(content) == []


def test_a_certificate_is_sealed_and_any_changed_byte_breaks_the_seal(
    work: Open, do_due_work: Callable[[], int], fulfilment: Running[Any]
) -> None:
    content, _ = made_by(work, do_due_work, Story())
    assert breaks_with_any_byte(content, trusted_root(fulfilment))
    assert not is_sealed(content, "-----BEGIN" + make_seal()[1].split("-----BEGIN")[-1])


def test_the_qr_code_leads_to_the_page_that_verifies_the_certificate(
    work: Open, do_due_work: Callable[[], int], tmp_path: Path
) -> None:
    content, code = made_by(work, do_due_work, Story())
    (tmp_path / "made.pdf").write_bytes(content)
    assert codes_on(tmp_path / "made.pdf") == [f"https://ostfildern.localhost/pruefen/{code}"]


def test_a_job_that_runs_again_makes_no_second_certificate(work: Open, do_due_work: Callable[[], int]) -> None:
    story = Story()
    with work() as unit:
        story.settle(unit)
    do_due_work()
    make_due(work, "issue-certificate", story.case_id)
    make_due(work, "tell-ready", story.case_id)
    do_due_work()
    with work() as unit:
        assert said(unit).count("case.issued.v1") == 1
        assert len(unit.certificates.of(story.appointment_id)) == 1
        assert len([subject for subject in mails(unit) if "ist fertig" in subject]) == 1


def test_a_letter_is_laid_down_exactly_once(work: Open, do_due_work: Callable[[], int], spool: Path) -> None:
    story = Story(answers={"delivery": "post"})
    with work() as unit:
        number = story.settle(unit).number
    do_due_work()
    folder = spool / "ostfildern" / "certificate"
    assert sorted(file.name for file in folder.glob(f"{number}.*")) == [f"{number}.json", f"{number}.pdf"]
    assert not list(folder.glob(".*"))
    with work() as unit:
        assert unit.cases.get(story.case_id).state == "completed"
        assert "case.dispatched.v1" in said(unit)


def test_a_request_goes_to_the_bundesamt_and_is_followed_to_its_end(
    work: Open, do_due_work: Callable[[], int], register: RegisterDouble
) -> None:
    story = Story("fuehrungszeugnis")
    with work() as unit:
        story.settle(unit)
    do_due_work()
    sent = str(message_id(story.case_id))
    with work() as unit:
        case = unit.cases.get(story.case_id)
        assert (case.state, bool(case.reference)) == ("transmitted", True)
        assert "case.transmitted.v1" in said(unit)
        assert any("liegt jetzt beim Bundesamt" in subject for subject in mails(unit))
    register.decide(sent, "issue")
    make_due(work, "follow-transmission", story.case_id)
    do_due_work()
    with work() as unit:
        assert unit.cases.get(story.case_id).state == "completed"
        assert said(unit)[-2:] == ["case.dispatched.v1", "case.completed.v1"]


def test_a_request_that_is_sent_again_is_one_submission(
    work: Open, do_due_work: Callable[[], int], register: RegisterDouble
) -> None:
    story = Story("fuehrungszeugnis")
    with work() as unit:
        settled = story.settle(unit)
    do_due_work()
    with work() as unit:  # as if the worker had died between the call and its commit
        unit.cases.save(settled)
    make_due(work, "transmit-case", story.case_id)
    do_due_work()
    arrived = [one for one in register.submissions() if one["messageId"] == str(message_id(story.case_id))]
    assert len(arrived) == 1
    assert arrived[0]["sentAgain"] == 1


def test_a_request_that_was_lost_is_sent_again(
    work: Open, do_due_work: Callable[[], int], register: RegisterDouble
) -> None:
    story = Story("fuehrungszeugnis")
    register.misbehave("lose")
    with work() as unit:
        story.settle(unit)
    do_due_work()
    assert not [one for one in register.submissions() if one["messageId"] == str(message_id(story.case_id))]
    make_due(work, "follow-transmission", story.case_id)
    do_due_work()
    assert [one for one in register.submissions() if one["messageId"] == str(message_id(story.case_id))]


def test_a_rejected_request_fails_with_the_authoritys_words(
    work: Open, do_due_work: Callable[[], int], register: RegisterDouble
) -> None:
    story = Story("fuehrungszeugnis")
    with work() as unit:
        story.settle(unit)
    do_due_work()
    register.decide(str(message_id(story.case_id)), "reject")
    make_due(work, "follow-transmission", story.case_id)
    do_due_work()
    with work() as unit:
        case = unit.cases.get(story.case_id)
        assert (case.state, case.reason) == ("failed", "rejected_by_authority")
        assert said(unit)[-1] == "case.failed.v1"
        text = unit.connection.execute(
            sa.select(mail.c.text).where(mail.c.subject.contains("konnte nicht"))
        ).scalar_one()
    assert "stimmen nicht mit dem Register überein" in text


def test_an_authority_that_is_down_is_asked_again_later(
    work: Open, do_due_work: Callable[[], int], register: RegisterDouble
) -> None:
    story = Story("fuehrungszeugnis")
    register.misbehave("error")
    with work() as unit:
        story.settle(unit)
    do_due_work()
    with work() as unit:
        assert unit.cases.get(story.case_id).state == "settled"
    make_due(work, "transmit-case", story.case_id)
    do_due_work()
    with work() as unit:
        assert unit.cases.get(story.case_id).state == "transmitted"


def test_what_is_with_the_authority_outlives_a_cancellation(work: Open, do_due_work: Callable[[], int]) -> None:
    story = Story("fuehrungszeugnis")
    with work() as unit:
        story.settle(unit)
    do_due_work()
    with work() as unit:
        withdraw_cases(unit, story.appointment_id, "cancelled")
    with work() as unit:
        assert unit.cases.get(story.case_id).state == "transmitted"
        assert "case.withdrawn.v1" not in said(unit)
        assert unit.steps.of(story.appointment_id)[-1].detail == "too_late"
        assert unit.access.grant(story.appointment_id, "case") is not None


def test_numbers_of_a_town_follow_each_other(work: Open) -> None:
    numbers = []
    for _ in range(3):
        with work() as unit:
            numbers.append(Story().open(unit).number)
    with work("musterstadt") as unit:
        other = Story(tenant="musterstadt").open(unit).number
    assert [number[-6:] for number in numbers] == ["000001", "000002", "000003"]
    assert numbers[0].startswith("OST-")
    assert other.startswith("MUS-")
    assert other.endswith("000001")


def test_a_town_does_not_see_the_cases_of_another(work: Open) -> None:
    story = Story()
    with work() as unit:
        story.open(unit)
    with work("musterstadt") as unit:
        assert unit.cases.of(story.appointment_id) == ()
        assert unit.connection.execute(sa.text("SELECT count(*) FROM cases")).scalar() == 0


def test_history_can_only_be_appended_to(work: Open) -> None:
    with work() as unit:
        Story().open(unit)
    for statement in ("UPDATE step SET detail = 'x'", "DELETE FROM step", "UPDATE certificate SET code = 'x'"):
        with pytest.raises(sa.exc.ProgrammingError), work() as unit:
            unit.connection.execute(sa.text(statement))


def test_a_case_survives_the_way_through_its_row(work: Open) -> None:
    story = Story()
    with work() as unit:
        before = story.submit(unit)
    with work() as unit:
        assert unit.cases.get(story.case_id) == before
        assert unit.appointments.find(uuid4()) is None

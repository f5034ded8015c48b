"""Fee notices: gapless numbers, a real PDF, mailed or laid into the spool exactly once."""

import hashlib
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from billing.domain.charge import Channel, charge_id
from billing.domain.notice import Notice
from billing.use_cases.assess_charge import assess_charge
from billing.use_cases.choose_notice import choose_notice
from billing.use_cases.document_content import NoticeContent
from billing.use_cases.issue_notice import issue_notice
from billing.use_cases.outside import BillingPorts
from billing.use_cases.receive_transfer import receive_transfer
from billing.use_cases.send_batch_now import send_batch_now
from billing.use_cases.void_charge import close_case
from chassis.persistence.tables import mail, outbox
from chassis.service import Running
from contracts.fulfilment import CaseSubmitted
from tests.service.billing.conftest import Open, submitted
from tests.service.documents import breaks_with_any_byte, codes_on, trusted_root


def chosen(work: Open, channel: Channel, town: str = "ostfildern") -> CaseSubmitted:
    """Return a case whose fee is settled by notice."""
    event = submitted()
    with work(town) as unit:
        assess_charge(unit, event)
        choose_notice(unit, charge_id(town, event.case_id), channel, "citizen")
    return event


def notice_of(work: Open, case: CaseSubmitted, town: str = "ostfildern") -> Notice | None:
    """Return the notice of a case."""
    with work(town) as unit:
        return unit.notices.of_charge(charge_id(town, case.case_id))


def send_now(work: Open, do_due_work: Callable[[], int]) -> None:
    """Let the batch leave."""
    with work() as unit:
        send_batch_now(unit, "staff:test")
    do_due_work()


def test_a_notice_waits_for_its_day(work: Open, do_due_work: Callable[[], int]) -> None:
    case = chosen(work, "email")
    do_due_work()
    assert notice_of(work, case) is None


def test_a_notice_by_mail_carries_its_frozen_document(work: Open, do_due_work: Callable[[], int]) -> None:
    case = chosen(work, "email")
    send_now(work, do_due_work)
    notice = notice_of(work, case)
    assert notice is not None
    assert notice.state == "issued"
    with work() as unit:
        document = unit.notices.document(notice.id)
        mails = unit.connection.execute(sa.select(mail)).all()
    assert document is not None
    assert hashlib.sha256(document).hexdigest() == notice.digest
    assert [(m.recipient, [a["name"] for a in m.attachments]) for m in mails] == [
        ("erika@example.org", [notice.file_name])
    ]


def test_a_letter_is_laid_into_the_spool_once(work: Open, ports: BillingPorts, spool: Path) -> None:
    case = chosen(work, "post")
    for _ in range(2):
        issue_notice(work, ports, charge_id("ostfildern", case.case_id))
    notice = notice_of(work, case)
    assert notice is not None
    assert [file.name for file in (spool / "ostfildern" / "notice").glob("*.pdf")] == [f"{notice.number}.pdf"]
    with work() as unit:
        keys = list(unit.connection.execute(sa.select(outbox.c.routing_key)).scalars())
    assert keys.count("invoice.issued.v1") == 1


def test_a_renderer_that_fails_loses_no_number(work: Open, ports: BillingPorts) -> None:
    class Broken(RuntimeError):
        pass

    def fail(content: NoticeContent) -> bytes:
        del content
        raise Broken

    cases = [chosen(work, "post") for _ in range(3)]
    broken = replace(ports, render=fail)
    with pytest.raises(Broken):
        issue_notice(work, broken, charge_id("ostfildern", cases[0].case_id))
    quick = replace(ports, render=lambda _content: b"%PDF")
    for case in reversed(cases):
        issue_notice(work, quick, charge_id("ostfildern", case.case_id))
    found = [notice_of(work, case) for case in cases]
    assert sorted(n.serial for n in found if n) == [1, 2, 3]
    assert found[0] is not None
    assert found[0].serial == 1


def test_each_town_counts_for_itself(work: Open, ports: BillingPorts) -> None:
    quick = replace(ports, render=lambda _content: b"%PDF")
    for town in ("ostfildern", "musterstadt"):
        case = chosen(work, "post", town)
        issue_notice(partial(work, town), quick, charge_id(town, case.case_id))
        notice = notice_of(work, case, town)
        assert notice is not None
        assert notice.serial == 1


def test_the_document_is_a_sealed_german_letter_with_a_giro_code(
    work: Open, do_due_work: Callable[[], int], tmp_path: Path, billing: Running[Any]
) -> None:
    case = chosen(work, "email")
    send_now(work, do_due_work)
    notice = notice_of(work, case)
    assert notice is not None
    file = tmp_path / "notice.pdf"
    with work() as unit:
        file.write_bytes(unit.notices.document(notice.id) or b"")
    assert breaks_with_any_byte(file.read_bytes(), trusted_root(billing))
    code = codes_on(file)
    assert code[:8] == [
        "BCD", "002", "2", "SCT", "COBADEFFXXX", "Stadtkasse Ostfildern", "DE89370400440532013000", "EUR13"
    ]  # fmt: skip
    assert notice.rf in code
    words = subprocess.run(
        ["/usr/bin/pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    for word in ("Gebührenbescheid", notice.kassenzeichen, "Rechtsbehelfsbelehrung", "Nummer 1130", "13,00"):
        assert word in words


def test_the_address_stands_in_the_window_of_din_5008(
    work: Open, do_due_work: Callable[[], int], tmp_path: Path
) -> None:
    case = chosen(work, "email")
    send_now(work, do_due_work)
    notice = notice_of(work, case)
    assert notice is not None
    file = tmp_path / "notice.pdf"
    with work() as unit:
        file.write_bytes(unit.notices.document(notice.id) or b"")
    boxes = subprocess.run(
        ["/usr/bin/pdftotext", "-bbox", file, "-"], capture_output=True, text=True, check=True
    ).stdout
    line = next(line for line in boxes.splitlines() if ">Hindenburgstraße<" in line)
    left, top, right, bottom = (float(part.split('"')[0]) / 72 * 25.4 for part in line.split('="')[1:])
    assert 20 <= left < right <= 105
    assert 62.7 <= top < bottom <= 90


def test_a_transfer_clears_the_notice(work: Open, ports: BillingPorts) -> None:
    case = chosen(work, "post")
    quick = replace(ports, render=lambda _content: b"%PDF")
    issue_notice(work, quick, charge_id("ostfildern", case.case_id))
    notice = notice_of(work, case)
    assert notice is not None
    with work() as unit:
        receive_transfer(unit, notice.id, max(notice.dated, date.today()), "staff:test")  # noqa: DTZ011
    with work() as unit:
        booked = [entry.what for entry in unit.ledger.of_charge(notice.charge_id)]
    assert booked == ["assessed", "transferred"]


def test_a_withdrawn_case_lets_its_notice_lapse_and_keeps_its_number(work: Open, ports: BillingPorts) -> None:
    case = chosen(work, "post")
    quick = replace(ports, render=lambda _content: b"%PDF")
    issue_notice(work, quick, charge_id("ostfildern", case.case_id))
    with work() as unit:
        close_case(unit, case.case_id, "withdrawn", case.submitted_at)
    notice = notice_of(work, case)
    assert notice is not None
    assert notice.state == "cancelled"
    assert notice.serial == 1
    with work() as unit:
        keys = list(unit.connection.execute(sa.select(outbox.c.routing_key)).scalars())
    assert "invoice.lapsed.v1" in keys

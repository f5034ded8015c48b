"""The notice as data: it satisfies EN 16931, and says what the pages and the books say."""

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from billing.domain.ledger import Account
from billing.domain.notice import Notice
from chassis.documents.structure import metadata_of, said, structure_faults
from tests.service.billing.conftest import Open
from tests.service.billing.test_notices import chosen, notice_of, send_now
from tests.service.documents import broken_rules

_RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
_FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"


@pytest.fixture
def sent(work: Open, do_due_work: Callable[[], int]) -> tuple[Notice, bytes]:
    """A notice that has left, with its document."""
    case = chosen(work, "email")
    send_now(work, do_due_work)
    notice = notice_of(work, case)
    assert notice is not None
    with work() as unit:
        return notice, unit.notices.document(notice.id) or b""


def attachment(document: bytes) -> bytes:
    """Return the attached data."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        return pdf.attachments["factur-x.xml"].get_file().read_bytes()


def test_a_notice_has_the_structure_of_the_archive_with_its_data_attached_once(sent: tuple[Notice, bytes]) -> None:
    assert structure_faults(sent[1], "factur-x.xml") == []


def test_readers_of_electronic_invoices_are_told_what_is_attached(sent: tuple[Notice, bytes]) -> None:
    with pikepdf.open(io.BytesIO(sent[1])) as pdf:
        metadata = metadata_of(pdf)
    told = {name: said(metadata, _FX, name) for name in ("DocumentFileName", "DocumentType", "ConformanceLevel")}
    assert told == {"DocumentFileName": ["factur-x.xml"], "DocumentType": ["INVOICE"], "ConformanceLevel": ["EN 16931"]}


def test_the_data_break_no_rule_of_en_16931(sent: tuple[Notice, bytes]) -> None:
    found = broken_rules(attachment(sent[1]))
    assert [rule for rule in found if not rule.startswith("warning")] == []
    # The element of the delivery has to be there (CII) and has nothing to say for a fee.
    assert all("empty elements" in rule for rule in found)


def test_the_rules_notice_a_tax_that_a_sovereign_fee_does_not_have(sent: tuple[Notice, bytes]) -> None:
    taxed = attachment(sent[1]).replace(b">0.00<", b">2.47<")
    assert any("BR-O-09" in rule for rule in broken_rules(taxed))


def test_data_pages_and_books_say_the_same(sent: tuple[Notice, bytes], work: Open, tmp_path: Path) -> None:
    notice, document = sent
    data = etree.fromstring(attachment(document))

    def told(name: str) -> set[str]:
        return {element.text or "" for element in data.iter(f"{_RAM}{name}")}

    with work() as unit:
        lines = [line for entry in unit.ledger.of_charge(notice.charge_id) for line in entry.lines]
        owed = sum(line.amount for line in lines if line.account is Account.RECEIVABLES)
    amount = f"{owed // 100}.{owed % 100:02d}"
    assert owed == notice.amount
    assert told("DuePayableAmount") == told("GrandTotalAmount") == told("LineTotalAmount") == {amount}
    assert told("PaymentReference") == {notice.rf.replace(" ", "")}
    assert told("ExemptionReasonCode") == {"VATEX-EU-O"}
    (tmp_path / "notice.pdf").write_bytes(document)
    read = ["/usr/bin/pdftotext", "-layout", str(tmp_path / "notice.pdf"), "-"]
    pages = re.sub(r"\s+", " ", subprocess.run(read, capture_output=True, text=True, check=True).stdout)
    days = {element.text or "" for element in data.iter() if str(element.tag).endswith("}DateTimeString")}
    assert days == {f"{notice.dated:%Y%m%d}", f"{notice.due:%Y%m%d}"}
    for words in (amount.replace(".", ","), notice.number, f"{notice.due:%d.%m.%Y}", *told("CityName")):
        assert words in pages
    assert notice.number in {element.text for element in data.iter(f"{_RAM}ID")}

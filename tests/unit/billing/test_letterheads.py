"""A town's own template: it holds from its day, fills what it says, and takes no picture that is none."""

import base64
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from billing.domain.letterhead import Letterhead
from billing.domain.section import BillingSection
from billing.use_cases.document_content import LetterContent, NoticeContent
from billing.use_cases.sample_documents import sample_documents
from chassis.testing.fakes import tenant
from tests.unit.billing.fakes import section

PNG = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n rest").decode()
NEW_YEAR = date(2027, 1, 1)


def with_letterheads(*heads: dict[str, Any]) -> BillingSection:
    return BillingSection.model_validate(section().model_dump() | {"letterheads": heads})


def test_a_template_holds_from_its_day() -> None:
    told = with_letterheads(
        {"valid_from": date(2026, 1, 1), "authority": "Stadt Alt"},
        {"valid_from": NEW_YEAR, "authority": "Stadt Neu", "arms": PNG, "colour": "#112233", "sender": "Neu, 1 Weg"},
    )
    before = sample_documents(tenant(), told, date(2026, 12, 31))["notice"]
    after = sample_documents(tenant(), told, NEW_YEAR)["notice"]
    assert (before.authority, before.arms) == ("Stadt Alt", "")
    assert (after.authority, after.arms, after.colour, after.sender) == ("Stadt Neu", PNG, "#112233", "Neu, 1 Weg")


def test_without_a_template_the_towns_entry_speaks() -> None:
    notice = sample_documents(tenant(), section(), NEW_YEAR)["notice"]
    assert isinstance(notice, NoticeContent)
    assert notice.authority == tenant().authority
    assert notice.ruling == section().notice.ruling
    assert notice.salutation == "Guten Tag Erika Mustermann,"


def test_its_words_stand_on_every_kind_of_document() -> None:
    words = {"salutation": "Sehr geehrte(r) {name},", "remedy": "Klagen Sie.", "reminder": "Zahlen Sie."}
    told = with_letterheads({"valid_from": date(2026, 1, 1), "cancellation": "Aufgehoben.", **words})
    found = sample_documents(tenant(), told, NEW_YEAR)
    notice, reminder, cancelled = found["notice"], found["reminder"], found["cancellation"]
    assert isinstance(notice, NoticeContent)
    assert notice.remedy == "Klagen Sie."
    assert isinstance(reminder, LetterContent)
    assert isinstance(cancelled, LetterContent)
    assert (reminder.paragraphs, cancelled.paragraphs) == (("Zahlen Sie.",), ("Aufgehoben.",))
    assert {one.salutation for one in found.values()} == {"Sehr geehrte(r) Erika Mustermann,"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("arms", "https://example.org/wappen.png"),
        ("arms", "data:image/png;base64,nothing!"),
        ("arms", "data:image/jpeg;base64," + PNG.partition(",")[2]),
        ("arms", "data:image/svg+xml;base64,PHN2Zy8+"),
        ("salutation", "Hallo {vorname},"),
        ("salutation", "Hallo {name"),
        ("colour", "red"),
    ],
)
def test_what_would_break_a_document_is_refused(field: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Letterhead.model_validate({"valid_from": NEW_YEAR, field: value})


def test_two_templates_cannot_begin_on_one_day() -> None:
    with pytest.raises(ValidationError, match="letterheads"):
        with_letterheads({"valid_from": NEW_YEAR}, {"valid_from": NEW_YEAR})


def test_a_letter_kept_before_templates_is_still_read() -> None:
    kept = sample_documents(tenant(), section(), NEW_YEAR)["reminder"]
    assert isinstance(kept, LetterContent)
    old = {name: value for name, value in vars(kept).items() if name not in ("arms", "salutation", "payment")}
    assert LetterContent.of(old | {"payment": None}).salutation == ""

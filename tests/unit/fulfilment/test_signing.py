"""Signing: what a procedure asks for beside the click, what is refused, and what is kept."""

from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from chassis.one_time_code import Answer, TooManyCodes, as_written
from chassis.town.wording import Passages
from fulfilment.domain.case import Case
from fulfilment.domain.errors import NotAllowed, SignatureMissing
from fulfilment.domain.section import FulfilmentSection
from fulfilment.domain.signature import Signing
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.confirm_case import confirm_case
from fulfilment.use_cases.send_signing_code import PURPOSE, send_signing_code
from tests.service.fulfilment.story import Story
from tests.unit.fulfilment.around import outside
from tests.unit.fulfilment.fakes import FulfilmentFake, section

EXTENDED = {"type": "extended", "requested_by": "Sportverein", "written_request": "yes"}


def shown() -> tuple[FulfilmentFake, Story, str]:
    """Return a town in which an extended Führungszeugnis waits for its citizen's signature."""
    unit, story = FulfilmentFake(), Story("fuehrungszeugnis", answers=EXTENDED)
    case = story.show(unit)
    assert case.statement is not None
    return unit, story, case.statement.digest


def sent_code(unit: FulfilmentFake, story: Story) -> str:
    send_signing_code(unit, outside().mail_texts, story.case_id)
    return unit.codes.issued[PURPOSE, story.case_id][-1]


def test_a_text_to_be_signed_is_not_confirmed_by_a_click() -> None:
    unit, story, digest = shown()
    with pytest.raises(SignatureMissing):
        confirm_case(unit, story.appointment_id, story.case_id, digest)
    assert unit.cases.get(story.case_id).state == "prepared"


@pytest.mark.parametrize("how", [{"image": b"PNG"}, {"typed_name": "Erika Mustermann"}])
def test_signature_and_code_are_kept_with_the_digest_of_the_text(how: dict[str, Any]) -> None:
    unit, story, digest = shown()
    given = Signing(**how, code=sent_code(unit, story))
    assert confirm_case(unit, story.appointment_id, story.case_id, digest, given) is Answer.RIGHT
    kept = unit.signatures.rows[story.case_id]
    assert (kept.digest, kept.image, kept.typed_name) == (digest, how.get("image"), how.get("typed_name", ""))
    assert (kept.code_checked, kept.signed_at) == (True, unit.clock())
    accept_identity(unit, story.verified())
    assert unit.cases.get(story.case_id).state == "submitted"


def test_a_wrong_code_confirms_nothing_and_costs_a_try() -> None:
    unit, story, digest = shown()
    sent_code(unit, story)
    given = Signing(typed_name="Erika Mustermann", code="000000")
    assert confirm_case(unit, story.appointment_id, story.case_id, digest, given) is Answer.WRONG
    assert unit.cases.get(story.case_id).state == "prepared"
    assert unit.signatures.rows == {}
    assert unit.codes.wrong[PURPOSE, story.case_id] == 1


def test_the_code_comes_by_mail_and_not_for_ever() -> None:
    unit, story, _ = shown()
    codes = [sent_code(unit, story) for _ in range(3)]
    texts = [mail.text for key, mail in unit.mails.items() if key.startswith("signing-code:")]
    assert len(texts) == len(codes)
    assert all(as_written(code) in text for code, text in zip(codes, texts, strict=True))
    with pytest.raises(TooManyCodes):
        sent_code(unit, story)


def test_no_code_is_sent_where_none_is_asked() -> None:
    unit, story = FulfilmentFake(), Story("fuehrungszeugnis")
    story.show(unit)
    with pytest.raises(NotAllowed):
        sent_code(unit, story)


def test_a_simple_request_is_still_confirmed_by_a_click() -> None:
    unit, story = FulfilmentFake(), Story("fuehrungszeugnis")
    assert story.submit(unit).state == "submitted"
    assert unit.signatures.rows == {}


def test_a_signature_under_another_text_does_not_let_a_case_through() -> None:
    unit, story, digest = shown()
    given = Signing(image=b"PNG", code=sent_code(unit, story))
    confirm_case(unit, story.appointment_id, story.case_id, digest, given)
    unit.signatures.keep(replace(unit.signatures.rows[story.case_id], digest="0" * 64))
    accept_identity(unit, story.verified())
    waiting: Case = unit.cases.get(story.case_id)
    assert waiting.state == "confirmed"


@pytest.mark.parametrize(
    ("key", "signing", "why"),
    [
        ("ummeldung", {"signature": "drawn"}, "needs the guard signature"),
        ("ummeldung", {"code": True}, "needs the guard signature"),
        ("ummeldung", {"signature": "none"}, "`signature` is confirm or drawn"),
        ("fuehrungszeugnis", {"signature": "drawn", "when": {"field": "colour", "values": ["red"]}}, "does not ask"),
    ],
)
def test_a_catalogue_that_signs_what_cannot_be_signed_is_refused(key: str, signing: dict[str, Any], why: str) -> None:
    told: dict[str, Any] = section().model_dump(mode="json")
    told["procedures"][key]["signing"] = signing
    with pytest.raises(ValidationError, match=why):
        FulfilmentSection.model_validate(told)


def test_the_mail_with_the_code_says_the_towns_own_words_and_the_code() -> None:
    unit, story, _digest = shown()
    words = Passages(opening="Moin {name},", closing="Ihr Team, Vorgang {vorgang}")
    unit.catalogue = unit.catalogue.model_copy(update={"wording": {"signing-code": {"de": words}}})
    code = sent_code(unit, story)
    text = list(unit.mails.values())[-1].text
    assert text.startswith("Moin Erika")
    assert text.endswith(f"Ihr Team, Vorgang {unit.cases.get(story.case_id).number}\n")
    assert as_written(code) in text

"""Signing in the call: the pad, the code by mail, what is refused at its input, the receipt that shows it."""

import base64
import io
import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from PIL import Image, ImageDraw

from chassis.documents.structure import structure_faults
from chassis.persistence.tables import mail
from tests.service.fulfilment.browser import HTMX, Browser
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story

PREFIX = "data:image/png;base64,"
CitizenOf = Callable[..., Browser]


def drawing(strokes: int = 5, size: tuple[int, int] = (600, 200)) -> str:
    """Return what the pad sends."""
    image = Image.new("RGBA", size, "white")
    for number in range(strokes):
        ImageDraw.Draw(image).line([(40 + 100 * number, 150), (90 + 100 * number, 40)], "black", 3)
    written = io.BytesIO()
    image.save(written, "PNG")
    return PREFIX + base64.b64encode(written.getvalue()).decode()


@pytest.fixture
def shown(work: Open) -> Story:
    """A text that waits for its citizen's signature."""
    answers = {"type": "extended", "requested_by": "Sportverein", "written_request": "yes"}
    story = Story("fuehrungszeugnis", answers=answers)
    with work() as unit:
        story.show(unit)
    return story


def reading(story: Story, step: str = "") -> str:
    return f"/vorgang/mitlesen/{story.appointment_id}/{story.case_id}{step}"


def signed(citizen: Browser, story: Story, **fields: str) -> tuple[int, str]:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', citizen.get(reading(story), **HTMX).text)
    assert found is not None
    answer = citizen.post(reading(story, "/bestaetigen"), {"digest": found[1], **fields})
    return answer.status_code, answer.text


def code_of(work: Open, citizen: Browser, story: Story) -> str:
    assert "Der Code ist unterwegs" in citizen.post(reading(story, "/code")).text
    with work() as unit:
        text = unit.connection.execute(sa.select(mail.c.text).order_by(mail.c.created_at.desc())).scalars().first()
    found = re.search(r"^(\d{3} \d{3})$", text or "", re.MULTILINE)
    assert found is not None
    return found[1]


def test_a_drawn_signature_and_the_code_from_the_mail_confirm_and_stand_in_the_receipt(
    work: Open, shown: Story, citizen_of: CitizenOf
) -> None:
    citizen = citizen_of(shown)
    code = code_of(work, citizen, shown)
    assert signed(citizen, shown, drawing=drawing(), code=code)[0] == 200
    with work() as unit:
        kept = unit.signatures.find(shown.case_id)
        case = unit.cases.get(shown.case_id)
    assert kept is not None
    assert case.confirmation is not None
    assert (kept.digest, kept.code_checked, case.state) == (case.confirmation.digest, True, "confirmed")
    with Image.open(io.BytesIO(kept.image or b"")) as image:
        assert (image.mode, image.size, image.info) == ("L", (600, 200), {})
    receipt = citizen_of(shown, "case").get(f"/vorgang/{shown.appointment_id}/{shown.case_id}/quittung").data
    assert structure_faults(receipt) == []
    assert b"/Subtype /Image" in receipt or b"/Subtype/Image" in receipt


def test_a_typed_name_signs_without_drawing(work: Open, shown: Story, citizen_of: CitizenOf) -> None:
    citizen = citizen_of(shown)
    code = code_of(work, citizen, shown)
    assert signed(citizen, shown, typed_name="Erika  Mustermann", code=code)[0] == 200
    with work() as unit:
        kept = unit.signatures.find(shown.case_id)
    assert kept is not None
    assert (kept.typed_name, kept.image) == ("Erika Mustermann", None)


@pytest.mark.parametrize(
    "told",
    [
        drawing(strokes=0),
        drawing(size=(3000, 2000)),
        PREFIX + base64.b64encode(b"GIF89a" + b"x" * 100).decode(),
        PREFIX + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"x" * 100).decode(),
        PREFIX + "!!!",
        PREFIX + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"x" * 200_000).decode(),
    ],
    ids=["empty", "too-wide", "not-a-png", "broken", "not-base64", "too-large"],
)
def test_what_is_no_signature_is_named_at_the_pad(work: Open, shown: Story, citizen_of: CitizenOf, told: str) -> None:
    status, page = signed(citizen_of(shown), shown, drawing=told)
    assert status == 422
    assert "Das ist noch keine Unterschrift" in page
    with work() as unit:
        assert unit.cases.get(shown.case_id).state == "prepared"


def test_a_missing_signature_is_named_and_costs_no_code(work: Open, shown: Story, citizen_of: CitizenOf) -> None:
    citizen = citizen_of(shown)
    code = code_of(work, citizen, shown)
    status, page = signed(citizen, shown, code=code)
    assert (status, "Bitte unterschreiben Sie" in page, f'value="{code}"' in page) == (422, True, True)
    assert signed(citizen, shown, typed_name="Erika Mustermann", code=code)[0] == 200


def test_wrong_codes_are_counted_and_what_was_drawn_stays(work: Open, shown: Story, citizen_of: CitizenOf) -> None:
    citizen = citizen_of(shown)
    code = code_of(work, citizen, shown)
    told = drawing()
    wrong = "000 000" if code != "000 000" else "111 111"
    pages = [signed(citizen, shown, drawing=told, code=wrong) for _ in range(3)]
    assert [status for status, _ in pages] == [422] * 3
    assert "Dieser Code stimmt nicht" in pages[0][1]
    assert told.replace("+", "&#43;") in pages[0][1] or told in pages[0][1]
    status, page = signed(citizen, shown, drawing=told, code=code)
    assert (status, "zu oft falsch" in page) == (422, True)


def test_a_code_is_sent_three_times_at_most(work: Open, shown: Story, citizen_of: CitizenOf) -> None:
    citizen = citizen_of(shown)
    for _ in range(3):
        code_of(work, citizen, shown)
    assert "schon dreimal geschickt" in citizen.post(reading(shown, "/code")).text

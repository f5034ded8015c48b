"""The ways to an authority: a file once, a person with a number, an interface that is left alone when it fails."""

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree as ET

import pytest

from fulfilment.adapters.file_register import NAMESPACE, FileRegister
from fulfilment.adapters.guarded_register import FAILURES, GuardedRegister
from fulfilment.domain.section import FulfilmentSection
from fulfilment.use_cases.outside import RegisterRequest, RegisterUnreachable
from fulfilment.use_cases.transmission import request_of
from fulfilment.use_cases.transmit_case import transmit_case
from tests.service.fulfilment.story import Story
from tests.unit.fulfilment.around import FakeRegister, outside
from tests.unit.fulfilment.fakes import FulfilmentFake, section


def town(way: str) -> FulfilmentFake:
    """Return a town whose Führungszeugnisse go this way."""
    told: dict[str, Any] = section().model_dump(mode="json")
    told["procedures"]["fuehrungszeugnis"]["register_plan"]["way"] = way
    unit = FulfilmentFake()
    unit.catalogue = FulfilmentSection.model_validate(told)
    return unit


@pytest.fixture
def request_() -> RegisterRequest:
    unit, story = town("file"), Story("fuehrungszeugnis", answers={"birth_place": "Köln & Bonn <Süd>"})
    return request_of(unit, story.settle(unit))


def test_a_request_by_hand_waits_for_the_number_and_can_be_called_back_until_then() -> None:
    unit, story, register = town("manual"), Story("fuehrungszeugnis"), FakeRegister()
    story.settle(unit)
    transmit_case(unit.work, outside(register), story.case_id)
    transmit_case(unit.work, outside(register), story.case_id)
    case = unit.cases.get(story.case_id)
    assert (case.state, case.behind_the_pivot, register.received) == ("settled", False, [])
    assert [task.kind for task in unit.tasks.open_of(story.case_id)] == ["record_in_register"]


def test_a_request_as_a_file_is_past_the_pivot_and_its_answer_is_a_persons_task() -> None:
    unit, story = town("file"), Story("fuehrungszeugnis")
    story.settle(unit)
    transmit_case(unit.work, outside(), story.case_id)
    assert unit.cases.get(story.case_id).state == "transmitted"
    assert [task.kind for task in unit.tasks.open_of(story.case_id)] == ["record_answer"]
    assert ("follow-transmission", story.case_id) not in unit.due


def test_a_file_is_written_once_and_holds_what_was_typed(tmp_path: Path, request_: RegisterRequest) -> None:
    register = FileRegister(tmp_path)
    assert register.submit(request_) == register.submit(request_) == request_.case_number
    (file,) = (tmp_path / "ostfildern" / "register").iterdir()
    root = ET.parse(file).getroot()  # noqa: S314 - our own file
    name = {"a": NAMESPACE}
    assert root.findtext("a:nachrichtenkopf/a:nachrichtenUUID", namespaces=name) == str(request_.message_id)
    assert root.findtext("a:person/a:familienname", namespaces=name) == "Mustermann"
    assert root.findtext("a:angaben/a:angabe[@name='birth_place']", namespaces=name) == "Köln & Bonn <Süd>"
    assert register.ask(request_.message_id).state == "waiting"


def test_an_authority_that_fails_again_and_again_is_left_alone_for_a_while(request_: RegisterRequest) -> None:
    down = FakeRegister(down=True, kept_out=False)
    guarded = GuardedRegister(down, "test")
    for _ in range(FAILURES + 3):
        with pytest.raises(RegisterUnreachable):
            guarded.submit(request_)
    assert len(down.received) == FAILURES
    with pytest.raises(RegisterUnreachable) as refused:
        guarded.ask(uuid4())
    assert refused.value.kept_out


def test_an_authority_that_has_rested_is_tried_again(request_: RegisterRequest) -> None:
    down = FakeRegister(down=True)
    guarded = GuardedRegister(down, "test", rest_seconds=0)
    for _ in range(FAILURES):
        with pytest.raises(RegisterUnreachable):
            guarded.submit(request_)
    down.down = False
    assert guarded.submit(replace(request_, message_id=uuid4())) == "BfJ-1"

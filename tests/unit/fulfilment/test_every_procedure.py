"""Every procedure of every demo town, by every way of delivery, from the booking to its end."""

from dataclasses import dataclass

import pytest

from fulfilment.use_cases.complete_advice import complete_advice
from fulfilment.use_cases.dispatch_certificate import post_certificate
from fulfilment.use_cases.follow_transmission import follow_transmission
from fulfilment.use_cases.issue_certificate import issue_certificate
from fulfilment.use_cases.outside import RegisterAnswer
from fulfilment.use_cases.queries import case_view
from fulfilment.use_cases.transmit_case import transmit_case
from tests.service.fulfilment.story import CLERK, Story
from tests.unit.fulfilment.around import FakeRegister, FakeSpool, outside
from tests.unit.fulfilment.fakes import FulfilmentFake, section
from tests.unit.fulfilment.test_justice_forms import AUTHORITY

MORE = {"fuehrungszeugnis": AUTHORITY | {"inspection": "direct"}}
MORE["gewerbezentralregister"] = AUTHORITY | {"occasion": "licence"}


@dataclass(frozen=True)
class Way:
    """One procedure of a town by one way of delivery."""

    town: str
    procedure: str
    delivery: str

    @property
    def answers(self) -> dict[str, str]:
        """What is answered otherwise than usual."""
        more = MORE.get(self.procedure, {}) if self.delivery == "authority" else {}
        return more | {"delivery": self.delivery}


WAYS = [
    Way(town, key, option.value)
    for town in ("ostfildern", "musterstadt")
    for key in section(town).procedures
    if key != "beratung"
    for option in section(town).procedure(key).deliveries
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.town}-{way.procedure}-{way.delivery}")
def test_a_procedure_reaches_its_end(way: Way) -> None:
    unit, spool = FulfilmentFake(catalogue=section(way.town)), FakeSpool()
    story = Story(way.procedure, answers=way.answers)
    world = outside(FakeRegister(answer=RegisterAnswer("issued")), spool)
    case = story.settle(unit)
    procedure = section(way.town).procedure(way.procedure)
    if procedure.certificate is not None:
        issue_certificate(unit.work, world, case.id)
        if way.delivery == "post":
            post_certificate(unit.work, world, case.id)
    else:
        transmit_case(unit.work, world, case.id)
        follow_transmission(unit.work, world, case.id)
    view = case_view(unit, story.appointment_id, case.id)
    assert view.case.state == "completed"
    assert {step.place for step in view.milestones} == {"done"}
    assert len(spool.letters) == (procedure.certificate is not None and way.delivery == "post")
    assert unit.names()[-1] == "CaseCompleted"


@pytest.mark.parametrize("town", ["ostfildern", "musterstadt"])
def test_advice_reaches_its_end(town: str) -> None:
    unit, story = FulfilmentFake(catalogue=section(town)), Story("beratung")
    story.open(unit)
    complete_advice(unit, story.case_id, CLERK)
    assert unit.cases.get(story.case_id).state == "completed"

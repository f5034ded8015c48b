"""A crowd that asks alike is told the same for a second; whoever comes alone is told what is true now."""

from contextlib import AbstractContextManager, nullcontext

import pytest

from booking.adapters.crowd import ALIKE, MOST, SECONDS, Crowd
from booking.domain.errors import NotByVideo
from booking.use_cases.hold_time import hold_time
from booking.use_cases.hold_with_proof import hold_with_proof
from booking.use_cases.search_times import Looked, Question, search_times
from tests.unit.booking.fakes import FakeBookingUnit, one_desk, ports
from tests.unit.booking.test_hold_time import wish

ASKED = Question(("meldebescheinigung",))


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class Office:
    """A town's booking, which notes how often somebody really looked."""

    def __init__(self) -> None:
        self.unit, self.looked = FakeBookingUnit(), 0
        self.ports = ports(self.unit)

    def work(self) -> AbstractContextManager[FakeBookingUnit]:
        self.looked += 1
        return nullcontext(self.unit)

    def search(self, asked: Question = ASKED) -> Looked:
        return search_times(self.unit.tenant, self.work, asked, self.ports)


def test_the_first_ones_look_for_themselves_and_the_crowd_behind_them_is_told_the_same() -> None:
    office = Office()
    found = [office.search().found for _ in range(ALIKE + 20)]
    assert office.looked == ALIKE
    assert len(set(found)) == 1


def test_who_is_not_in_a_crowd_sees_at_once_that_a_time_is_gone() -> None:
    office = Office()
    office.unit.catalogue = one_desk(office.unit.catalogue)
    first = office.search().found.next_free
    assert first is not None
    hold_time(office.unit, wish(first.time.begins_at))
    after = office.search().found.next_free
    assert after is not None
    assert after.time.begins_at > first.time.begins_at


def test_every_search_counts_also_those_that_were_told_what_others_found() -> None:
    office = Office()
    for _ in range(ALIKE + 20):
        office.search()
    counted = office.ports.searches.take(office.unit.tenant.key, office.unit.clock(), only_if_due=False)
    assert sum(one.searches for key, one in counted.items() if key.procedure == "") == ALIKE + 20


def test_whoever_has_taken_a_time_in_a_crowd_is_not_shown_it_again() -> None:
    office = Office()
    office.unit.catalogue = one_desk(office.unit.catalogue)
    for _ in range(ALIKE + 3):
        free = office.search().found.next_free
    assert free is not None
    hold_with_proof(office.unit, wish(free.time.begins_at), "", office.ports)
    after = office.search().found.next_free
    assert after is not None
    assert after.time.begins_at > free.time.begins_at
    looked = office.looked
    office.search()
    assert office.looked == looked, "the others are told what the first one found anew"


def test_another_question_or_another_town_is_no_crowd() -> None:
    crowd = Crowd[str]()
    for _ in range(ALIKE + 1):
        crowd.answer("here", ASKED)
        crowd.keep("here", ASKED, "a time")
    assert crowd.answer("here", ASKED) == "a time"
    assert crowd.answer("there", ASKED) is None
    assert crowd.answer("here", Question(("other",))) is None


def test_an_answer_is_given_again_for_a_second_only() -> None:
    clock = Clock()
    crowd = Crowd[str](clock)
    for _ in range(ALIKE):
        assert crowd.answer("here", "times?") is None
        crowd.keep("here", "times?", "some")
    clock.now += SECONDS - 0.1
    assert crowd.answer("here", "times?") == "some"
    clock.now += 0.1
    assert crowd.answer("here", "times?") is None


def test_ever_other_questions_fill_no_memory() -> None:
    crowd = Crowd[str]()
    for number in range(3 * MOST):
        crowd.answer("here", number)
        crowd.keep("here", number, "some")
    kept = crowd._asked["here"].values()
    assert len(kept) <= MOST
    assert {asked.answer for asked in kept} == {None}, "an answer of many times is kept for a crowd alone"


def test_what_is_not_done_by_video_is_searched_for_nobody() -> None:
    office = Office()
    told = office.unit.catalogue.procedures[0]
    elsewhere = told.model_copy(update={"video": told.video.model_copy(update={"allowed": False})})
    rest = office.unit.catalogue.procedures[1:]
    office.unit.catalogue = office.unit.catalogue.model_copy(update={"procedures": (elsewhere, *rest)})
    with pytest.raises(NotByVideo):
        office.search(Question((elsewhere.key,)))

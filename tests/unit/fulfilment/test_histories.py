"""Whatever comes in whatever order, twice or never: every history is a path of the table, and money and mails agree."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from uuid import uuid5

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from chassis.unit import TooEarly
from fulfilment.domain.errors import NotAllowed, StatementChanged
from fulfilment.domain.flow import BEHIND_THE_PIVOT, ENDS
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.advance_case import ISSUE, TRANSMIT
from fulfilment.use_cases.confirm_case import confirm_case
from fulfilment.use_cases.correct_person import PersonAsTyped, correct_person
from fulfilment.use_cases.fire_timer import fire_timer
from fulfilment.use_cases.follow_transmission import follow_transmission
from fulfilment.use_cases.issue_certificate import issue_certificate
from fulfilment.use_cases.object_to_case import object_to_case
from fulfilment.use_cases.open_cases import open_cases
from fulfilment.use_cases.outside import RegisterAnswer
from fulfilment.use_cases.prepare_case import prepare_case
from fulfilment.use_cases.reject_identity import reject_identity
from fulfilment.use_cases.revise_case import revise_case
from fulfilment.use_cases.settle_case import settle_case
from fulfilment.use_cases.transmit_case import transmit_case
from fulfilment.use_cases.withdraw_case import withdraw_case
from fulfilment.use_cases.withdraw_cases import withdraw_cases
from tests.service.fulfilment.story import CLERK, Story
from tests.unit.fulfilment.around import FakeRegister, outside
from tests.unit.fulfilment.fakes import FulfilmentFake

REFUSALS = (NotAllowed, StatementChanged, TooEarly)
OUTCOMES = {"verified": "verified", "rejected": "rejected", "revoked": "rejected"}
"""What identity says, and how the check stands after it."""
MESSAGES = ("confirmed", "verified", "rejected", "revoked", "settled", "cancelled", "missed")
ANSWERS = (
    RegisterAnswer("waiting"),
    RegisterAnswer("acknowledged"),
    RegisterAnswer("issued"),
    RegisterAnswer("rejected"),
    RegisterAnswer("lost"),
)
AFTER_THE_END = {"rejected", "follow_up"}
"""What people still do about a case that has ended."""
ENDING = {"completed": "CaseCompleted", "withdrawn": "CaseWithdrawn", "failed": "CaseFailed"}


class Histories(RuleBasedStateMachine):
    """Events wait in a pile; each is heard from any place of it, kept (heard again later), taken or lost."""

    @initialize(procedure=st.sampled_from(["meldebescheinigung", "fuehrungszeugnis"]), smooth=st.integers(0, 7))
    def begin(self, procedure: str, smooth: int) -> None:
        self.unit, self.register = FulfilmentFake(), FakeRegister()
        self.story = Story(procedure)
        self.now = self.unit.clock()
        self.pile: list[tuple[str, datetime]] = [("confirmed", self.now)]
        self.outcomes: list[tuple[datetime, str]] = []
        for step in self.usual()[:smooth]:
            step()

    def usual(self) -> list[Callable[[], None]]:
        """Return how it goes when nothing goes wrong, so that histories also get far."""
        return [
            lambda: self.hear("confirmed"),
            self.clerk_shows,
            lambda: self.citizen_confirms("right"),
            lambda: self.hear("verified"),
            lambda: self.hear("settled"),
            lambda: self.work_is_done("taken without a word"),
            lambda: self.work_is_done("up"),
        ]

    @rule(message=st.sampled_from(MESSAGES))
    def is_said(self, message: str) -> None:
        self.pile.append((message, self.a_second_later()))

    @rule(place=st.integers(0, 20), fate=st.sampled_from(["taken", "kept", "lost"]))
    def is_heard(self, place: int, fate: str) -> None:
        if not self.pile:
            return
        message, said_at = self.pile[place % len(self.pile)]
        if fate != "lost":
            self.trying(lambda: self.hear(message, said_at))
        # The one message that opens everything is never lost: the broker keeps what nobody has acknowledged.
        if fate != "kept" and message != "confirmed":
            self.pile.remove((message, said_at))

    def a_second_later(self) -> datetime:
        """Return when the next thing is said: each moment comes once."""
        self.now += timedelta(seconds=1)
        return self.now

    def hear(self, message: str, said_at: datetime | None = None) -> None:
        unit, story, said_at = self.unit, self.story, said_at or self.a_second_later()
        appointment = unit.appointments.find(story.appointment_id)
        if message in OUTCOMES and appointment is not None and appointment.closed_at is None:
            self.outcomes.append((said_at, OUTCOMES[message]))
        match message:
            case "confirmed":
                open_cases(unit, story.confirmed())
            case "verified":
                accept_identity(unit, replace(story.verified(), verified_at=said_at))
            case "rejected" | "revoked":
                reject_identity(unit, story.appointment_id, message, said_at)
            case "settled":
                settle_case(unit, story.settled("paid"))
            case "cancelled" | "missed":
                withdraw_cases(unit, story.appointment_id, "cancelled" if message == "cancelled" else "missed")

    @rule(first=st.sampled_from(sorted(OUTCOMES)), then=st.sampled_from(sorted(OUTCOMES)))
    def outcomes_overtake_each_other(self, first: str, then: str) -> None:
        early, late = (first, self.a_second_later()), (then, self.a_second_later())
        for message, said_at in (late, early):
            self.trying(partial(self.hear, message, said_at))

    @rule()
    def clerk_shows(self) -> None:
        self.trying(lambda: prepare_case(self.unit, self.story.case_id, self.story.typed, CLERK))

    @rule()
    def clerk_revises(self) -> None:
        self.trying(lambda: revise_case(self.unit, self.story.case_id, CLERK))

    @rule(name=st.sampled_from(["Erika", "Erika Maria"]))
    def clerk_corrects(self, name: str) -> None:
        typed = PersonAsTyped(name, "Mustermann", "So steht es im Register")
        self.trying(lambda: correct_person(self.unit, self.story.case_id, typed, CLERK))

    @rule(digest=st.sampled_from(["right", "old"]))
    def citizen_confirms(self, digest: str) -> None:
        case = self.unit.cases.rows.get(self.story.case_id)
        if case is not None and case.statement is not None:
            typed = case.statement.digest if digest == "right" else "0" * 64
            self.trying(lambda: confirm_case(self.unit, self.story.appointment_id, case.id, typed))

    @rule()
    def citizen_objects(self) -> None:
        self.trying(lambda: object_to_case(self.unit, self.story.case_id, "Nein"))

    @rule()
    def citizen_withdraws(self) -> None:
        self.trying(lambda: withdraw_case(self.unit, self.story.case_id))

    @rule(line=st.sampled_from(["up", "turned away", "taken without a word"]))
    def work_is_done(self, line: str) -> None:
        if self.story.case_id in self.unit.cases.rows:
            self.register.down, self.register.kept_out = line != "up", line == "turned away"
            for kind, job in ((ISSUE, issue_certificate), (TRANSMIT, transmit_case)):
                if (kind, self.story.case_id) in self.unit.due:
                    job(self.unit.work, outside(self.register), self.story.case_id)

    @rule(answer=st.sampled_from(ANSWERS))
    def authority_answers(self, answer: RegisterAnswer) -> None:
        if self.story.case_id in self.unit.cases.rows:
            self.register.down = False
            self.register.answer = answer
            follow_transmission(self.unit.work, outside(self.register), self.story.case_id)

    @rule(name=st.sampled_from(["left_open", "never_confirmed", "never_paid", "no_answer"]))
    def a_timer_fires(self, name: str) -> None:
        fire_timer(self.unit.work, uuid5(self.story.case_id, name))

    @rule(hours=st.integers(1, 500))
    def time_passes(self, hours: int) -> None:
        self.unit.clock.advance(hours=hours)

    def trying(self, command: Callable[[], object]) -> None:
        """Do something that may be refused; what is refused changes nothing."""
        if self.story.case_id not in self.unit.cases.rows:
            try:
                command()
            except (*REFUSALS, LookupError):
                return
            return
        before = self.unit.cases.get(self.story.case_id), len(self.unit.events), len(self.unit.steps.rows)
        try:
            command()
        except REFUSALS:
            after = self.unit.cases.get(self.story.case_id), len(self.unit.events), len(self.unit.steps.rows)
            assert before == after

    @invariant()
    def the_history_is_a_path_of_the_table(self) -> None:
        case = self.unit.cases.rows.get(self.story.case_id)
        if case is None:
            return
        flow = self.unit.procedures.get(case.procedure, case.version).flow
        history = self.unit.steps.of_case(case.id)
        assert history[0].event == "begin"
        assert history[-1].state == case.state
        for before, step in pairwise(history):
            if step.detail == "too_late" or step.event in ("expire", "correct"):
                assert step.state == before.state
            else:
                row = flow.row(before.state, step.event)
                assert row is not None, (before.state, step.event)
                assert row.to == step.state
                assert step.actor in row.by
            assert before.state not in BEHIND_THE_PIVOT or step.state != "withdrawn"

    @invariant()
    def the_newest_outcome_of_a_check_stands(self) -> None:
        appointment = self.unit.appointments.find(self.story.appointment_id)
        if appointment is not None and self.outcomes:
            assert appointment.check == max(self.outcomes)[1]

    @invariant()
    def what_is_said_agrees_with_where_it_stands(self) -> None:
        case = self.unit.cases.rows.get(self.story.case_id)
        if case is None:
            return
        names = self.unit.names()
        for state, name in ENDING.items():
            assert names.count(name) == (1 if case.state == state else 0)
        assert names.count("CaseSubmitted") <= 1
        assert names.count("CaseTransmitted") + names.count("CaseIssued") <= 1
        assert len({request.message_id for request in self.register.received}) <= 1
        if self.register.received:
            assert case.state != "withdrawn"
        if case.state in ENDS:
            assert {task.kind for task in self.unit.tasks.open_of(case.id)} <= AFTER_THE_END
            assert not self.unit.timers.rows


TestHistories = Histories.TestCase
TestHistories.settings = settings(max_examples=60, stateful_step_count=25, deadline=None)

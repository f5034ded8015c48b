"""What may be asked for only so often, and what is proven by a code: both hold across rivals and restarts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa

from chassis.limits import Limit
from chassis.one_time_code import ISSUES, TRIES, VALID, Answer, TooManyCodes
from chassis.testing.fakes import FakeClock

THREE = Limit("try", 3)


@pytest.fixture
def clock(probe: Any) -> FakeClock:
    standing = FakeClock()
    object.__setattr__(probe.work, "clock", standing)
    return standing


def allows(probe: Any, value: str, limit: Limit = THREE) -> bool:
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        return bool(unit.limits.allows(limit, value))


def issue(probe: Any, subject: Any) -> str:
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        return str(unit.codes.issue("sign", subject))


def check(probe: Any, subject: Any, typed: str, town: str = "ostfildern") -> Answer:
    with probe.work(probe.tenants.by_key(town)) as unit:
        return Answer(unit.codes.check("sign", subject, typed))


def other(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_fifty_rivals_get_as_many_as_the_limit_says(probe: Any) -> None:
    with ThreadPoolExecutor(8) as hands:
        allowed = list(hands.map(lambda _: allows(probe, "one address"), range(50)))
    assert sum(allowed) == THREE.most


def test_each_subject_has_its_own_count_and_a_window_that_ends(probe: Any, clock: FakeClock) -> None:
    once = Limit("once", 1)
    assert [allows(probe, "a", once), allows(probe, "a", once), allows(probe, "b", once)] == [True, False, True]
    clock.advance(hours=1)
    assert allows(probe, "a", once)
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        assert unit.connection.execute(sa.text("SELECT count(*) FROM request_tally")).scalar() == 1


def test_a_right_code_opens_once_and_may_be_typed_with_spaces(probe: Any) -> None:
    subject = uuid4()
    code = issue(probe, subject)
    assert check(probe, subject, other(code)) is Answer.WRONG
    assert check(probe, subject, f" {code[:3]} {code[3:]}") is Answer.RIGHT
    assert check(probe, subject, code) is Answer.EXPIRED


def test_no_number_of_rivals_gets_more_tries(probe: Any) -> None:
    subject = uuid4()
    code = issue(probe, subject)
    with ThreadPoolExecutor(8) as hands:
        told = list(hands.map(lambda _: check(probe, subject, other(code)), range(40)))
    assert told.count(Answer.WRONG) == TRIES - 1
    assert set(told) == {Answer.WRONG, Answer.SPENT}
    assert check(probe, subject, code) is Answer.SPENT


def test_a_code_ages_and_belongs_to_its_subject_and_town(probe: Any, clock: FakeClock) -> None:
    subject = uuid4()
    code = issue(probe, subject)
    assert check(probe, uuid4(), code) is Answer.EXPIRED
    assert check(probe, subject, code, "musterstadt") is Answer.EXPIRED
    clock.advance(seconds=VALID / timedelta(seconds=1))
    assert check(probe, subject, code) is Answer.EXPIRED


def test_a_new_code_replaces_the_old_one_and_is_not_sent_for_ever(probe: Any) -> None:
    subject = uuid4()
    first, *others = [issue(probe, subject) for _ in range(ISSUES)]
    assert check(probe, subject, others[-1]) is Answer.RIGHT
    assert first == others[-1] or check(probe, subject, first) is not Answer.RIGHT
    with pytest.raises(TooManyCodes):
        issue(probe, subject)


def test_the_code_itself_is_nowhere_in_the_table(probe: Any) -> None:
    code = issue(probe, uuid4())
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        kept = unit.connection.execute(sa.text("SELECT one_time_code::text FROM one_time_code")).scalar()
    assert code not in str(kept)

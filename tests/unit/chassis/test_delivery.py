"""What becomes of a message that could not be handled."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from chassis.messaging.delivery import ATTEMPTS, Failure
from chassis.messaging.topology import RUNGS
from chassis.unit import TooEarly

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)


def failed(error: Exception, times: int, since: datetime = NOW) -> Failure:
    headers: dict[str, object] = {}
    failure = Failure.after(headers, error, since)
    for _ in range(times - 1):
        failure = Failure.after(failure.headers("queue"), error, NOW)
    return failure


@pytest.mark.parametrize(("times", "rung"), [*enumerate(RUNGS, start=1), (len(RUNGS) + 1, None)])
def test_an_error_climbs_the_ladder_rung_by_rung_and_then_is_dead(times: int, rung: int | None) -> None:
    error = RuntimeError("x")
    assert failed(error, times).rung(error, NOW) == rung


def test_too_early_waits_on_the_top_rung_until_its_deadline() -> None:
    error = TooEarly("not yet")
    assert failed(error, 9).rung(error, NOW) == RUNGS[-1]
    assert failed(error, 9, since=NOW - timedelta(hours=25)).rung(error, NOW) is None


def test_a_database_that_is_away_is_not_the_messages_fault() -> None:
    error = OperationalError("SELECT 1", {}, Exception("gone"))
    assert failed(error, 1).rung(error, NOW) == RUNGS[0]
    assert failed(error, 500).rung(error, NOW) == RUNGS[1]


def test_a_dead_letter_says_who_when_and_why_but_never_what() -> None:
    headers = failed(ValueError("erika@example.org"), 3, NOW - timedelta(minutes=2)).headers("video.queue")
    assert headers[ATTEMPTS] == 3
    assert headers["x-reason"] == "ValueError"
    assert headers["x-handler"] == "video.queue"
    assert headers["x-first-failed-at"] == (NOW - timedelta(minutes=2)).isoformat()
    assert "erika" not in str(headers)


def after(*errors: Exception) -> Failure:
    headers: dict[str, object] = {}
    for error in errors:
        failure = Failure.after(headers, error, NOW)
        headers = dict(failure.headers("queue"))
    return failure


AWAY, EARLY, FAULT = OperationalError("SELECT 1", {}, Exception("gone")), TooEarly("not yet"), RuntimeError("x")


def test_waiting_for_others_uses_up_no_try_of_the_messages_own() -> None:
    assert after(*[AWAY] * 6, FAULT).rung(FAULT, NOW) == RUNGS[0]
    assert after(*[EARLY] * 6, FAULT).rung(FAULT, NOW) == RUNGS[0]
    assert after(*[AWAY] * 6, EARLY).rung(EARLY, NOW) == RUNGS[0]
    assert after(FAULT, AWAY, FAULT).rung(FAULT, NOW) == RUNGS[1]


def test_a_day_without_a_database_does_not_make_an_early_message_late() -> None:
    headers = Failure.after({}, AWAY, NOW - timedelta(hours=25)).headers("queue")
    assert Failure.after(headers, EARLY, NOW).rung(EARLY, NOW) == RUNGS[0]

"""Checks by clerk, and from when on somebody should ask."""

import pytest

from identity.domain.check import Status
from identity.domain.policy import Alarm
from identity.domain.tally import Count, by_clerk


def counted(verified: int, unseen: int, other: int = 0) -> list[Count]:
    """Return the counts of one clerk."""
    return [
        Count("u-1", Status.VERIFIED, "", verified),
        Count("u-1", Status.REJECTED, "features-not-seen", unseen),
        Count("u-1", Status.REJECTED, "under-age", other),
    ]


def test_checks_are_added_up_by_clerk_the_busiest_first() -> None:
    first, second = by_clerk([*counted(3, 1, 1), Count("u-2", Status.REVOKED, "wrong-person", 9)])
    assert (second.clerk, second.verified, second.rejected, second.not_visible) == ("u-1", 3, 2, 1)
    assert (first.clerk, first.revoked, first.all) == ("u-2", 9, 9)


@pytest.mark.parametrize(
    ("verified", "unseen", "other", "alarms"),
    [(7, 3, 0, True), (8, 2, 0, False), (1, 3, 0, False), (2, 3, 0, True), (5, 0, 5, False)],
)
def test_many_that_were_not_visible_alarm_if_there_are_enough_to_judge(
    verified: int, unseen: int, other: int, alarms: bool
) -> None:
    (tally,) = by_clerk(counted(verified, unseen, other))
    assert tally.alarms(Alarm(percent=30, least=5)) is alarms

"""Checks counted by clerk and outcome, and what of it a supervisor should look at."""

from collections.abc import Iterable
from dataclasses import dataclass

from identity.domain.check import Status
from identity.domain.policy import Alarm
from identity.domain.reasons import Reason

NOT_VISIBLE = frozenset({Reason.FEATURES_NOT_SEEN, Reason.PICTURE_TOO_POOR, Reason.ZONE_NOT_READABLE})


@dataclass(frozen=True)
class Count:
    """So many checks of one clerk ended in one way."""

    clerk: str
    status: Status
    reason: str
    number: int


@dataclass(frozen=True)
class ClerkTally:
    """All checks of one clerk."""

    clerk: str
    verified: int
    rejected: int
    not_visible: int
    revoked: int

    @property
    def all(self) -> int:
        """How many were decided."""
        return self.verified + self.rejected + self.revoked

    def alarms(self, alarm: Alarm) -> bool:
        """Say whether so often nothing could be seen that somebody should ask why: a camera, the light, or a trick."""
        return self.all >= alarm.least and self.not_visible * 100 >= alarm.percent * self.all


def by_clerk(counts: Iterable[Count]) -> list[ClerkTally]:
    """Add up by clerk, the busiest first."""
    told = list(counts)
    clerks = {count.clerk for count in told}
    tallies = [_tally(clerk, [count for count in told if count.clerk == clerk]) for clerk in clerks]
    return sorted(tallies, key=lambda tally: (-tally.all, tally.clerk))


def _tally(clerk: str, counts: list[Count]) -> ClerkTally:
    def number(status: Status) -> int:
        return sum(count.number for count in counts if count.status is status)

    unseen = sum(count.number for count in counts if count.status is Status.REJECTED and count.reason in NOT_VISIBLE)
    return ClerkTally(clerk, number(Status.VERIFIED), number(Status.REJECTED), unseen, number(Status.REVOKED))

"""Who comes to a citizens' office in a year, from public figures of Baden-Württemberg, and when.

Sources: people moving within the Land by month, and across its border (Statistisches Landesamt, 2018 and 2019);
certificates of good conduct (Bundesamt für Justiz: about five million a year for 83 million people). What no statistic
counts is an assumption, said so in its name, and rather too high: all of it comes by video here.
"""

from dataclasses import dataclass

PEOPLE, TOWNS = 11_100_000, 1_101
MOVED_WITHIN = (42_390, 37_860, 42_031, 42_339, 37_676, 37_178, 41_942, 45_934, 47_246, 44_000, 43_000, 38_000)
"""People who moved from one town to another within the Land, by month of 2018; the last three are assumed."""
MOVED_IN, WENT_ABROAD = 368_700, 200_200
"""Of 2019: into the Land, and from it to other countries (who moves within Germany deregisters nowhere)."""
GOOD_CONDUCT = 5_000_000 * PEOPLE // 83_000_000
ASSUMED_MOVED_IN_TOWN = 500_000
ASSUMED_CERTIFICATES = PEOPLE // 50
"""Meldebescheinigung, Lebensbescheinigung, Steuer-ID, Gewerbezentralregister."""
ASSUMED_ADVICE = PEOPLE // 100
ASSUMED_PERSONS_A_MOVE = 1.6
"""A family moves with one appointment."""

WEEKDAYS = (0.22, 0.22, 0.14, 0.25, 0.17)
"""How a week's appointments lie, from Monday: long Thursdays, short Wednesdays (assumed)."""
HOURS = {8: 0.11, 9: 0.15, 10: 0.16, 11: 0.14, 12: 0.05, 13: 0.08, 14: 0.12, 15: 0.10, 16: 0.06, 17: 0.03}
"""How a day's appointments lie (assumed)."""
ASSUMED_MINUTES = 15
ASSUMED_SEARCHES = 8
"""Searches that one booking takes: people look at several days, and some leave without one."""
ASSUMED_RELAYED = 1.0
"""Share of calls that TURN relays: all with `turnPolicy: relay`; with `all` about three of ten, which need it."""


@dataclass(frozen=True)
class Year:
    """Appointments of a year by month."""

    by_month: tuple[float, ...]

    @property
    def appointments(self) -> float:
        """How many there are."""
        return sum(self.by_month)


def year() -> Year:
    """Return the appointments of the region in each month."""
    moves = sum(MOVED_WITHIN) + MOVED_IN + ASSUMED_MOVED_IN_TOWN
    season = [month / sum(MOVED_WITHIN) for month in MOVED_WITHIN]
    even = (GOOD_CONDUCT + ASSUMED_CERTIFICATES + ASSUMED_ADVICE) / 12
    return Year(tuple(share * (moves / ASSUMED_PERSONS_A_MOVE + WENT_ABROAD) + even for share in season))

"""How old somebody is on a day."""

from datetime import date

OLDEST = 130
"""Years that nobody has reached yet."""


def age_on(birth: date, day: date) -> int:
    """Return the age in full years; born on 29 February, one ages on 1 March in other years (§ 187 (2) BGB)."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))

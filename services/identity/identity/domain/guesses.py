"""How often answers may be compared: by appointment, person, clerk and town, each counted by itself."""

from datetime import timedelta

from chassis.limits import Limit
from identity.domain.policy import Guesses

KEPT = timedelta(days=90)
"""Counters stand for so long, under a keyed pseudonym."""


def limits(guesses: Guesses) -> tuple[tuple[str, Limit], ...]:
    """Return what is counted, always in this order, so that rivals never wait for each other in a circle."""
    return (
        ("appointment", Limit("guess-appointment", guesses.appointment, KEPT)),
        ("person", Limit("guess-person", guesses.person, KEPT)),
        ("clerk", Limit("guess-clerk", guesses.clerk, KEPT)),
        ("town", Limit("guess-town", guesses.town, KEPT)),
    )

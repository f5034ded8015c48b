"""What must always be true of checks: none stays open when its appointment is long over."""

from chassis.invariants.invariant import Invariant

INVARIANTS = (
    Invariant(
        "checks-are-decided",
        "Keine Prüfung ist zwei Tage nach ihrem Termin noch unentschieden.",
        "SELECT id FROM checks WHERE status = 'open' AND begins_at < now() - interval '2 days'",
    ),
)

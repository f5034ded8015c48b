"""What must always be true of consultations: none goes on for ever, none is waited for in vain."""

from chassis.invariants.invariant import Invariant

INVARIANTS = (
    Invariant(
        "calls-end",
        "Kein Gespräch dauert länger als sechs Stunden.",
        "SELECT id FROM consultation WHERE state = 'in_call' AND begins_at < now() - interval '6 hours'",
    ),
    Invariant(
        "consultations-have-outcomes",
        "Jedes Gespräch hat spätestens zwei Tage nach seinem Beginn einen Ausgang.",
        "SELECT id FROM consultation WHERE state IN ('planned', 'waiting') AND begins_at < now() - interval '2 days'",
    ),
)

"""What must always be true of cases: numbers without gaps, a state that follows from the steps, and none forgotten."""

from chassis.invariants.invariant import Invariant

INVARIANTS = (
    Invariant(
        "case-numbers-dense",
        "Die Nummern der Vorgänge sind lückenlos.",
        "SELECT c.year || ': ' || c.last || ' vergeben' FROM case_counter c WHERE c.last <>"
        " (SELECT count(*) FROM cases WHERE number LIKE '%-' || c.year || '-%')",
    ),
    Invariant(
        "state-follows-from-steps",
        "Jeder Vorgang steht dort, wohin ihn sein letzter Schritt geführt hat.",
        "SELECT number FROM cases WHERE state IS DISTINCT FROM"
        " (SELECT s.state FROM step s WHERE s.case_id = cases.id ORDER BY s.position DESC LIMIT 1)",
    ),
    Invariant(
        "no-case-stuck",
        "Kein bezahlter Vorgang liegt länger als eine Stunde, ohne dass jemand oder etwas an ihm arbeitet.",
        "SELECT number FROM cases WHERE state IN ('settled', 'issued') AND changed_at < now() - interval '1 hour'"
        " AND NOT EXISTS (SELECT 1 FROM due_work d WHERE d.tenant = cases.tenant AND d.item = cases.id)"
        " AND NOT EXISTS (SELECT 1 FROM timer t WHERE t.case_id = cases.id)"
        " AND NOT EXISTS (SELECT 1 FROM task t WHERE t.case_id = cases.id AND t.done_at IS NULL)",
    ),
)

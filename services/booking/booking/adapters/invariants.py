"""What must always be true of appointments: reserved times come free again, and each appointment has an outcome."""

from chassis.invariants.invariant import Invariant

INVARIANTS = (
    Invariant(
        "holds-end",
        "Keine Reservierung besteht länger als einen Tag über ihre Frist hinaus.",
        "SELECT id FROM appointment WHERE state = 'held' AND held_until < now() - interval '2 days'",
    ),
    Invariant(
        "no-two-at-one-desk",
        "An keinem Arbeitsplatz überschneiden sich zwei Termine.",
        "SELECT a.id FROM appointment a JOIN appointment b ON a.desk = b.desk AND a.day = b.day AND a.id < b.id"
        " AND a.during && b.during WHERE a.state = 'confirmed' AND b.state = 'confirmed' AND a.day >= current_date",
    ),
    Invariant(
        "appointments-have-outcomes",
        "Jeder Termin hat spätestens eine Woche danach einen Ausgang.",
        "SELECT number FROM appointment WHERE state = 'confirmed' AND ends_at < now() - interval '7 days'",
    ),
)

"""What must always be true of the town's money: numbers without gaps, books that balance, no payment in between."""

from chassis.invariants.invariant import Invariant

INVARIANTS = (
    Invariant(
        "notice-numbers-dense",
        "Die Nummern der Gebührenbescheide sind lückenlos.",
        "SELECT n.year || '/' || serial FROM notice_numbers n, generate_series(1, n.last) AS serial"
        " WHERE NOT EXISTS (SELECT 1 FROM notices x WHERE x.year = n.year AND x.serial = serial.serial)",
    ),
    Invariant(
        "paper-numbers-dense",
        "Die Nummern der Mahnungen und Stornos sind lückenlos.",
        "SELECT n.kind || ' ' || n.year || '/' || serial FROM paper_numbers n, generate_series(1, n.last) AS serial"
        " WHERE NOT EXISTS (SELECT 1 FROM papers x"
        " WHERE x.kind = n.kind AND x.year = n.year AND x.serial = serial.serial)",
    ),
    Invariant(
        "ledger-balances",
        "Jede Buchung ist in sich ausgeglichen.",
        "SELECT entry_id FROM ledger_lines GROUP BY entry_id HAVING sum(amount) <> 0",
    ),
    Invariant(
        "captures-booked",
        "Jede Zahlung bei PayPal ist einmal gebucht.",
        "SELECT p.id FROM payments p WHERE p.state IN ('captured', 'refund_due', 'refunded')"
        " AND NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.charge_id = p.charge_id"
        " AND e.what = 'captured:' || p.id)",
    ),
    Invariant(
        "payments-decided",
        "Keine Zahlung bei PayPal ist länger als einen Tag unentschieden, keine Erstattung länger als eine Stunde.",
        "SELECT id FROM payments"
        # What PayPal examines (it has a capture) may take days, and is asked for again and again.
        " WHERE (state = 'started' AND capture_id IS NULL AND started_at < now() - interval '1 day')"
        " OR (state = 'refund_due' AND captured_at < now() - interval '1 hour')",
    ),
    Invariant(
        "notices-leave",
        "Jeder Gebührenbescheid mit Nummer verlässt das Haus innerhalb von drei Tagen.",
        "SELECT number FROM notices WHERE issued_at IS NULL AND cancelled_at IS NULL"
        " AND numbered_at < now() - interval '3 days'",
    ),
)

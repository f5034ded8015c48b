"""How many days a town must keep what at least, whatever it sets under `retention` in its section.

Records of the accounts are kept six years (§ 39 (2) sentence 2 GemHVO Baden-Württemberg, § 147 (3) AO names eight for
towns that are taxed), and ten, like the books, when only they tell who owed (sentence 3). That is so here: the ledger
has no names. Six years are the floor that the database guards too (migration 0006); what a town keeps if it says
nothing stands in `adapters/holdings.py`. The longest period is thirty years, as of titles (§ 197 BGB).
"""

from collections.abc import Mapping

YEAR = 365
RECORDS = 6 * YEAR + 2
"""Six years with their leap days."""
LONGEST = 30 * YEAR

SHORTEST: Mapping[str, int] = {
    "contacts": 1,
    "heard-webhooks": 7,
    "debtors": RECORDS,
    "notice-documents": RECORDS,
    "paper-contents": RECORDS,
    "paper-documents": RECORDS,
    "dispatches": RECORDS,
    "bank-files": RECORDS,
    "receipts": RECORDS,
    "refunds": RECORDS,
    "refund-files": RECORDS,
}
"""Seven days are longer than PayPal repeats a webhook (three days)."""
HOUSE = frozenset(
    {
        "sent-mail",
        "unsent-mail",
        "published-events",
        "received-events",
        "access",
        "request-tallies",
        "one-time-codes",
        "operator-entrances",
    }
)
"""What every service keeps, `chassis.retention.of_the_house`."""


def checked(days: Mapping[str, int]) -> None:
    """Raise `ValueError` that names each period which is unknown, shorter than the law's, or without end."""
    wrong = []
    for key, kept in days.items():
        shortest = 1 if key in HOUSE else SHORTEST.get(key)
        if shortest is None:
            wrong.append(f"{key} is not kept here; known are {', '.join(sorted((*SHORTEST, *HOUSE)))}")
        elif not shortest <= kept <= LONGEST:
            wrong.append(f"{key}: {kept} days are not between {shortest} and {LONGEST}")
    if wrong:
        raise ValueError("; ".join(wrong))

"""Prints one line a figure: `figure=… value=… goal=… holds=yes|no`."""

import sys

from benchmarks.billing import documents, transactions, warmth

MOST_TIMES, LEAST_READ, MOST_GROWN, MOST_PEAK, LEAST_SOONER = 2.0, 5_000.0, 1.0, 400.0, 2.0


def main() -> int:
    """Measure everything and return 1 if a goal is missed."""
    found = documents.measure()
    read = transactions.measure()
    kept = warmth.measure()
    sooner = kept.fresh / kept.warm
    lines = [
        ("documents_a_second", f"{found.whole_a_second:.1f}", "-", True),
        ("weasyprint_alone_a_second", f"{found.bare_a_second:.1f}", "-", True),
        ("document_to_weasyprint_time", f"{found.times:.2f}", f"<={MOST_TIMES}", found.times <= MOST_TIMES),
        (
            "document_peak_megabytes",
            f"{found.peak_megabytes:.0f}",
            f"<={MOST_PEAK:.0f}",
            found.peak_megabytes <= MOST_PEAK,
        ),
        ("fresh_process_to_warm_time", f"{sooner:.1f}", f">={LEAST_SOONER}", sooner >= LEAST_SOONER),
        ("warm_process_megabytes", f"{kept.megabytes}", f"<={MOST_PEAK:.0f}", kept.megabytes <= MOST_PEAK),
        ("camt_transactions_a_second", f"{read.a_second:.0f}", f">={LEAST_READ:.0f}", read.a_second >= LEAST_READ),
        ("camt_matched_a_second", f"{read.matched_a_second:.0f}", "-", True),
        ("camt_memory_to_file", f"{read.grown:.2f}", f"<={MOST_GROWN}", read.grown <= MOST_GROWN),
    ]
    for name, value, goal, holds in lines:
        print(f"figure={name} value={value} goal={goal} holds={'yes' if holds else 'no'}")
    return 0 if all(holds for *_, holds in lines) else 1


sys.exit(main())

"""Runs the parts that are named, or all, and writes `docs/performance.md`; the status is 1 if a goal was missed."""

import sys

from benchmarks.report.page import write
from benchmarks.report.parts import PARTS, run, said
from local.home import ROOT


def main(wanted: list[str]) -> int:
    """Run and write."""
    missed = [part.name for part in PARTS if part.name in wanted and run(part)]
    (ROOT / "docs" / "performance.md").write_text(write(said()), encoding="utf-8")
    return int(bool(missed))


sys.exit(main(sys.argv[1:] or [part.name for part in PARTS]))

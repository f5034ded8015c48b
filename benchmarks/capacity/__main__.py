"""Plays the year and writes `docs/capacity.md`."""

from benchmarks.capacity.page import of_the_region
from local.home import ROOT

(ROOT / "docs" / "capacity.md").write_text(of_the_region(), encoding="utf-8")

"""The reader of machine-readable zones against ICAO 9303, by a fuzzer that sees which lines it reaches."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNS = 100_000


def test_no_zone_is_judged_against_the_standard_and_none_breaks_the_reader(tmp_path: Path) -> None:
    found = subprocess.run(
        [sys.executable, ROOT / "tests/proof/fuzz_zone.py", f"-runs={RUNS}", "-seed=9303", "-len_control=0"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-2000:] + found.stderr[-2000:]
    assert f"Done {RUNS} runs" in found.stderr

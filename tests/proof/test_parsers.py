"""The parsers of what comes from outside, under a fuzzer that sees which lines it reaches: they refuse, never break."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUNS = {"camt": 20_000, "envelope": 100_000, "catalogue": 20_000, "calendar": 1_000, "returned-mail": 20_000}
MEGABYTES, SECONDS = 1024, 20
"""What one process and one input may take at most."""


@pytest.mark.parametrize("target", sorted(RUNS))
def test_no_input_breaks_the_parser(target: str, tmp_path: Path) -> None:
    options = [f"-runs={RUNS[target]}", "-seed=2026", f"-rss_limit_mb={MEGABYTES}", f"-timeout={SECONDS}"]
    found = subprocess.run(
        [sys.executable, ROOT / "tests/proof/fuzz_parsers.py", target, *options],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout[-2000:] + found.stderr[-3000:]
    assert f"Done {RUNS[target]} runs" in found.stderr

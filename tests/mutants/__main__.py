"""Applies each mutant to a copy of the tree and runs its tests there: `python -m tests.mutants [words of a name …]`."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.mutants.mutant import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
SERVICES = tuple(f"services/{folder.name}" for folder in sorted((ROOT / "services").iterdir()))
PACKAGES = ("libs/contracts", "libs/chassis", *SERVICES)
LONGEST = 1200
"""Seconds that the tests of one mutant may take."""


def copy_tree(target: Path) -> None:
    """Copy what is tracked, and lead to what was installed."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout  # noqa: S607
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    for installed in ROOT.glob("*/*/node_modules"):
        (target / installed.relative_to(ROOT)).symlink_to(installed)


def verdict_on(mutant: Mutant, tree: Path) -> str:
    """Return `red` where any of its tests fails, `NOT SEEN` where they stay green, else why they prove nothing."""
    paths = os.pathsep.join(str(tree / package) for package in PACKAGES)
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *mutant.tests]
    environment = os.environ | {"PYTHONPATH": paths}
    try:
        done = subprocess.run(command, cwd=tree, env=environment, check=False, capture_output=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        # A slow machine looks the same: it proves nothing.
        return "HANGS"
    return {0: "NOT SEEN", 1: "red"}.get(done.returncode, f"BROKE {done.returncode}")


def main(words: list[str]) -> int:
    """Try every mutant whose name holds one of the words and print a table; 1 if one was not seen."""
    unseen = 0
    wanted = [one for one in mutants() if not words or any(word in one.name for word in words)]
    with tempfile.TemporaryDirectory(dir=ROOT / ".local") as folder:
        tree = Path(folder)
        copy_tree(tree)
        for mutant in wanted:
            if fault := mutant.fault(tree):
                verdict, took = f"stale: {fault}", 0.0
            else:
                before, began = mutant.apply(tree), time.monotonic()
                verdict = verdict_on(mutant, tree)
                took = time.monotonic() - began
                (tree / mutant.file).write_text(before, encoding="utf-8")
            unseen += verdict != "red"
            sys.stdout.write(f"{verdict:<9} {took:6.1f} s  {mutant.name}\n")
            sys.stdout.flush()
    sys.stdout.write(f"{len(wanted) - unseen} of {len(wanted)} mistakes turn the tests red\n")
    return min(unseen, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

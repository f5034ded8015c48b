"""Follows a guide as its reader would, in a copy of the tree: writes its files, applies its changes, runs its commands.

In a guide, a fence with `title="path"` is a whole file, ```` ```diff ```` a change, ```` ```sh ```` commands.
"""

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from local.home import ROOT
from tests.mutants.__main__ import copy_tree

_FENCE = re.compile(r"^```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST = 240


@dataclass(frozen=True)
class Step:
    """One fence: what kind it is, which file it is if it is one, and what stands in it."""

    kind: str
    file: str
    text: str


def steps(guide: Path) -> Iterator[Step]:
    """Yield what a guide asks of its reader, in order."""
    for kind, file, text in _FENCE.findall(guide.read_text(encoding="utf-8")):
        if file or kind in {"diff", "sh"}:
            yield Step(kind, file, text)


class Reader:
    """Somebody with a fresh clone who does what a page says."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        copy_tree(tree)
        (tree / ".local").mkdir()
        self._environment()

    def follow(self, guide: str) -> None:
        """Do all steps of a page; the first that fails ends it with what was said."""
        for step in steps(ROOT / "docs" / "guides" / guide):
            if step.file:
                target = self.tree / step.file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(step.text, encoding="utf-8")
            elif step.kind == "diff":
                self.run("git", "apply", "--recount", "--whitespace=nowarn", "-", told=step.text)
            else:
                self.run("bash", "-euo", "pipefail", "-c", step.text)

    def run(self, *command: str, told: str = "") -> str:
        """Run a command in the tree and return what it says."""
        clean = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
        clean["GIT_CEILING_DIRECTORIES"] = str(self.tree.parent)
        done = subprocess.run(
            command, cwd=self.tree, env=clean, input=told, check=False, capture_output=True, text=True, timeout=LONGEST
        )
        said = f"{done.stdout}\n{done.stderr}"
        assert done.returncode == 0, f"{' '.join(command)[:300]}\n{told[:300]}\n{said[-3000:]}"
        return said

    def _environment(self) -> None:
        """Make an environment that has what is installed, and this tree instead of the one that runs the tests."""
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self.tree / ".venv"], check=True)
        site = next((self.tree / ".venv").glob("lib/python*/site-packages"))
        packages = [self.tree / part for part in (".", "libs/contracts", "libs/chassis")]
        packages += sorted((self.tree / "services").iterdir())
        paths = "".join(f"{path}\n" for path in [*packages, sysconfig.get_path("purelib")])
        (site / "buergerbuero.pth").write_text(paths, encoding="utf-8")
        (self.tree / ".venv" / "bin" / "ruff").symlink_to(Path(sysconfig.get_path("scripts")) / "ruff")
        self.run("git", "init", "-q")

"""One mistake: a text of a file that is exchanged, and the tests of which at least one must fail then."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A mistake that somebody could make."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def fault(self, root: Path) -> str:
        """Return why it cannot be applied to the tree at `root`, nothing if it can."""
        file = root / self.file
        if not file.exists():
            return f"{self.file} is not there"
        if (count := file.read_text(encoding="utf-8").count(self.old)) != 1:
            return f"{self.file} holds {self.old!r} {count} times"
        missing = [test for test in self.tests if not (root / test).exists()]
        return f"{', '.join(missing)} not there" if missing else ""

    def apply(self, root: Path) -> str:
        """Exchange the text and return the file as it was."""
        file = root / self.file
        before = file.read_text(encoding="utf-8")
        file.write_text(before.replace(self.old, self.new), encoding="utf-8")
        return before


def mutants() -> Iterator[Mutant]:
    """Yield all that are known, by the files beside this one."""
    for file in sorted(HERE.glob("*.yaml")):
        for told in yaml.safe_load(file.read_text(encoding="utf-8")):
            yield Mutant(**told | {"tests": tuple(told["tests"])})

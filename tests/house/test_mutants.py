"""The list of known mistakes fits the tree: each can be applied, and the tests that guard against it exist."""

import pytest

from local.home import ROOT
from tests.mutants.mutant import Mutant, mutants


@pytest.mark.parametrize("mutant", list(mutants()), ids=lambda mutant: mutant.name)
def test_the_mutant_can_be_applied(mutant: Mutant) -> None:
    assert mutant.fault(ROOT) == ""


@pytest.mark.parametrize("mutant", [one for one in mutants() if one.file.endswith(".py")], ids=lambda one: one.name)
def test_the_mutant_is_a_mistake_and_no_broken_file(mutant: Mutant) -> None:
    changed = (ROOT / mutant.file).read_text(encoding="utf-8").replace(mutant.old, mutant.new)
    assert compile(changed, mutant.file, "exec"), "tests that cannot run prove nothing"

"""The list of known mistakes fits the tree: each can be applied, and the tests that guard against it exist."""

import pytest

from local.home import ROOT
from tests.mutants.mutant import Mutant, mutants


@pytest.mark.parametrize("mutant", list(mutants()), ids=lambda mutant: mutant.name)
def test_the_mutant_can_be_applied(mutant: Mutant) -> None:
    assert mutant.fault(ROOT) == ""

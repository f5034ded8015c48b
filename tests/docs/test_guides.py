"""Each guide is followed, step by step, in a copy: who does what it says gets what it promises."""

from pathlib import Path

import pytest

from local.home import ROOT
from tests.docs.guide import Reader, steps

GUIDES = sorted(file.name for file in (ROOT / "docs" / "guides").glob("*.md"))


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path / "clone")


@pytest.mark.parametrize("guide", GUIDES)
def test_who_follows_the_guide_gets_there(reader: Reader, guide: str) -> None:
    reader.follow(guide)
    assert len(list(steps(ROOT / "docs" / "guides" / guide))) > 2

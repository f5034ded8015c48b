"""The Dockerfiles are clean: hadolint finds nothing, and where it is told to look away, the file says why."""

import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from chassis.languages.catalogues import NAMES
from tests.charts.conftest import ROOT, TOOLS

FILES = sorted((ROOT / "docker").rglob("*Dockerfile"))
HADOLINT = TOOLS / "packages" / "bin" / "hadolint"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_hadolint_finds_nothing(file: Path) -> None:
    answer = subprocess.run([HADOLINT, "--no-color", str(file)], capture_output=True, text=True, check=False)
    assert (answer.returncode, answer.stdout) == (0, "")


def test_hadolint_would_find_something(tmp_path: Path) -> None:
    bad = tmp_path / "Dockerfile"
    bad.write_text("FROM debian:latest\nRUN cd /tmp && sudo apt-get install -y curl\n", encoding="utf-8")
    answer = subprocess.run([HADOLINT, "--no-color", str(bad)], capture_output=True, text=True, check=False)
    assert answer.returncode == 1


def test_an_image_keeps_the_words_of_every_language_that_pages_speak() -> None:
    line = next(
        text
        for text in (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8").split("&&")
        if "locale-data" in text
    )
    kept = re.findall(r"! -name '([^']+)'", line)
    for language in NAMES:
        assert any(fnmatch(f"{language.partition('-')[0]}.dat", pattern) for pattern in kept), language


def test_every_image_runs_as_a_user_that_is_not_root() -> None:
    for file in FILES:
        users = [line.split()[1] for line in file.read_text(encoding="utf-8").splitlines() if line.startswith("USER ")]
        assert users, file
        assert users[-1].partition(":")[0] not in ("root", "0"), file

"""A town's entry and catalogue can be checked before anything is changed; every fault is named at once."""

import runpy
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "local" / "catalogues" / "ostfildern.yaml"


@pytest.fixture
def values() -> Any:
    return yaml.safe_load((ROOT / "charts" / "region" / "values-minimal.yaml").read_text(encoding="utf-8"))


def text_of(file: Path) -> str:
    return subprocess.run(["/usr/bin/pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout


def check(folder: Path, values: Any, town: str, catalogue: Path = CATALOGUE) -> int:
    file = folder / "region.yaml"
    file.write_text(yaml.safe_dump(values), encoding="utf-8")
    return int(
        runpy.run_path(str(ROOT / "charts" / "check_town.py"))["main"](
            [str(file), town, str(catalogue), "--letters", str(folder / "letters")]
        )
    )


def test_a_good_town_is_good(values: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = check(tmp_path, values, "ostfildern")
    assert code == 0
    assert "ostfildern: entry and catalogue are good\n" in capsys.readouterr().out


def test_its_letters_can_be_looked_at_before_it_comes(values: Any, tmp_path: Path) -> None:
    assert check(tmp_path, values, "ostfildern") == 0
    letters = {file.stem: text_of(file) for file in (tmp_path / "letters").iterdir()}
    assert {"notice", "reminder", "cancellation", "meldebescheinigung"} <= set(letters)
    for text in letters.values():
        assert "Ostfildern" in text
        assert "Mustermann" in text


def test_every_fault_of_entry_and_catalogue_is_named(
    values: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    towns = values["global"]["tenants"]
    towns["neustadt"] = towns["ostfildern"] | {"land": "XX", "colour": "red"}
    catalogue = tmp_path / "catalogue.yaml"
    told = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8")) | {"booking": {"misspelled": 1}}
    catalogue.write_text(yaml.safe_dump(told), encoding="utf-8")
    assert check(tmp_path, values, "neustadt", catalogue) == 1
    said = capsys.readouterr().out
    for word in ("neustadt.land", "neustadt.colour", "tenant: ostfildern, not neustadt", "misspelled"):
        assert word in said


def test_a_host_of_another_town_is_refused(values: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    towns = values["global"]["tenants"]
    towns["neustadt"] = dict(towns["ostfildern"])
    assert check(tmp_path, values, "neustadt") == 1
    assert "is ostfildern's already" in capsys.readouterr().out

"""Print runs: every letter of the spool in exactly one, whoever is killed between two steps."""

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from chassis.letters.letter import Letter, Progress
from chassis.letters.print_runs import PrintRuns
from chassis.letters.spool import LetterSpool

TODAY, TOWN = date(2026, 11, 27), "ostfildern"


class Killed(BaseException):
    """The process ends here."""


def letter(number: int) -> Letter:
    return Letter(
        tenant=TOWN,
        reference=f"GB-{number}",
        kind="notice" if number % 2 else "reminder",
        recipient=("Erika Mustermann", "73760 Ostfildern"),
        content=f"%PDF {number}".encode(),
    )


def lay_down(folder: Path, *numbers: int) -> None:
    for number in numbers:
        LetterSpool(folder).hand_over(letter(number))


def close(runs: PrintRuns) -> list[str]:
    """Close the open run and return what is in it."""
    claimed = runs.claim(TOWN, TODAY)
    if claimed is None:
        return []
    name, letters = claimed
    assert runs.close(TOWN, name, [{"reference": one.reference} for one in letters], b"%PDF printed")
    return [one.reference for one in letters]


def test_a_run_takes_every_kind_of_letter_and_the_next_one_only_what_came_after(tmp_path: Path) -> None:
    runs = PrintRuns(tmp_path, ("notice", "reminder"))
    lay_down(tmp_path, 1, 2)
    assert runs.waiting(TOWN) == 2
    assert close(runs) == ["GB-1", "GB-2"]
    assert close(runs) == []
    lay_down(tmp_path, 3)
    assert close(runs) == ["GB-3"]
    assert [run.name for run in runs.runs(TOWN, 9)] == ["2026-11-27-02", "2026-11-27-01"]


def test_letters_of_another_service_are_left_to_it(tmp_path: Path) -> None:
    lay_down(tmp_path, 1, 2)
    assert close(PrintRuns(tmp_path, ("notice",))) == ["GB-1"]
    assert LetterSpool(tmp_path).follow(TOWN, "GB-2").progress is Progress.ACCEPTED


def test_a_letter_that_is_handed_over_again_is_not_printed_again(tmp_path: Path) -> None:
    runs = PrintRuns(tmp_path, ("notice", "reminder"))
    lay_down(tmp_path, 1)
    close(runs)
    lay_down(tmp_path, 1)
    assert runs.waiting(TOWN) == 0
    assert LetterSpool(tmp_path).follow(TOWN, "GB-1").progress is Progress.PRINTED


def test_the_day_of_posting_holds_for_every_letter_of_the_run_and_stays(tmp_path: Path) -> None:
    runs = PrintRuns(tmp_path, ("notice", "reminder"))
    lay_down(tmp_path, 1, 2)
    close(runs)
    assert runs.post(TOWN, "2026-11-27-01", date(2026, 11, 30))
    runs.post(TOWN, "2026-11-27-01", date(2026, 12, 24))
    told = [LetterSpool(tmp_path).follow(TOWN, f"GB-{number}") for number in (1, 2)]
    assert [(one.progress, one.posted_on) for one in told] == [(Progress.POSTED, date(2026, 11, 30))] * 2
    assert not runs.post(TOWN, "../../etc", TODAY)
    assert runs.file(TOWN, "../2026-11-27-01") is None


def test_a_letter_that_comes_while_the_file_is_made_is_not_lost(tmp_path: Path) -> None:
    runs = PrintRuns(tmp_path, ("notice", "reminder"))
    lay_down(tmp_path, 1)
    first = runs.claim(TOWN, TODAY)
    lay_down(tmp_path, 2)
    second = runs.claim(TOWN, TODAY)
    assert first is not None
    assert second is not None
    assert first[0] == second[0]
    assert not runs.close(TOWN, first[0], [{"reference": "GB-1"}], b"%PDF without the second")
    assert close(runs) == ["GB-1", "GB-2"]
    assert not runs.close(TOWN, first[0], [{"reference": "GB-1"}, {"reference": "GB-2"}], b"%PDF too late")
    assert runs.file(TOWN, first[0]) == b"%PDF printed"


@pytest.mark.parametrize("survives", range(9))
def test_whoever_is_killed_while_taking_letters_each_is_printed_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survives: int
) -> None:
    runs = PrintRuns(tmp_path, ("notice", "reminder"))
    lay_down(tmp_path, 1, 2, 3, 4)
    left, rename = survives, Path.rename

    def mortal(self: Path, target: Path) -> Path:
        nonlocal left
        if left == 0:
            raise Killed
        left -= 1
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", mortal)
        with suppress(Killed):
            runs.claim(TOWN, TODAY)
    lay_down(tmp_path, 1, 2, 3, 4)
    printed = close(runs) + close(runs)
    assert sorted(printed) == ["GB-1", "GB-2", "GB-3", "GB-4"]

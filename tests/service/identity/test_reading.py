"""Whole frames of a camera, drawn from a seed that training never saw, read by the browser's modules."""

from pathlib import Path

import pytest

from training.frames import DIFFICULTIES, Frame, frame
from training.reading import Read, checked, read_files

EACH = 5


@pytest.fixture(scope="module")
def readings(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Frame, Read]]:
    """Thirty frames of cards and passports in three difficulties, and what was read of each."""
    folder = tmp_path_factory.mktemp("frames")
    drawn = [
        frame(f"test-{number}", kind, difficulty)
        for number in range(EACH)
        for difficulty in DIFFICULTIES
        for kind in ("TD1", "TD3")
    ]
    files = [folder / f"{number}.grey" for number in range(len(drawn))]
    for one, file in zip(drawn, files, strict=True):
        file.write_bytes(one.grey.tobytes())
    return list(zip(drawn, read_files(files), strict=True))


def test_at_least_95_percent_of_whole_frames_are_read(readings: list[tuple[Frame, Read]]) -> None:
    assert sum(read.lines is not None for _, read in readings) >= 0.95 * len(readings) > 28


def test_nothing_is_accepted_that_does_not_stand_there(readings: list[tuple[Frame, Read]]) -> None:
    accepted = [(one.truth, read) for one, read in readings if read.lines]
    assert [checked(read.lines or ())[0] for _, read in accepted] == [checked(truth.lines)[0] for truth, _ in accepted]
    assert [read.layout for _, read in accepted] == [truth.kind for truth, _ in accepted]


def test_a_provisional_card_is_read_too(tmp_path: Path) -> None:
    drawn = [frame(f"test-{number}", "TD2", DIFFICULTIES[0]) for number in (0, 1)]
    files = [tmp_path / f"{number}.grey" for number in (0, 1)]
    for one, file in zip(drawn, files, strict=True):
        file.write_bytes(one.grey.tobytes())
    assert [read.lines for read in read_files(files)] == [one.truth.lines for one in drawn]


def test_a_frame_without_a_document_gives_nothing(tmp_path: Path) -> None:
    file = tmp_path / "empty.grey"
    file.write_bytes(bytes(range(256)) * (1280 * 720 // 256))
    assert [read.lines for read in read_files([file])] == [None]


def test_the_same_seed_draws_the_same_frame() -> None:
    first, second = (frame("test-0", "TD1", DIFFICULTIES[2]) for _ in (0, 1))
    assert first.truth == second.truth
    assert first.grey.tobytes() == second.grey.tobytes()

"""Reads whole frames from a seed that training never saw: `python -m benchmarks.identity [--frames 600]`.

The same frames go through the recogniser outside a browser (Node), every tenth of them also through Chromium,
Tesseract and, with `--compare MODEL`, another model. Times are those of one run on one machine: compare their ratios.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.identity import chromium, tesseract
from benchmarks.identity.figures import tell
from benchmarks.identity.tally import Tally, together
from training.frames import DIFFICULTIES, Frame, frame
from training.reading import MODEL, read_files

SEED = "bench"
AT_ONCE = 30
TENTH = 10


def drawn(count: int) -> Iterator[tuple[str, Frame]]:
    """Draw as many frames, each difficulty and each kind of document in turn."""
    kinds = [(difficulty, kind) for difficulty in DIFFICULTIES for kind in ("TD1", "TD3")]
    for number in range(count):
        difficulty, kind = kinds[number % len(kinds)]
        yield f"{difficulty.name}-{kind}", frame(f"{SEED}-{number}", kind, difficulty)


def main() -> int:
    """Measure and say whether the goals hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=600)
    parser.add_argument("--compare", type=Path, help="another model with the same input and output")
    wish = parser.parse_args()
    own: dict[str, Tally] = defaultdict(Tally)
    others: dict[str, Tally] = defaultdict(Tally)
    with TemporaryDirectory() as told, chromium.reader() as browser:
        folder, pile = Path(told), list[tuple[str, Frame]]()
        for number, one in enumerate(drawn(wish.frames)):
            pile.append(one)
            # Every tenth and the next of the other kinds in turn, so that all difficulties are among them.
            if number % TENTH == number // TENTH % TENTH:
                _compare(one[1], folder, browser, others)
            if len(pile) == AT_ONCE or number == wish.frames - 1:
                _read(pile, folder, own, others, wish.compare)
                pile.clear()
    return _say(own, others)


def _compare(one: Frame, folder: Path, browser: chromium.InChromium, others: dict[str, Tally]) -> None:
    others["chromium"].add(one.truth, *browser.read(one.grey))
    if tesseract.at_hand():
        others["tesseract"].add(one.truth, *tesseract.read(one.grey, folder))


def _read(
    pile: list[tuple[str, Frame]], folder: Path, own: dict[str, Tally], others: dict[str, Tally], model: Path | None
) -> None:
    files = [folder / f"{number}.grey" for number in range(len(pile))]
    for (_, one), file in zip(pile, files, strict=True):
        file.write_bytes(one.grey.tobytes())
    for (group, one), read in zip(pile, read_files(files, MODEL), strict=True):
        own[group].add(one.truth, read.lines, read.took)
    if model:
        for (_, one), read in zip(pile, read_files(files, model), strict=True):
            others["compared"].add(one.truth, read.lines, read.took)


def _say(own: dict[str, Tally], others: dict[str, Tally]) -> int:
    for group, tally in sorted(own.items()):
        tell(f"{group}-valid-of-{tally.frames}", tally.valid)
    whole = together(own.values())
    good = tell("frames", whole.frames)
    good &= tell("valid-share", round(whole.share, 4), ">=0.95", holds=whole.share >= 0.95)  # noqa: PLR2004 - the goal
    good &= tell("false-accepts", whole.false, "0", holds=whole.false == 0)
    tell("wrong-names-shown-as-unconfirmed", whole.wrong_names)
    tell("node-median-ms", round(whole.usual))
    tell("node-readings-per-second", round(1000 / whole.usual, 1))
    for name, tally in sorted(others.items()):
        tell(f"{name}-frames", tally.frames)
        tell(f"{name}-valid-share", round(tally.share, 4))
        tell(f"{name}-false-accepts", tally.false)
        tell(f"{name}-median-ms", round(tally.usual))
        tell(f"{name}-readings-per-second", round(1000 / tally.usual, 1))
    browser = others["chromium"]
    good &= tell("chromium-false-accepts-goal", browser.false, "0", holds=browser.false == 0)
    if "tesseract" in others:
        better = browser.valid > others["tesseract"].valid
        good &= tell(
            "chromium-reads-more-than-tesseract", browser.valid - others["tesseract"].valid, ">0", holds=better
        )
    else:
        tell("tesseract-missing", 1)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())

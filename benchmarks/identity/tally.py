"""What became of frames: read, read wrongly, and how long it took."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

from training.reading import checked
from training.zones import Drawn


@dataclass
class Tally:
    """Counts over frames."""

    frames: int = 0
    valid: int = 0
    false: int = 0
    """Accepted although something stands elsewhere than in the name: number, dates, state, kind, optional data."""
    wrong_names: int = 0
    """Names have no check digit; a person confirms them."""
    took: list[float] = field(default_factory=list)

    def add(self, truth: Drawn, lines: Sequence[str] | None, took: float) -> None:
        """Count a frame."""
        self.frames += 1
        self.took.append(took)
        if lines is None:
            return
        self.valid += 1
        (rest, name), (true_rest, true_name) = checked(lines), checked(truth.lines)
        self.false += rest != true_rest
        self.wrong_names += name != true_name

    @property
    def share(self) -> float:
        """Which part of the frames was read."""
        return self.valid / max(1, self.frames)

    @property
    def usual(self) -> float:
        """The median of the milliseconds."""
        return median(self.took) if self.took else 0.0


def together(tallies: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    whole = Tally()
    for one in tallies:
        whole.frames += one.frames
        whole.valid += one.valid
        whole.false += one.false
        whole.wrong_names += one.wrong_names
        whole.took += one.took
    return whole

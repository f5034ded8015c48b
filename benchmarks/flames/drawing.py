"""A tree of frames as a drawing that needs no script: what is wide is dear, what stands below calls what is above."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from benchmarks.flames.folded import Frame

WIDTH, ROW, LEAST = 1200, 17, 0.006
"""Pixels of the whole and of a row; the share of samples below which a frame is left out."""
_LETTER = 6.2
_COLOURS = {"chassis": "#7fb3d5", "contracts": "#76d7c4"}
_OWN, _OTHERS = "#f5b041", "#d5d8dc"


def drawing(root: Frame, service: str) -> str:
    """Return the drawing of a service as SVG; its own code is orange, the chassis blue, libraries grey."""
    drawn = _Drawing(service, WIDTH / max(root.samples, 1), root.samples * LEAST)
    height = root.depth(drawn.least) * ROW
    boxes = "\n".join(drawn.boxes(root, 0.0, height - ROW))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif"'
        f' font-size="11">\n{boxes}\n</svg>\n'
    )


@dataclass(frozen=True)
class _Drawing:
    """Pixels of a sample, and the samples below which nothing is drawn."""

    service: str
    scale: float
    least: float

    def boxes(self, frame: Frame, x: float, y: float) -> Iterator[str]:
        """Yield a frame, and on top of it those it called, the dearest first."""
        width = frame.samples * self.scale
        fits = int((width - 4) / _LETTER)
        told = frame.name if len(frame.name) <= fits else frame.name[-fits:] if fits > 3 else ""  # noqa: PLR2004 - letters
        label = f'<text x="{x + 2:.1f}" y="{y + 12}">{escape(told)}</text>' if told else ""
        yield (
            f"<g><title>{escape(frame.name)} {100 * width / WIDTH:.1f} %</title>"
            f'<rect x="{x:.1f}" y="{y}" width="{max(width - 0.4, 0.3):.1f}" height="{ROW - 1}"'
            f' fill="{self._colour(frame.name)}"/>{label}</g>'
        )
        for one in sorted(frame.calls.values(), key=lambda each: -each.samples):
            if one.samples >= self.least:
                yield from self.boxes(one, x, y - ROW)
            x += one.samples * self.scale

    def _colour(self, name: str) -> str:
        first = name.partition(".")[0]
        return _OWN if first == self.service else _COLOURS.get(first, _OTHERS)

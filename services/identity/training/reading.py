"""Frames read outside a browser by the modules that the browser runs, for tests and the benchmark."""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
MODEL = HERE.parent / "identity/entrypoints/static/mrz/recogniser.onnx"

NODE = ("/usr/bin/env", "node", "--no-warnings", "--experimental-default-type=module")


@dataclass(frozen=True)
class Read:
    """What was read of a frame: the lines, or None, and how many milliseconds it took."""

    layout: str
    lines: tuple[str, ...] | None
    took: float


def read_files(files: Sequence[Path], model: Path = MODEL) -> list[Read]:
    """Read frames of 1280 by 720 bytes of grey.

    Raises:
        subprocess.CalledProcessError: if Node or the runtime fails; its words are in `stderr`.
    """
    told = subprocess.run(
        [
            "/usr/bin/env",
            "node",
            "--no-warnings",
            "--experimental-default-type=module",
            HERE / "read_frames.mjs",
            model,
        ],
        input="\n".join(map(str, files)),
        capture_output=True,
        text=True,
        check=True,
    )
    return [_read(json.loads(line)) for line in told.stdout.splitlines()]


def _read(told: dict[str, dict[str, list[str]] | None]) -> Read:
    reading, took = told["reading"], told["took"]
    if not isinstance(took, int | float):
        raise TypeError("read_frames.mjs tells how long it took")
    if reading is None:
        return Read("", None, took)
    return Read(str(reading["layout"]), tuple(reading["lines"]), took)


def checked(lines: Sequence[str]) -> tuple[str, str]:
    """Split lines into what the check digits or the type of document guard, and the name, which nothing guards."""
    name = lines[2] if len(lines) > 2 else lines[0][5:]
    rest = "".join(lines[:2]) if len(lines) > 2 else lines[0][:5] + "".join(lines[1:])
    return rest, name

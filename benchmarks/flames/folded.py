"""Stacks as py-spy tells them (`a;b;c 12`), merged into a tree of frames."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_OURS = ("chassis", "contracts", "booking", "identity", "video", "billing", "fulfilment")
_PLACE = re.compile(r"^(?P<name>.+?) \((?P<file>[^)]*?)(?::\d+)?\)$")
_BOILERPLATE = ("_bootstrap", "_bootstrap_inner", "_run_module_as_main", "_run_code", "<module>")


@dataclass
class Frame:
    """A function, how many samples were taken in it or below, and whom it called."""

    name: str
    samples: int = 0
    calls: dict[str, "Frame"] = field(default_factory=dict)

    def add(self, stack: list[str], samples: int) -> None:
        """Count a stack from here on."""
        self.samples += samples
        if stack:
            self.calls.setdefault(stack[0], Frame(stack[0])).add(stack[1:], samples)

    def depth(self, least: float) -> int:
        """Return how many frames stand above one another, those of fewer samples aside."""
        return 1 + max((one.depth(least) for one in self.calls.values() if one.samples >= least), default=0)


def tree(lines: Iterable[str], name: str) -> Frame:
    """Return the stacks of some processes as one tree."""
    root = Frame(name)
    for line in lines:
        stack, _, samples = line.rpartition(" ")
        frames = [short(one) for one in stack.split(";") if not one.startswith(_BOILERPLATE)]
        root.add([one for one, before in zip(frames, ["", *frames], strict=False) if one != before], int(samples))
    return root


def short(frame: str) -> str:
    """Return the function with its module, without lines and folders."""
    if (found := _PLACE.match(frame)) is None:
        return frame
    parts = found["file"].removesuffix(".py").split("/")
    ours = [index for index, part in enumerate(parts[:-1]) if part in _OURS]
    first = ours[-1] if ours else max(len(parts) - 2, 0)
    return f"{'.'.join(parts[first:])}:{found['name']}"

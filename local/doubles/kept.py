"""State of a double that survives a restart: plain JSON in one file, guarded by one lock."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from local.home import replace_text

Plain = dict[str, Any]


class Kept:
    """A dictionary in a file; every change goes through `changing()`."""

    def __init__(self, file: Path, empty: Plain) -> None:
        self._file = file
        self._lock = threading.RLock()
        self.changed = threading.Condition(self._lock)
        kept = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
        self.state: Plain = {**deepcopy(empty), **kept}

    @contextmanager
    def changing(self) -> Iterator[Plain]:
        """Change the state; it is written when the block is left without an error."""
        with self._lock:
            yield self.state
            replace_text(self._file, json.dumps(self.state, ensure_ascii=False))
            self.changed.notify_all()

    @contextmanager
    def reading(self) -> Iterator[Plain]:
        """Read the state while nobody changes it."""
        with self._lock:
            yield self.state

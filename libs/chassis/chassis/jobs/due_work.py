"""Which jobs a service knows, as pure metadata."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

JobT = TypeVar("JobT", bound=Callable[..., None])


@dataclass
class DueWork:
    """The jobs of one service; `due.job("kind")` marks a function `(work, ports, item) -> None`.

    A job opens its own units with `with work() as unit:` and is idempotent: after a crash it runs again.
    """

    jobs: dict[str, Callable[[Any, Any, Any], None]] = field(default_factory=dict)
    nightly: set[str] = field(default_factory=set)
    """Kinds that are due once each night for every town, new ones included, without anybody scheduling them."""

    def job(self, kind: str) -> Callable[[JobT], JobT]:
        """Mark the function that does jobs of this kind."""

        def mark(function: JobT) -> JobT:
            if kind in self.jobs:
                raise ValueError(f"two functions for the job {kind}")
            self.jobs[kind] = function
            return function

        return mark

"""What a service hears, as pure metadata: importing it starts nothing and needs no broker."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

HandlerT = TypeVar("HandlerT", bound=Callable[..., None])


@dataclass(frozen=True)
class Subscription:
    """One handler of one event."""

    event: type
    handle: Callable[[Any, Any], None]


@dataclass
class Subscriptions:
    """All that one service hears; `heard.subscribe(EventClass)` marks a handler `(unit, received) -> None`."""

    service: str
    _all: dict[type, Subscription] = field(default_factory=dict)

    def subscribe(self, event: type) -> Callable[[HandlerT], HandlerT]:
        """Mark the one handler of an event; the inbox row and its effect are one transaction."""

        def mark(handle: HandlerT) -> HandlerT:
            if event in self._all:
                raise ValueError(f"{self.service} has two handlers of {event.__name__}: one queue, one handler")
            self._all[event] = Subscription(event, handle)
            return handle

        return mark

    def __iter__(self) -> Iterator[Subscription]:
        return iter(self._all.values())

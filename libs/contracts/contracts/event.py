"""An event class is a frozen dataclass with a name and a version; this module gives it both and reads it back."""

import dataclasses
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

EventT = TypeVar("EventT")
PREFIX = "de.buergerbuero"


class BadEvent(ValueError):
    """What arrived is not what its type promises; the message names the field, never its value."""


@dataclass(frozen=True)
class EventType:
    """The name of an event: `<service>.<aggregate>.<past-participle>`, its version and the field it is about."""

    name: str
    version: int
    subject: str

    @property
    def service(self) -> str:
        """The producer, the only service that may say it."""
        return self.name.split(".", 1)[0]

    @property
    def type(self) -> str:
        """The CloudEvents `type`."""
        return f"{PREFIX}.{self.name}.v{self.version}"

    @property
    def exchange(self) -> str:
        """The topic exchange that it is published to."""
        return f"{self.service}.events"

    @property
    def routing_key(self) -> str:
        """`<aggregate>.<past-participle>.v<version>`."""
        return f"{self.name.split('.', 1)[1]}.v{self.version}"


@typing.dataclass_transform(kw_only_default=True, frozen_default=True)
def event(name: str, *, version: int, subject: str) -> Callable[[type[EventT]], type[EventT]]:
    """Make a class an event: a frozen dataclass that knows its `EventType`; `subject` is the field it is about."""

    def mark(cls: type[EventT]) -> type[EventT]:
        made = dataclass(frozen=True, kw_only=True)(cls)
        made.event_type = EventType(name, version, subject)  # type: ignore[attr-defined]
        return made

    return mark


def type_of(event_or_class: object) -> EventType:
    """Return the `EventType` of an event or an event class; raise `TypeError` for anything else."""
    found = getattr(event_or_class, "event_type", None)
    if not isinstance(found, EventType):
        raise TypeError(f"{event_or_class!r} is not an event of the catalogue")
    return found


def encode(value: object) -> Any:  # noqa: ANN401 - JSON is any
    """Turn an event into what JSON can hold; absent optional fields are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
        return {name: encode(item) for name, item in pairs if item is not None}
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return value


def decode(cls: type[EventT], data: Mapping[str, Any]) -> EventT:
    """Read an event; unknown fields are ignored, so that a producer may add some.

    Raises:
        BadEvent: naming the field that is missing or wrong.
    """
    return typing.cast("EventT", _read(cls, data, cls.__name__))


def _read(expected: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - it follows type hints
    if dataclasses.is_dataclass(expected):
        return _read_object(typing.cast("type", expected), value, where)
    origin, arguments = get_origin(expected), get_args(expected)
    if origin in (Union, types.UnionType):
        return None if value is None else _read(arguments[0], value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise BadEvent(f"{where}: a list is expected")
        return tuple(_read(arguments[0], item, f"{where}[{index}]") for index, item in enumerate(value))
    if origin is typing.Literal:
        if value not in arguments:
            raise BadEvent(f"{where}: not one of {', '.join(map(str, arguments))}")
        return value
    return _read_scalar(expected, value, where)


def _read_object(cls: type, value: Any, where: str) -> Any:  # noqa: ANN401 - it follows type hints
    if not isinstance(value, Mapping):
        raise BadEvent(f"{where}: an object is expected")
    known = {}
    for name, hint, required in _fields(cls):
        if name in value:
            known[name] = _read(hint, value[name], f"{where}.{name}")
        elif required:
            raise BadEvent(f"{where}.{name}: missing")
    return cls(**known)


@cache
def _fields(cls: type) -> tuple[tuple[str, Any, bool], ...]:
    """Return name, type and whether it must be there of each field; reading the hints is dear."""
    hints = get_type_hints(cls)
    return tuple((one.name, hints[one.name], one.default is dataclasses.MISSING) for one in dataclasses.fields(cls))


def _read_scalar(expected: type, value: Any, where: str) -> Any:  # noqa: ANN401 - it follows type hints
    try:
        if expected is datetime:
            moment = datetime.fromisoformat(value)
            if moment.tzinfo is None:
                raise BadEvent(f"{where}: a moment without an offset")
            return moment
        if expected is date:
            return date.fromisoformat(value)
        if expected is UUID:
            return UUID(value)
    except (TypeError, ValueError, AttributeError) as error:
        raise BadEvent(f"{where}: not a {expected.__name__}") from error
    if isinstance(value, bool) is not (expected is bool) or not isinstance(value, expected):
        raise BadEvent(f"{where}: not a {expected.__name__}")
    return value

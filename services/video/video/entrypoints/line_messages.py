"""What travels over the socket, as JSON."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast, get_args
from uuid import UUID

from video.domain.line import Delivery, Entry, Said
from video.domain.quality import Happening, Minute

LONGEST_SECONDS = 600


class BadMessage(ValueError):
    """A message that no page of ours sends."""


@dataclass(frozen=True)
class Hello:
    """The first message: which page load this is, how far it has read, and whether its line was up before."""

    page: UUID
    cursor: int
    again: bool = False


@dataclass(frozen=True)
class Renewal:
    """The page gives up its connection and makes a new one; what belonged to the old one is to be dropped."""


@dataclass(frozen=True)
class Happened:
    """What became of the page's connections, for the operator's counters."""

    what: Happening
    seconds: float


Message = Hello | Renewal | Minute | Happened | Said


def read(text: str | bytes) -> Message:
    """Read one message, or raise `BadMessage`."""
    try:
        told = json.loads(text)
        return _READERS[told["type"]](told)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadMessage from error


def read_hello(text: str | bytes) -> Hello:
    """Read the first message, or raise `BadMessage` if it is another."""
    said = read(text)
    if not isinstance(said, Hello):
        raise BadMessage
    return said


def _minute(body: Any) -> Minute:  # noqa: ANN401 - JSON is any
    """Read a measurement; whatever a page claims stays within what can be."""
    return Minute(
        round_trip_seconds=_number(body["round_trip"], 60),
        loss=_number(body["loss"], 1),
        frames_per_second=_number(body["frames_per_second"], 120),
        width=int(_number(body["width"], 8192)),
        relayed=bool(body["relayed"]),
        freezes=int(_number(body["freezes"], 1000)),
    )


def _number(value: Any, most: float) -> float:  # noqa: ANN401 - JSON is any
    number = float(value)
    if not math.isfinite(number):
        raise BadMessage
    return min(max(number, 0.0), most)


def _happening(value: Any) -> Happening:  # noqa: ANN401 - JSON is any
    if value not in get_args(Happening):
        raise BadMessage
    return cast("Happening", value)


def _signal(body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON is any
    """Pass on a description or a candidate of the browser (W3C WebRTC), and nothing else."""
    if set(body) == {"description"} and set(body["description"]) <= {"type", "sdp"}:
        return dict(body)
    if set(body) == {"candidate"}:
        return dict(body)
    raise BadMessage


def _text(body: Any) -> str:  # noqa: ANN401 - JSON is any
    if not isinstance(body, str) or not body.strip():
        raise BadMessage
    return body.strip()


_READERS: dict[str, Callable[[Any], Message]] = {
    "hello": lambda told: Hello(UUID(told["page"]), max(0, int(told["cursor"])), bool(told.get("again"))),
    "renew": lambda _told: Renewal(),
    "signal": lambda told: Said("signal", _signal(told["body"]), UUID(told["to"]), int(told["to_epoch"])),
    "chat": lambda told: Said("chat", _text(told["body"])),
    "media": lambda told: Said("media", {name: bool(told["body"][name]) for name in ("camera", "microphone")}),
    "quality": lambda told: _minute(told["body"]),
    "happened": lambda told: Happened(
        _happening(told["body"]["what"]), _number(told["body"].get("seconds", 0), LONGEST_SECONDS)
    ),
}
"""One reader for each kind of message that a page of ours sends."""


def state_json(delivery: Delivery) -> str:
    """Tell a page where the consultation stands and who is there."""
    return json.dumps(
        {
            "type": "state",
            "state": delivery.state,
            "message": delivery.message,
            "me": {"id": str(delivery.me.id), "epoch": delivery.me.epoch},
            "roster": [
                {
                    "id": str(person.id),
                    "kind": person.kind,
                    "name": person.name,
                    "epoch": person.epoch,
                    "present": person.id in delivery.present,
                }
                for person in delivery.roster
            ],
        }
    )


def entry_json(entry: Entry) -> str:
    """Tell a page one line of the log."""
    return json.dumps(
        {
            "type": entry.topic,
            "seq": entry.seq,
            "from": str(entry.sender),
            "body": entry.body,
            "at": entry.said_at.isoformat(),
        }
    )

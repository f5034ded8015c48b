"""What travels over the socket, as JSON."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from video.domain.line import Delivery, Entry, Said


class BadMessage(ValueError):
    """A message that no page of ours sends."""


@dataclass(frozen=True)
class Hello:
    """The first message: which page load this is, and how far it has read."""

    page: UUID
    cursor: int


@dataclass(frozen=True)
class Renewal:
    """The page gives up its connection and makes a new one; what belonged to the old one is to be dropped."""


def read(text: str | bytes) -> Hello | Renewal | Said:
    """Read one message, or raise `BadMessage`."""
    try:
        told = json.loads(text)
        kind = told["type"]
        if kind == "hello":
            return Hello(UUID(told["page"]), max(0, int(told["cursor"])))
        if kind == "renew":
            return Renewal()
        if kind == "signal":
            return Said("signal", _signal(told["body"]), UUID(told["to"]), int(told["to_epoch"]))
        if kind == "chat":
            return Said("chat", _text(told["body"]))
        if kind == "media":
            return Said("media", {name: bool(told["body"][name]) for name in ("camera", "microphone")})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadMessage from error
    raise BadMessage


def read_hello(text: str | bytes) -> Hello:
    """Read the first message, or raise `BadMessage` if it is another."""
    said = read(text)
    if not isinstance(said, Hello):
        raise BadMessage
    return said


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

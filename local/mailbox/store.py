"""Keeps caught mails as files, so that they survive a restart, and lets readers wait for new ones."""

import json
import re
import threading
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

Mail = dict[str, Any]
_KEPT = 2000


class Store:
    """All mails of a folder, newest last; the oldest go when there are too many."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._changed = threading.Condition()
        self._mails: dict[str, Mail] = {}
        for file in sorted(folder.glob("*.eml")):
            recipients = json.loads(file.with_suffix(".json").read_text()) if file.with_suffix(".json").exists() else []
            self._mails[file.stem] = read(file.stem, file.read_bytes(), recipients)

    def keep(self, raw: bytes, recipients: list[str]) -> None:
        """Keep one mail."""
        with self._changed:
            key = f"{time.time_ns():020d}"
            (self._folder / f"{key}.eml").write_bytes(raw)
            (self._folder / f"{key}.json").write_text(json.dumps(recipients))
            self._mails[key] = read(key, raw, recipients)
            while len(self._mails) > _KEPT:
                self._remove(next(iter(self._mails)))
            self._changed.notify_all()

    def find(self, matches: Callable[[Mail], bool], wait: float = 0) -> list[Mail]:
        """Return the mails that match, newest first; wait up to so many seconds for the first of them."""
        with self._changed:
            self._changed.wait_for(lambda: any(map(matches, self._mails.values())), timeout=min(wait, 60))
            return [mail for mail in reversed(self._mails.values()) if matches(mail)]

    def get(self, key: str) -> Mail | None:
        """Return one mail."""
        return self._mails.get(key)

    def attachment(self, key: str, number: int) -> EmailMessage | None:
        """Return one attachment of a mail."""
        file = self._folder / f"{key}.eml"
        if key not in self._mails or not file.exists():
            return None
        parts = list(_message(file.read_bytes()).iter_attachments())
        return parts[number] if number < len(parts) else None

    def clear(self) -> None:
        """Forget all mails."""
        with self._changed:
            for key in list(self._mails):
                self._remove(key)

    def _remove(self, key: str) -> None:
        del self._mails[key]
        for ending in (".eml", ".json"):
            (self._folder / f"{key}{ending}").unlink(missing_ok=True)


def _message(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, policy=policy.default)


def read(key: str, raw: bytes, recipients: list[str]) -> Mail:
    """Return what pages and tests want to know of a mail."""
    message = _message(raw)
    text, html = (_body(message, kind) for kind in ("plain", "html"))
    return {
        "id": key,
        "received": int(key) / 1e9,
        "from": str(message["From"] or ""),
        "to": recipients or [str(message["To"] or "")],
        "subject": str(message["Subject"] or ""),
        "message_id": str(message["Message-ID"] or ""),
        "headers": {name: str(value) for name, value in message.items()},
        "text": text,
        "html": html,
        "links": list(dict.fromkeys(re.findall(r"https?://[^\s\"'<>)]+", f"{text} {html}".replace("&amp;", "&")))),
        "attachments": [
            {
                "name": part.get_filename() or "",
                "content_type": part.get_content_type(),
                "size": len(part.get_payload(decode=True) or b""),
                "path": f"/api/mails/{key}/attachments/{number}",
            }
            for number, part in enumerate(message.iter_attachments())
        ],
    }


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return str(part.get_content()) if part is not None else ""

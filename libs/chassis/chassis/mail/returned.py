"""Reads mails that came back from a Maildir for each town, into which the mail server drops them."""

import mailbox
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from uuid import UUID

_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)


@dataclass(frozen=True)
class ReturnedMail:
    """What a delivery status notification tells (RFC 3464): which of our mails, and the status."""

    mail: UUID
    status: str


class MaildirOfReturnedMails:
    """Takes each mail out of `<folder>/<town>` once; what is no notification of a failure is left to people."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, town: str) -> Iterator[ReturnedMail]:
        """Yield what came back; a mail is removed when the next one is asked for, so that a crash repeats it."""
        place = self._folder / town
        if not (place / "new").is_dir():
            return
        box = mailbox.Maildir(place, factory=None, create=False)
        for key in list(box.iterkeys()):
            returned = read_returned(box.get_bytes(key))
            if returned is not None:
                yield returned
                box.discard(key)


def read_returned(raw: bytes) -> ReturnedMail | None:
    """Return which of our mails failed for good, or None for anything else (RFC 3464; status codes: RFC 3463)."""
    # By the older policy, which takes headers for text: the newer one raises at some that strangers can write.
    message = message_from_bytes(raw)
    if message.get_content_type() != "multipart/report":
        return None
    status = next((found for part in message.walk() if (found := _failed(part))), None)
    ours = _OURS.search(_original(message))
    return ReturnedMail(UUID(ours[1]), status) if status and ours else None


def _failed(part: Message) -> str | None:
    """Return the status of a recipient for whom delivery failed for good; a delay is no failure yet."""
    action, status = str(part.get("Action", "")).strip().lower(), str(part.get("Status", "")).strip()
    found = re.match(r"5\.\d{1,3}\.\d{1,3}", status)
    return found[0] if action == "failed" and found else None


def _original(message: Message) -> str:
    """Return the Message-ID of the mail that came back: its copy or its headers are the report's last part."""
    for part in reversed(list(message.walk())):
        if part is not message and part.get("Message-ID"):
            return str(part["Message-ID"])
        if part.get_content_type() == "text/rfc822-headers":
            headers = part.get_payload(decode=True)
            text = headers.decode(errors="replace") if isinstance(headers, bytes) else ""
            if found := re.search(r"^Message-ID:\s*(\S+)", text, re.IGNORECASE | re.MULTILINE):
                return found[1]
    return ""

"""Receives mails by SMTP, and refuses them on demand."""

from aiosmtpd.smtp import SMTP, Envelope, Session

from local.mailbox.store import Store


class Receiver:
    """Keeps every mail, unless it has been told to misbehave."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.refusal = ""
        self.refusals_left = 0
        self.refused = 0

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Take one mail."""
        if self.refusals_left > 0:
            self.refusals_left -= 1
            self.refused += 1
            return self.refusal
        content = envelope.content or b""
        raw = content.encode() if isinstance(content, str) else content
        self._store.keep(raw, list(envelope.rcpt_tos))
        return "250 2.0.0 kept"

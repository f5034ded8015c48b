"""A private mail server that delivers nowhere: mails are shown on a page and by an HTTP API."""

from typing import Any
from urllib.parse import urlencode

from local.home import LOOPBACK
from local.loopback import ask, listens
from local.serving import ServedProgram


class Mail(ServedProgram):
    """The mail catcher: `smtp_url` for services, `url` for people, `mails()` for tests."""

    name = "mail"
    module = "local.mailbox"

    @property
    def smtp_url(self) -> str:
        """What services get as SMTP_URL."""
        return f"smtp://{LOOPBACK}:{self.home.port('mail-smtp')}"

    def arguments(self) -> list[str]:
        return [str(self.home.port("mail-smtp"))]

    def is_ready(self) -> bool:
        return listens(self.home.port("mail-smtp")) and super().is_ready()

    def mails(self, to: str = "", subject: str = "", wait: float = 0) -> list[dict[str, Any]]:
        """Return caught mails, newest first; with `wait`, the first match is awaited for so many seconds."""
        query = urlencode({"to": to, "subject": subject, "wait": wait})
        found: list[dict[str, Any]] = ask(f"{self.url}/api/mails?{query}")
        return found

    def clear(self) -> None:
        """Forget all mails."""
        ask(f"{self.url}/api/mails", "DELETE")

    def misbehave(self, answer: str = "451 4.3.0 try again later", times: int = 1) -> None:
        """Answer the next mails with an SMTP error."""
        ask(f"{self.url}/_double/misbehaviour", "PUT", {"answer": answer, "times": times})

"""Sends mails from the mail outbox; a mail that a crash repeats carries the same Message-ID."""

import base64
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from typing import Any, Protocol
from urllib.parse import parse_qsl, unquote, urlsplit
from uuid import UUID

import sqlalchemy as sa

from chassis.persistence.tables import mail
from chassis.persistence.unit_of_work import UnitOfWork
from chassis.telemetry import metrics
from chassis.tenancy import Tenant

TIMEOUT = 20
_PERMANENT = 500


class Post(Protocol):
    """Hands a finished message to a mail server."""

    def __call__(self, message: EmailMessage) -> None: ...


def smtp(url: str) -> Post:
    """Return a `Post` for `smtp://[user:password@]host:port[?cacertfile=…]`, with STARTTLS where the server offers it.

    A server that offers it has to prove who it is, and a password goes over TLS alone: mails hold personal links.
    """
    place = urlsplit(url)
    trusted = dict(parse_qsl(place.query)).get("cacertfile")

    def post(message: EmailMessage) -> None:
        with smtplib.SMTP(place.hostname or "localhost", place.port or 25, timeout=TIMEOUT) as server:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context(cafile=trusted))
            elif place.username:
                raise smtplib.SMTPNotSupportedError("the mail server offers no STARTTLS, and a password needs it")
            if place.username:
                server.login(unquote(place.username), unquote(place.password or ""))
            server.send_message(message)

    return post


class Refused(Protocol):
    """Notes that the server will never take a mail: `status` is its answer, as in `550`."""

    def __call__(self, unit: Any, mail_id: UUID, status: str) -> None: ...  # noqa: ANN401 - each service has its own


def mail_sender(post: Post, service: str, refused: Refused | None = None) -> Callable[[Any, object, UUID], None]:
    """Return the job that sends one mail: read, send, mark, with no transaction open while the server answers.

    An address that the server refuses for good (RFC 5321, 4.2.1) is told to `refused` and not tried again.
    """

    def send(work: Callable[[], Any], _ports: object, item: UUID) -> None:
        with work() as unit:
            message = _read(unit, item)
        if message is None:
            return
        try:
            post(message)
        except smtplib.SMTPRecipientsRefused as error:
            status = _for_good(error)
            if status is None or refused is None:
                raise
            with work() as unit:
                refused(unit, item, status)
                metrics.MAILS_SENT.labels(service, "refused", unit.tenant.key).inc()
            return
        with work() as unit:
            unit.connection.execute(
                mail.update().where(mail.c.tenant == unit.tenant.key, mail.c.id == item).values(sent_at=unit.clock())
            )
            metrics.MAILS_SENT.labels(service, "sent", unit.tenant.key).inc()

    return send


def _for_good(error: smtplib.SMTPRecipientsRefused) -> str | None:
    """Return the answer if it is permanent for everybody; the mail has one recipient."""
    codes = [code for code, _words in error.recipients.values()]
    return str(codes[0]) if codes and all(_PERMANENT <= code < _PERMANENT + 100 for code in codes) else None


def _read(unit: UnitOfWork, item: UUID) -> EmailMessage | None:
    row = unit.connection.execute(
        sa.select(mail).where(mail.c.tenant == unit.tenant.key, mail.c.id == item, mail.c.sent_at.is_(None))
    ).one_or_none()
    return None if row is None else compose(row, unit.tenant)


def compose(row: Any, tenant: Tenant) -> EmailMessage:  # noqa: ANN401 - a row of the mail table
    """Make the message of a stored mail."""
    message = EmailMessage()
    domain = str(tenant.mail_from).partition("@")[2]
    message["Message-ID"] = f"<{row.id}@{domain}>"
    message["From"] = f'"{tenant.authority}" <{tenant.mail_from}>'
    message["To"] = row.recipient
    message["Subject"] = row.subject
    message["Date"] = row.created_at
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(row.text)
    files = [(one["name"], one["type"], base64.b64decode(one["content"])) for one in row.attachments]
    for _name, content_type, content in files:
        _invite(message, content_type, content)
    for name, content_type, content in files:
        _attach(message, name, content_type, content)
    return message


def _invite(message: EmailMessage, content_type: str, content: bytes) -> None:
    """Let the calendar stand beside the text as well: Outlook and Google act on that part only (RFC 6047, 2.4)."""
    kind, *parameters = (part.strip() for part in content_type.split(";"))
    told = dict(parameter.split("=", 1) for parameter in parameters)
    if kind == "text/calendar" and "method" in told:
        message.add_alternative(content.decode(), subtype="calendar", params={"method": told["method"]})


def _attach(message: EmailMessage, name: str, content_type: str, content: bytes) -> None:
    kind, _, parameters = content_type.partition(";")
    main, _, sub = kind.partition("/")
    if main == "text":
        message.add_attachment(content.decode(), subtype=sub, filename=name)
    else:
        message.add_attachment(content, maintype=main, subtype=sub, filename=name)
    part = list(message.iter_attachments())[-1]
    for parameter in filter(None, (p.strip() for p in parameters.split(";"))):
        key, _, value = parameter.partition("=")
        part.set_param(key, value)

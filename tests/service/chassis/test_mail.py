"""Mail leaves after the commit, once per key, and a repetition carries the same Message-ID."""

import ssl
import subprocess
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import EmailMessage, Message
from pathlib import Path
from smtplib import SMTPNotSupportedError
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from chassis.jobs.runner import JobRunner
from chassis.mail.message import Attachment, Mail
from chassis.mail.sender import mail_sender, smtp

CALENDAR = Attachment("termin.ics", "text/calendar; method=REQUEST; charset=utf-8", "BEGIN:VCALENDAR Ä".encode())
PAPER = Attachment("bescheid.pdf", "application/pdf", b"%PDF-1.7")
MAIL = Mail("confirmation:1", "erika@example.org", "Ihr Termin, Müller", "Guten Tag\nÄnne", (CALENDAR, PAPER))


def payload(part: Message) -> bytes:
    """Return what a part holds."""
    held = part.get_payload(decode=True)
    assert isinstance(held, bytes)
    return held


class Postbox:
    """Keeps what a real SMTP server hands it; may refuse."""

    def __init__(self) -> None:
        self.mails: list[Message] = []
        self.refuses = False
        self.unknown: set[str] = set()

    async def handle_RCPT(  # noqa: N802
        self, _server: object, _session: object, envelope: Any, address: str, _options: object
    ) -> str:
        if address in self.unknown:
            return "550 5.1.1 no such user"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802
        if self.refuses:
            return "451 try again later"
        self.mails.append(message_from_bytes(envelope.content))
        return "250 ok"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, str]]:
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=0)
    server.port = free_port()
    server.start()
    yield box, f"smtp://127.0.0.1:{server.port}"
    server.stop()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Key and certificate that a mail server has made for itself."""
    key, paper = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(key), "-out", str(paper)]
    subprocess.run(command, check=True, capture_output=True)
    return key, paper


def test_links_and_passwords_go_to_a_server_alone_that_proves_who_it_is(
    probe: Any, certificate: tuple[Path, Path], ask: Callable[[str], Any]
) -> None:
    key, paper = certificate
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(paper, key)
    box = Postbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port(), tls_context=context)
    server.start()
    try:
        send(probe)
        sender(probe, f"smtp://127.0.0.1:{server.port}").run_all()
        assert ask("SELECT failure FROM due_work WHERE kind = 'send-mail'") == "SSLCertVerificationError"
        assert box.mails == []
        smtp(f"smtp://127.0.0.1:{server.port}?cacertfile={paper}")(letter())
        assert len(box.mails) == 1
    finally:
        server.stop()


def test_a_password_is_told_to_nobody_in_the_clear(postbox: tuple[Postbox, str]) -> None:
    box, url = postbox
    with pytest.raises(SMTPNotSupportedError):
        smtp(url.replace("smtp://", "smtp://office:secret@"))(letter())
    assert box.mails == []


def letter() -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "rathaus@example.org", "erika@example.org", "Ihr Termin"
    made.set_content("Guten Tag")
    return made


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def sender(probe: Any, url: str) -> JobRunner:
    probe.due_work.jobs["send-mail"] = mail_sender(smtp(url), "probe")
    return JobRunner(probe.work, probe.tenants, probe.due_work, None)


def send(probe: Any, mail: Mail = MAIL) -> None:
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        unit.send(mail)


def test_a_mail_arrives_with_its_attachments(probe: Any, postbox: tuple[Postbox, str]) -> None:
    box, url = postbox
    send(probe)
    sender(probe, url).run_all()
    (mail,) = box.mails
    assert mail["To"] == "erika@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "text/calendar", "application/pdf"
    ]  # fmt: skip
    text, invitation, calendar, paper = list(mail.walk())[2:]
    assert "Änne" in payload(text).decode()
    for part in (invitation, calendar):
        assert part.get_param("method") == "REQUEST"
        assert part.get_param("charset") == "utf-8"
        assert payload(part).decode().strip() == "BEGIN:VCALENDAR Ä"
    assert invitation.get_filename() is None
    assert calendar.get_filename() == "termin.ics"
    assert paper.get_payload(decode=True) == b"%PDF-1.7"


def test_a_mail_of_the_same_key_leaves_once(probe: Any, postbox: tuple[Postbox, str]) -> None:
    box, url = postbox
    send(probe)
    send(probe)
    sender(probe, url).run_all()
    send(probe)
    sender(probe, url).run_all()
    assert len(box.mails) == 1


def test_a_mail_that_a_crash_repeats_carries_the_same_message_id(
    probe: Any, postbox: tuple[Postbox, str], ask: Callable[[str], Any]
) -> None:
    box, url = postbox
    send(probe)
    sender(probe, url).run_all()
    # The worker died after the server took the mail and before it was noted.
    ask("UPDATE mail SET sent_at = NULL RETURNING 1")
    with probe.work(probe.tenants.by_key("ostfildern")) as unit:
        unit.schedule("send-mail", MAIL.id("ostfildern"), unit.clock())
    sender(probe, url).run_all()
    assert len(box.mails) == 2
    assert box.mails[0]["Message-ID"] == box.mails[1]["Message-ID"]


def test_a_server_that_refuses_is_asked_again_later(
    probe: Any, postbox: tuple[Postbox, str], ask: Callable[[str], Any]
) -> None:
    box, url = postbox
    box.refuses = True
    send(probe)
    sender(probe, url).run_all()
    assert ask("SELECT attempts FROM due_work WHERE kind = 'send-mail'") == 1
    assert ask("SELECT count(*) FROM mail WHERE sent_at IS NULL") == 1


def test_a_mail_of_a_transaction_that_failed_never_leaves(probe: Any, postbox: tuple[Postbox, str]) -> None:
    box, url = postbox

    def send_and_fail() -> None:
        with probe.work(probe.tenants.by_key("ostfildern")) as unit:
            unit.send(MAIL)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        send_and_fail()
    assert sender(probe, url).run_all() == 0
    assert box.mails == []


def test_an_address_that_is_refused_for_good_is_told_once_and_not_tried_again(
    probe: Any, postbox: tuple[Postbox, str], ask: Callable[[str], Any]
) -> None:
    box, url = postbox
    box.unknown.add("erika@example.org")
    told: list[str] = []
    send(probe)
    probe.due_work.jobs["send-mail"] = mail_sender(smtp(url), "probe", lambda _unit, _mail, status: told.append(status))
    JobRunner(probe.work, probe.tenants, probe.due_work, None).run_all()
    assert told == ["550"]
    assert ask("SELECT count(*) FROM due_work WHERE kind = 'send-mail'") == 0
    assert ask("SELECT count(*) FROM mail WHERE sent_at IS NULL") == 1

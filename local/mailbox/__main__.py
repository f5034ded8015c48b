"""Runs the mail catcher: `python -m local.mailbox <folder> <http port> <smtp port>`."""

import sys
from pathlib import Path

from aiosmtpd.controller import Controller

from local.home import LOOPBACK
from local.mailbox.receiver import Receiver
from local.mailbox.store import Store
from local.mailbox.web import create_app
from local.serving import serve


def main(folder: str, port: str, smtp_port: str) -> None:
    """Serve SMTP in a thread of its own and HTTP in this one."""
    store = Store(Path(folder))
    receiver = Receiver(store)
    # Attachments may be big (a decision with its documents); 8-bit headers are allowed as real servers do.
    smtp = Controller(
        receiver, hostname=LOOPBACK, port=int(smtp_port), data_size_limit=30_000_000, enable_SMTPUTF8=True
    )
    smtp.start()
    try:
        serve(create_app(store, receiver), int(port))
    finally:
        smtp.stop()


main(*sys.argv[1:])

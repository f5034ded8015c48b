"""The places where a process could die with something half done, woven into it from outside.

They live in the tests alone: no image holds this folder, so nothing in production can switch them on. Each place is
passed before and after: commit, publish, confirm, the relay's mark, acknowledgement, mail, letter, call to the outside.
"""

import functools
import os
import signal
from collections import Counter
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import Any

_doing: ContextVar[tuple[str, Counter[str]] | None] = ContextVar("doing", default=None)


class FailPoints:
    """Ends the process by SIGKILL at each place once, or only at `alone`; what was passed is a file in `folder`."""

    def __init__(self, folder: Path, process: str, alone: str | None) -> None:
        self._folder = folder
        self._process = process
        self._alone = alone

    def reach(self, what: str, when: str) -> None:
        """Die here, unless this place has had its death."""
        doing, passed = _doing.get() or ("", Counter[str]())
        if self._process.endswith(" web") and not doing.startswith("POST"):
            return
        passed[f"{what} {when}"] += 1
        site = " ".join(filter(None, (self._process, doing, what, str(passed[f"{what} {when}"]), when)))
        if self._alone not in (None, site):
            return
        try:
            (self._folder / site).touch(exist_ok=False)
        except FileExistsError:
            return
        if self._alone != "":
            os.kill(os.getpid(), signal.SIGKILL)

    def around(self, owner: Any, name: str, what: str) -> None:
        """Weave the two places around a function of a class or module."""
        call = getattr(owner, name)

        @functools.wraps(call)
        def passing(*arguments: Any, **named: Any) -> Any:
            self.reach(what, "before")
            result = call(*arguments, **named)
            self.reach(what, "after")
            return result

        setattr(owner, name, passing)


def name_it(owner: Any, method: str, title: Callable[..., str]) -> None:
    """Let places within a call be told apart by what is being done, and counted anew in each."""
    call = getattr(owner, method)

    @functools.wraps(call)
    def named(*arguments: Any, **more: Any) -> Any:
        # Never reset: an acknowledgement comes after the call that it belongs to.
        _doing.set((title(*arguments), Counter()))
        return call(*arguments, **more)

    setattr(owner, method, named)


def weave(process: str, folder: Path, alone: str | None) -> None:
    """Put the places into the libraries of this process; for a worker, after eventlet has patched."""
    import smtplib

    import amqp
    import requests
    from sqlalchemy.engine.default import DefaultDialect

    from chassis.jobs.runner import JobRunner
    from chassis.letters.spool import LetterSpool
    from chassis.messaging.handling import Handling
    from chassis.messaging.publisher import ConfirmedPublisher
    from chassis.messaging.relay import Relay

    points = FailPoints(folder, process, alone)
    points.around(DefaultDialect, "do_commit", "commit")
    points.around(amqp.Channel, "_basic_publish", "publish")
    points.around(ConfirmedPublisher, "_acknowledged", "confirm")
    points.around(Relay, "_mark", "mark")
    points.around(requests.Session, "send", "call")
    points.around(smtplib.SMTP, "send_message", "mail")
    points.around(LetterSpool, "hand_over", "letter")
    if process.endswith(" web"):
        from flask import Flask, request

        name_it(Flask, "full_dispatch_request", lambda _app: f"{request.method} {request.endpoint}")
    if process.endswith(" worker"):
        from chassis.messaging.entrypoint import PatientQueueConsumer

        points.around(PatientQueueConsumer, "ack_message", "ack")
    name_it(Handling, "__call__", lambda handling, _body: f"event {handling.event_name}")
    name_it(JobRunner, "_do", lambda _runner, row: f"job {row.kind}")

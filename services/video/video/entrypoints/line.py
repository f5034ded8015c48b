"""One open socket of one page: reads what it says, passes on what the others say.

The reader runs in the request's thread, the writer in a thread of its own. Whichever ends, ends the other.
"""

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from simple_websocket import ConnectionClosed

from chassis.telemetry.logs import logger
from chassis.web.farewell import leaving
from video.domain.consultation import Consultation
from video.domain.errors import NotAdmitted, NotPossible, NotYourCall, Replaced, TooMuch, UnknownConsultation
from video.domain.line import Delivery, Said
from video.domain.quality import Minute
from video.entrypoints.call_metrics import observe_happening, observe_minute
from video.entrypoints.line_messages import (
    BadMessage,
    Happened,
    Hello,
    Message,
    Renewal,
    entry_json,
    read,
    read_hello,
    state_json,
)
from video.entrypoints.pace import Pace
from video.entrypoints.web_sockets import LockedServer
from video.use_cases.join_line import Caller, Coming, join_line
from video.use_cases.keep_alive import keep_alive
from video.use_cases.leave_line import leave_line
from video.use_cases.note_quality import note_quality
from video.use_cases.read_line import read_line
from video.use_cases.say import say

OpenWork = Callable[[], AbstractContextManager[Any]]
HELLO_SECONDS = 10
SAFETY_NET_SECONDS = 2.0
ALIVE_SECONDS = 5.0
PING_SECONDS = 7.0
"""With the look every two seconds at most twelve lie between two signs of life: fewer than `PRESENT_FOR`."""

# Close codes of our own (RFC 6455 gives 4000–4999 to applications); line.js knows them.
GOING_AWAY = 1012
"""Service restart (IANA WebSocket close codes): the page comes back with up to two seconds of chance."""
REPLACED, BAD, NOT_YOURS, TOO_FAST, OVER = 4001, 4400, 4403, 4408, 4410

log = logger(__name__)


class Bell(Protocol):
    """Wakes whoever waits for news of a consultation."""

    def hears(self, consultation_id: UUID) -> AbstractContextManager[threading.Event]: ...


@dataclass
class Line:
    """The conversation of one socket."""

    socket: LockedServer
    work: OpenWork
    bell: Bell
    appointment_id: UUID
    caller: Caller
    town: str

    def converse(self) -> None:
        """Hold the conversation until one side closes it."""
        try:
            hello = read_hello(self.socket.receive(timeout=HELLO_SECONDS) or "")
            consultation = self._join(hello.page, "again" if hello.again else "new")
        except (BadMessage, NotYourCall, NotPossible, UnknownConsultation) as error:
            self.socket.close(_code(error))
            return
        self._attend(hello, consultation)

    def _join(self, page: UUID, coming: Coming) -> Consultation:
        with self.work() as unit:
            return join_line(unit, self.appointment_id, self.caller, page, coming)

    def _attend(self, hello: Hello, consultation: Consultation) -> None:
        me = self.caller.id(consultation.id)
        with self.bell.hears(consultation.id) as news:
            writer = _Writer(self.socket, self.work, consultation.id, me, hello, news)
            thread = threading.Thread(target=writer.run, name="line-writer", daemon=True)
            thread.start()
            try:
                self._listen(hello, consultation.id, me, news)
            finally:
                self.socket.close()
                news.set()
                thread.join()
                with self.work() as unit:
                    leave_line(unit, consultation.id, me, hello.page)

    def _listen(self, hello: Hello, consultation_id: UUID, me: UUID, news: threading.Event) -> None:
        pace = Pace()
        while (text := self.socket.receive()) is not None:
            try:
                if not pace.allows(time.monotonic()):
                    self.socket.close(TOO_FAST)
                    return
                self._take(read(text), hello, consultation_id, me)
            except NotPossible:
                # Replaced or sent out while it spoke: the writer looks which, and says goodbye.
                news.set()
            except (BadMessage, TooMuch, NotAdmitted, NotYourCall) as error:
                self.socket.close(_code(error))
                return

    def _take(self, said: Message, hello: Hello, consultation_id: UUID, me: UUID) -> None:
        match said:
            case Renewal():
                self._join(hello.page, "renewed")
            case Happened():
                observe_happening(self.town, self.caller.kind, said.what, said.seconds)
            case Minute():
                observe_minute(self.town, self.caller.kind, said)
                with self.work() as unit:
                    note_quality(unit, consultation_id, self.caller.kind, said)
            case Said():
                with self.work() as unit:
                    say(unit, consultation_id, me, hello.page, said)


@dataclass
class _Writer:
    """Passes on what is new: when the bell rings, and every two seconds to be sure."""

    socket: LockedServer
    work: OpenWork
    consultation_id: UUID
    me: UUID
    hello: Hello
    news: threading.Event

    def run(self) -> None:
        try:
            self._pass_on()
        except ConnectionClosed:
            pass
        except NotPossible:
            # The person has been taken out of the call.
            self.socket.close(OVER)
        except Exception:
            log.exception("a line's writer failed; its page will come back", consultation=str(self.consultation_id))
        finally:
            # A writer that died silently would leave a page that hears nothing and does not know it.
            self.socket.close()

    def _pass_on(self) -> None:
        cursor, shown = self.hello.cursor, ""
        alive_at = pinged_at = time.monotonic()
        while self.socket.connected:
            if leaving.is_set():
                self.socket.send('{"type": "goaway"}')
                self.socket.close(GOING_AWAY)
                return
            now = time.monotonic()
            alive = now - alive_at >= ALIVE_SECONDS and self.socket.heard_at > alive_at
            delivery = self._read(cursor, alive=alive)
            alive_at = now if alive else alive_at
            if delivery.me.page != self.hello.page:
                self.socket.close(REPLACED)
                return
            state = state_json(delivery)
            if state != shown:
                self.socket.send(state)
                shown = state
            for entry in delivery.entries:
                self.socket.send(entry_json(entry))
            cursor = delivery.cursor
            if delivery.state.is_over:
                self.socket.close(OVER)
                return
            if now - pinged_at >= PING_SECONDS:
                self.socket.ping()
                pinged_at = now
            self.news.wait(SAFETY_NET_SECONDS)
            self.news.clear()

    def _read(self, cursor: int, *, alive: bool) -> Delivery:
        with self.work() as unit:
            if alive:
                keep_alive(unit, self.consultation_id, self.me, self.hello.page)
            delivery: Delivery = read_line(unit, self.consultation_id, self.me, cursor)
            return delivery


def _code(error: Exception) -> int:
    if isinstance(error, NotYourCall):
        return NOT_YOURS
    if isinstance(error, Replaced):
        return REPLACED
    if isinstance(error, NotPossible | UnknownConsultation):
        return OVER
    return BAD

"""Wakes the sockets of this process: one connection listens to PostgreSQL, everybody waits on it.

A wake-up says only which consultation has news. It may be lost (a broken connection); whoever waits looks by
themselves every two seconds, so that the bell makes things fast and is never needed to make them right.
"""

import select
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from uuid import UUID

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

from chassis.telemetry.logs import logger
from video.adapters.repositories.line import CHANNEL

PATIENCE_SECONDS = 30.0
PAUSE_SECONDS = 1.0

log = logger(__name__)


class Bell:
    """Rings for consultations; starts to listen when the first socket waits."""

    def __init__(self, database_url: str) -> None:
        self._url = database_url
        self._lock = threading.Lock()
        self._waiting: dict[str, set[threading.Event]] = defaultdict(set)
        self._thread: threading.Thread | None = None

    @contextmanager
    def hears(self, consultation_id: UUID) -> Iterator[threading.Event]:
        """Give an event that is set whenever the consultation has news."""
        event, key = threading.Event(), str(consultation_id)
        with self._lock:
            self._waiting[key].add(event)
            self._start()
        try:
            yield event
        finally:
            with self._lock:
                self._waiting[key].discard(event)
                if not self._waiting[key]:
                    del self._waiting[key]

    def _start(self) -> None:
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._listen_for_ever, name="bell", daemon=True)
            self._thread.start()

    def _listen_for_ever(self) -> None:
        pause = threading.Event()
        while self._is_needed():
            try:
                self._listen()
            except psycopg2.Error as error:
                log.warning("the bell's connection broke; sockets poll until it is back", error=type(error).__name__)
                pause.wait(PAUSE_SECONDS)

    def _is_needed(self) -> bool:
        """Say whether anybody waits; if not, this thread ends and the next who waits starts another."""
        with self._lock:
            if not self._waiting and self._thread is threading.current_thread():
                self._thread = None
            return self._thread is threading.current_thread()

    def _listen(self) -> None:
        with closing(psycopg2.connect(self._url, connect_timeout=5)) as connection:
            connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
            with connection.cursor() as cursor:
                cursor.execute(f'LISTEN "{CHANNEL}"')
                self._ring_all()
                while self._is_needed():
                    if not any(select.select([connection], [], [], PATIENCE_SECONDS)):
                        cursor.execute("SELECT 1")  # a dead connection says so here
                    connection.poll()
                    while connection.notifies:
                        self._ring(connection.notifies.pop(0).payload)

    def _ring(self, consultation_id: str) -> None:
        with self._lock:
            for event in self._waiting.get(consultation_id, ()):
                event.set()

    def _ring_all(self) -> None:
        """After a gap nobody knows what was missed, so everybody looks once."""
        with self._lock:
            for events in self._waiting.values():
                for event in events:
                    event.set()

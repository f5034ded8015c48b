"""Nothing of a call is recorded: its pages have nothing to record with, and no process, file or table takes it in.

Sound and pictures are encrypted from browser to browser, so sizes are looked at, not contents: what the two send each
other is the measure, and whoever kept a twentieth of it would be seen.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, WebSocket

from chassis.persistence.engine import create_engine
from chassis.testing.waiting import until
from tests.e2e.calls import Office, begin, measured, open_phone, open_workstation
from tests.e2e.tap import Tap, tapped

MEDIA, PART, PATIENCE = 2_000_000, 0.05, 180
LONGEST_BODY = 64 * 1024
# Every way in which a page can keep or branch off what it sees and hears (MediaStream Recording, WebCodecs,
# mediacapture-transform, WebRTC Encoded Transform, File System, IndexedDB).
WAYS = {
    "window": ("MediaRecorder", "MediaStreamTrackProcessor", "VideoEncoder", "AudioEncoder", "RTCRtpScriptTransform"),
    "HTMLCanvasElement.prototype": ("captureStream",),
    "HTMLMediaElement.prototype": ("captureStream",),
    "RTCRtpSender.prototype": ("createEncodedStreams",),
    "RTCRtpReceiver.prototype": ("createEncodedStreams",),
    "StorageManager.prototype": ("getDirectory",),
    "IDBFactory.prototype": ("open",),
    "CacheStorage.prototype": ("open",),
}
NAMES = {name for names in WAYS.values() for name in names} - {"open"} | {"indexedDB", "showSaveFilePicker"}
# Notes who takes one of these ways, and lets them.
WATCH = "(() => { window.taken = [];" + "".join(
    f"if ({owner}.{name}) {owner}.{name} = new Proxy({owner}.{name}, {{"
    f" apply(it, on, told) {{ taken.push('{name}'); return Reflect.apply(it, on, told); }},"
    f" construct(it, told) {{ taken.push('{name}'); return Reflect.construct(it, told); }} }});"
    for owner, names in WAYS.items()
    for name in names
) + " })()"  # fmt: skip
# A relay that passes on datagrams writes nothing; over TCP it writes to sockets what a file would count as well.
DATAGRAMS = """(() => {
  const Any = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Any {
    constructor(told) {
      const [{ urls, ...access }] = told.iceServers;
      super({ ...told, iceServers: [{ ...access, urls: urls.filter((url) => url.endsWith("=udp")) }] });
    }
  };
})()"""
SENT = """async () => {
  const reports = await Promise.all(window.connections.map((one) => one.getStats()));
  const found = reports.flatMap((report) => [...report.values()]);
  return {
    bytes: found.filter(({ type }) => type === "outbound-rtp").reduce((sum, one) => sum + one.bytesSent, 0),
    encrypted: found.filter(({ type }) => type === "transport").every(({ srtpCipher }) => Boolean(srtpCipher)),
  };
}"""


@dataclass
class Loaded:
    """What the pages of a call have loaded: the addresses of scripts, and every host they spoke to."""

    scripts: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)

    def watch(self, context: BrowserContext) -> None:
        """Look at everything that the pages of this window load."""
        context.add_init_script(WATCH)
        context.add_init_script(DATAGRAMS)
        context.on("response", self._note)
        context.on("page", lambda page: page.on("websocket", self._note_socket))

    def _note(self, answer: Response) -> None:
        self.hosts.add(urlsplit(answer.url).netloc)
        if answer.request.resource_type == "script":
            self.scripts.add(answer.url)

    def _note_socket(self, socket: WebSocket) -> None:
        self.hosts.add(urlsplit(socket.url).netloc)


@pytest.fixture
def loaded() -> Loaded:
    """What the pages load."""
    return Loaded()


@pytest.fixture
def tap(office: Office) -> Iterator[Tap]:
    """What stands before video's process and hears all that browsers send there."""
    with tapped(("127.0.0.1", office.port)) as listening:
        yield listening


@pytest.fixture
def watched_call(office: Office, tap: Tap, chromium: Browser, loaded: Loaded) -> Iterator[tuple[Page, Page]]:
    """A call behind the tap, whose pages are watched."""
    house = Office(office.running, office.environment, port=tap.port)
    with closing(open_phone(chromium)) as phone, closing(open_workstation(chromium, house)) as workstation:
        loaded.watch(phone)
        loaded.watch(workstation)
        yield begin(house, phone, workstation)


def written(pid: int) -> int:
    """Return what a process and its children have written to files and pipes; a socket's `send` does not count."""
    process = psutil.Process(pid)
    return sum(int(one.io_counters().write_chars) for one in (process, *process.children(recursive=True)))


def stored(office: Office) -> int:
    """Return how many bytes all rows of the service's database have."""
    engine = create_engine(office.running.settings.migration_database_url.get_secret_value(), pool_size=1)
    with engine.begin() as connection:
        ask = "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'"
        tables = connection.exec_driver_sql(ask).scalars().all()
        sizes = [f"SELECT coalesce(sum(pg_column_size(t.*)), 0) AS size FROM {table} t" for table in tables]  # noqa: S608
        every = " UNION ALL ".join(sizes)
        total = connection.exec_driver_sql(f"SELECT sum(size) FROM ({every}) AS one").scalar_one()  # noqa: S608 - names from the catalogue
    engine.dispose()
    assert tables, "there are tables to look at"
    return int(total)


def kept(office: Office, tap: Tap) -> dict[str, int]:
    """Return how many bytes are in every place that could keep something of a call."""
    assert office.process is not None
    assert office.relay is not None
    assert office.relay.pid is not None
    return {
        "written by video": written(office.process.pid),
        "written by the relay": written(office.relay.pid),
        "sent to video by the browsers": sum(map(len, tap.connections)),
        "stored in the database": stored(office),
    }


def sent(call: tuple[Page, Page]) -> int:
    """Return how many bytes of sound and pictures the two have sent each other."""
    reports: list[dict[str, Any]] = [page.evaluate(SENT) for page in call]
    assert all(one["encrypted"] for one in reports)
    return sum(int(one["bytes"]) for one in reports)


def test_no_process_file_or_table_keeps_anything_of_a_call(
    office: Office, tap: Tap, watched_call: tuple[Page, Page], loaded: Loaded
) -> None:
    assert measured(watched_call[0])["relayed"]
    before, begun = kept(office, tap), sent(watched_call)

    def talked() -> bool:
        watched_call[0].wait_for_timeout(200)
        return sent(watched_call) >= begun + MEDIA

    until(talked, "the two have talked for a while", PATIENCE)
    media = sent(watched_call) - begun
    grown = {place: size - before[place] for place, size in kept(office, tap).items()}
    assert {place: size for place, size in grown.items() if size > PART * media} == {}
    assert max(tap.bodies()) <= LONGEST_BODY
    assert loaded.hosts == {urlsplit(watched_call[0].url).netloc}, "nothing goes to anybody else"


def test_the_pages_of_a_call_have_nothing_to_record_with(watched_call: tuple[Page, Page], loaded: Loaded) -> None:
    page = watched_call[0]
    texts = {url: page.evaluate("(url) => fetch(url).then((answer) => answer.text())", url) for url in loaded.scripts}
    assert all(any(f"/{name}" in url for url in texts) for name in ("citizen.js", "clerk.js", "conference.js"))
    assert [(url, name) for url, text in texts.items() for name in NAMES if name in text] == []
    assert [page.evaluate("() => window.taken") for page in watched_call] == [[], []]


def test_both_looks_see_whoever_does_record(watched_call: tuple[Page, Page], tmp_path: Path) -> None:
    page, before = watched_call[0], written(psutil.Process().pid)
    page.evaluate("() => new MediaRecorder(document.querySelector('video[data-own]').srcObject)")
    assert page.evaluate("() => window.taken") == ["MediaRecorder"]
    (tmp_path / "recording").write_bytes(bytes(MEDIA))
    assert written(psutil.Process().pid) - before >= MEDIA

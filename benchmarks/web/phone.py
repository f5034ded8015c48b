"""What a phone loads and when it shows something: Chromium with a slow network and a slow processor, nothing cached.

Network and processor are those of Lighthouse's mobile profile: 1.6 Mbit/s, 150 ms, a quarter of the speed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync")
PHONE = {"width": 360, "height": 740}
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWDOWN = 4
OBSERVE = """
window.seen = { largest: 0, shift: 0, blocked: 0 };
const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
  .observe({ type, buffered: true });
watch("largest-contentful-paint", (one) => { seen.largest = one.startTime; });
watch("layout-shift", (one) => { if (!one.hadRecentInput) seen.shift += one.value; });
watch("longtask", (one) => { seen.blocked += Math.max(0, one.duration - 50); });
"""
TOLD = """() => ({
  ...window.seen,
  first: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
})"""


@dataclass(frozen=True)
class View:
    """The first view of a page: what came over the network, and how it felt (milliseconds; shift has no unit)."""

    requests: int
    kilobytes: float
    foreign: int
    first_paint: float
    largest_paint: float
    shift: float
    blocked: float


def views(browser: Browser, town: str, paths: tuple[str, ...]) -> dict[str, View]:
    """Open every page once in a fresh window."""
    return {path: _view(browser, town, path) for path in paths}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(CHROMIUM))
        yield browser
        browser.close()


def _view(browser: Browser, town: str, path: str) -> View:
    context = browser.new_context(viewport=PHONE, locale="de-DE", is_mobile=True, has_touch=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.add_init_script(OBSERVE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    loaded: list[float] = []
    asked: list[str] = []
    session.on("Network.loadingFinished", lambda told: loaded.append(told["encodedDataLength"]))
    session.on("Network.requestWillBeSent", lambda told: asked.append(told["request"]["url"]))
    page.goto(town + path, wait_until="networkidle", timeout=60_000)
    told: dict[str, Any] = page.evaluate(TOLD)
    context.close()
    own = urlsplit(town).netloc
    return View(
        requests=len(asked),
        kilobytes=sum(loaded) / 1024,
        foreign=sum(urlsplit(url).netloc != own for url in asked if not url.startswith("data:")),
        first_paint=told["first"],
        largest_paint=told["largest"],
        shift=told["shift"],
        blocked=told["blocked"],
    )

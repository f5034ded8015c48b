"""The same readings in Chromium: the page's own modules in a worker under the strict policy, one thread."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server
from wsgiref.types import StartResponse

from PIL import Image
from playwright.sync_api import Page, sync_playwright

import identity
from chassis.web.assets import Assets, service_tree

ROOT = Path(__file__).resolve().parents[2]
POLICY = "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; img-src 'self' blob:"
READ = """
async ({ lens, assets, picture }) => {
  const { look } = await import(lens);
  const bytes = Uint8Array.from(atob(picture), (one) => one.charCodeAt(0));
  const { reading, took, failed } = await look(new Blob([bytes], { type: "image/png" }), assets);
  if (failed) throw new Error(failed);
  return { lines: reading?.lines ?? null, took };
}
"""


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        """Say nothing."""


def _blank(_environ: dict[str, Any], start: StartResponse) -> list[bytes]:
    start("200 OK", [("Content-Type", "text/html"), ("Content-Security-Policy", POLICY)])
    return [b"<!doctype html><title>bench</title>"]


@contextmanager
def reader() -> Iterator["InChromium"]:
    """A page that reads frames."""
    folder = Path(str(identity.__file__)).parent
    assets = Assets(_blank, {"identity": service_tree(folder, ROOT / "libs/chassis/node_modules")})
    server = make_server("127.0.0.1", 0, assets, handler_class=_Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield InChromium(page, assets)
        browser.close()
    server.shutdown()


class InChromium:
    """Reads frames in one page, whose worker stays."""

    def __init__(self, page: Page, assets: Assets) -> None:
        self._page = page
        self._lens = assets.url("identity/mrz/lens.js")
        self._assets = {
            "worker": assets.url("identity/mrz/worker.js"),
            "runtime": assets.url("identity/vendor/onnxruntime/ort.wasm.bundle.min.mjs"),
            "compiled": assets.url("identity/vendor/onnxruntime/ort-wasm-simd-threaded.wasm"),
            "model": assets.url("identity/mrz/recogniser.onnx"),
        }

    def read(self, grey: Image.Image) -> tuple[list[str] | None, float]:
        """Return the lines, or None, and the milliseconds."""
        file = BytesIO()
        grey.save(file, "PNG")
        asked = {"lens": self._lens, "assets": self._assets, "picture": base64.b64encode(file.getvalue()).decode()}
        told = self._page.evaluate(READ, asked)
        return told["lines"], told["took"]

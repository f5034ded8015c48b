"""Static files: each tree under a version made from its contents, so that a browser may keep them for ever.

The version is part of the path, so that a stylesheet's relative `url(...)` and a module's `import` stay within it.
Texts go out packed. Pages do not: they hold a token beside what people typed, and packing would let both be told from
the length (BREACH).
"""

import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIApplication
from wsgiref.util import FileWrapper

from whitenoise import WhiteNoise
from whitenoise.responders import StaticFile

CHASSIS = Path(__file__).parent / "static"
_VERSIONED = re.compile(r"^(/static/[a-z]+/)~[0-9a-f]{12}/")
_MINUTE = 60
WEIGHTS = (400, 500, 600)
"""Those that KERN's stylesheet names."""
_TEXTS = frozenset({"text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/wasm"})
_ONNX = ("ort.wasm.bundle.min.mjs", "ort-wasm-simd-threaded.wasm")
_PDF = ("pdf.min.mjs", "pdf.worker.min.mjs")
_WORKERS = ("/worker.js", "/pdf.worker.min.mjs")
_IN_A_WORKER = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"


def chassis_tree(assets_dir: Path) -> dict[str, Path]:
    """Return the files that all services share: our own, KERN's stylesheet, its typeface and htmx."""
    files = (
        _files(CHASSIS)
        | {
            "vendor/kern/kern.min.css": assets_dir / "@kern-ux/native/dist/kern.min.css",
            "vendor/htmx/htmx.min.js": assets_dir / "htmx.org/dist/htmx.min.js",
        }
        | _typeface(assets_dir / "@fontsource/fira-sans")
    )
    if lacking := sorted(name for name, path in files.items() if not path.is_file()):
        raise LookupError(f"ASSETS_DIR {assets_dir} lacks {', '.join(lacking)}: run `npm ci` in libs/chassis")
    return files


def _typeface(folder: Path) -> dict[str, Path]:
    """Return KERN's typeface cut by script, so that a German page loads Latin letters alone."""
    sheets = {f"vendor/fira-sans/{weight}.css": folder / f"{weight}.css" for weight in WEIGHTS}
    cuts = (path for weight in WEIGHTS for path in sorted((folder / "files").glob(f"*-{weight}-normal.woff2")))
    return sheets | {f"vendor/fira-sans/files/{path.name}": path for path in cuts}


def service_tree(package_folder: Path, assets_dir: Path) -> dict[str, Path]:
    """Return the service's own files, and what this service's image has of others: small models' runtime, pdf.js."""
    onnx, pdf = assets_dir / "onnxruntime-web/dist", assets_dir / "pdfjs-dist"
    found = {f"vendor/onnxruntime/{name}": onnx / name for name in _ONNX if (onnx / name).is_file()}
    found |= {f"vendor/pdfjs/{name}": pdf / "build" / name for name in _PDF if (pdf / "build" / name).is_file()}
    found |= {f"vendor/pdfjs/fonts/{name}": path for name, path in _files(pdf / "standard_fonts").items()}
    return _files(package_folder / "entrypoints" / "static") | found


def _files(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        return {}
    return {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}


def _version(files: Mapping[str, Path]) -> str:
    print_of = hashlib.sha256()
    for name in sorted(files):
        print_of.update(name.encode() + b"\0" + hashlib.sha256(files[name].read_bytes()).digest())
    return print_of.hexdigest()[:12]


def _headers(headers: Headers, path: str, url: str) -> None:  # noqa: ARG001 - WhiteNoise calls it so
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if url.endswith(_WORKERS):
        # A worker obeys its own policy, not its page's: WebAssembly is compiled here and nowhere else.
        headers["Content-Security-Policy"] = _IN_A_WORKER


def _takes_packed(environ: Mapping[str, Any], headers: Headers) -> bool:
    is_text = (headers["Content-Type"] or "").partition(";")[0] in _TEXTS
    return is_text and "Content-Encoding" not in headers and "gzip" in environ.get("HTTP_ACCEPT_ENCODING", "")


class Assets(WhiteNoise):
    """Serves the trees in front of the app."""

    def __init__(self, application: WSGIApplication, trees: Mapping[str, Mapping[str, Path]]) -> None:
        super().__init__(
            application,
            max_age=_MINUTE,
            allow_all_origins=False,
            immutable_file_test=lambda _path, url: bool(_VERSIONED.match(url)),
            add_headers_function=_headers,
        )
        self._packed: dict[str, bytes] = {}
        self._trees = trees
        self._versions = {tree: _version(files) for tree, files in trees.items()}
        for tree, files in trees.items():
            for name, path in files.items():
                self.add_file_to_dictionary(f"/static/{tree}/{name}", str(path))
                self.add_file_to_dictionary(f"/static/{tree}/~{self._versions[tree]}/{name}", str(path))

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Serve a file; one asked for under another version (during a roll-out) comes with short caching."""
        path = environ.get("PATH_INFO", "")
        if path.startswith("/static/") and path not in self.files:
            plain = _VERSIONED.sub(r"\1", path)
            if plain in self.files:
                environ["PATH_INFO"] = plain
        answer: Iterable[bytes] = super().__call__(environ, start_response)
        return answer

    def serve(self, static_file: StaticFile, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a file: a text packed, once for all (RFC 9110, 8.4)."""
        response = static_file.get_response(environ["REQUEST_METHOD"], environ)
        headers, file = Headers(list(response.headers)), response.file
        answer: Iterable[bytes] = ()
        if file is not None and response.status == HTTPStatus.OK and _takes_packed(environ, headers):
            with file:
                packed = self._pack(file.name)
            headers["Content-Encoding"], headers["Content-Length"] = "gzip", str(len(packed))
            headers["Vary"] = "Accept-Encoding"
            answer = (packed,)
        elif file is not None:
            answer = environ.get("wsgi.file_wrapper", FileWrapper)(file)
        start_response(f"{response.status} {response.status.phrase}", headers.items())
        return answer

    def _pack(self, path: str) -> bytes:
        if path not in self._packed:
            self._packed[path] = gzip.compress(Path(path).read_bytes(), mtime=0)
        return self._packed[path]

    def url(self, path: str) -> str:
        """Return the address of `<tree>/<file>`, as in `chassis/chassis.css`.

        Raises:
            LookupError: if there is no such file, so that a typing error shows in the first test.
        """
        tree, _, name = path.partition("/")
        if name not in self._trees.get(tree, {}):
            raise LookupError(f"no static file {path}")
        return f"/static/{tree}/~{self._versions[tree]}/{name}"

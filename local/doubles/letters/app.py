"""The HTTP interface of the letter service, and its misbehaviour.

POST /v1/letters                multipart: `document` (PDF), `manifest` (JSON: reference, recipient, pages, sha256)
GET  /v1/letters/<reference>    status accepted | printed | posted | rejected, with `posted_on`
"""

import hashlib
import json
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, jsonify, render_template_string, request

from local.doubles.kept import Kept, Plain

_BERLIN = ZoneInfo("Europe/Berlin")
_EMPTY: Plain = {"letters": {}, "misbehaviour": {"mode": "normal", "times": 0}, "print_after": 5, "post_after": 20}
# reject: the letter is refused later; error: 503; never: accepted, but never posted; lose: accepted, then unknown
MODES = ("normal", "reject", "error", "never", "lose")


class Refused(Exception):
    """The letter is not taken; the text says why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def create_app(folder: Path) -> Flask:
    """Build the double over a folder for its PDFs."""
    app = Flask(__name__)
    kept = Kept(folder / "state.json", _EMPTY)

    _interface(app, kept, folder)
    _back_door(app, kept)
    return app


def _interface(app: Flask, kept: Kept, folder: Path) -> None:
    @app.errorhandler(Refused)
    def refuse(why: Refused) -> tuple[Response, int]:
        return jsonify({"title": str(why), "status": why.status}), why.status

    @app.post("/v1/letters")
    def accept() -> tuple[Response, int]:
        content, manifest = _read_letter()
        digest = hashlib.sha256(content).hexdigest()
        if manifest.get("sha256") not in (None, digest):
            raise Refused(422, "the document does not match the manifest's sha256")
        reference = str(manifest.get("reference") or digest[:16])
        with kept.changing() as state:
            mode = _next_mode(state)
            known = state["letters"].get(reference)
            if mode != "error" and known is not None and known["sha256"] == digest:
                return jsonify(_public(known, state)), 200  # the same letter is never posted twice
            letter = {"reference": reference, "sha256": digest, "size": len(content), "accepted_at": time.time()}
            letter |= {"mode": mode, "manifest": manifest}
            if mode not in ("lose", "error") and known is None:
                state["letters"][reference] = letter
                (folder / f"{digest}.pdf").write_bytes(content)
            shown = _public(letter, state)
        if mode == "error":
            raise Refused(503, "the service is down for maintenance")
        if known is not None:
            raise Refused(409, "another document was sent under this reference")
        return jsonify(shown), 202

    @app.get("/v1/letters/<reference>")
    def status(reference: str) -> Response:
        with kept.reading() as state:
            return jsonify(_public(state["letters"].get(reference) or abort(404), state))

    @app.get("/v1/letters/<reference>/document")
    def document(reference: str) -> Response:
        with kept.reading() as state:
            letter = state["letters"].get(reference) or abort(404)
        return Response((folder / f"{letter['sha256']}.pdf").read_bytes(), mimetype="application/pdf")


def _back_door(app: Flask, kept: Kept) -> None:
    @app.get("/_double/")
    def overview() -> str:
        with kept.reading() as state:
            letters = [_public(letter, state) for letter in reversed(state["letters"].values())]
            return render_template_string(_PAGE, letters=letters, misbehaviour=state["misbehaviour"])

    @app.get("/_double/letters")
    def letters() -> Response:
        with kept.reading() as state:
            return jsonify([_public(letter, state) for letter in state["letters"].values()])

    @app.put("/_double/misbehaviour")
    def misbehave() -> Response:
        told = request.get_json()
        if told.get("mode", "normal") not in MODES:
            abort(400, f"mode is one of {MODES}")
        with kept.changing() as state:
            state["misbehaviour"] = {"mode": told.get("mode", "normal"), "times": int(told.get("times", 1))}
            for name in ("print_after", "post_after"):
                state[name] = float(told.get(name, state[name]))
            return jsonify({name: state[name] for name in ("misbehaviour", "print_after", "post_after")})


def _read_letter() -> tuple[bytes, Plain]:
    document, told = request.files.get("document"), request.form.get("manifest") or request.files.get("manifest")
    if document is None or told is None:
        raise Refused(400, "document and manifest are needed")
    content, manifest = document.read(), json.loads(told if isinstance(told, str) else told.read())
    if not content.startswith(b"%PDF-"):
        raise Refused(422, "the document is not a PDF")
    return content, manifest


def _next_mode(state: Plain) -> str:
    told = state["misbehaviour"]
    if told["times"] <= 0:
        return "normal"
    told["times"] -= 1
    return str(told["mode"])


def _public(letter: Plain, state: Plain) -> Plain:
    """Return what the service tells: the status follows from the time that has passed."""
    age = time.time() - letter["accepted_at"]
    shown = {name: letter[name] for name in ("reference", "sha256", "size", "manifest")}
    if age >= state["post_after"] and letter["mode"] == "normal":
        posted = datetime.fromtimestamp(letter["accepted_at"] + state["post_after"], _BERLIN)
        return shown | {"status": "posted", "posted_on": posted.date().isoformat()}
    if age >= state["print_after"] and letter["mode"] == "reject":
        return shown | {"status": "rejected", "reason": "the address window is empty"}
    return shown | {"status": "printed" if age >= state["print_after"] else "accepted"}


_PAGE = """<!doctype html><html lang="de"><meta charset="utf-8"><title>Briefdienst (Double)</title>
<body style="font:1rem system-ui,sans-serif;max-width:60rem;margin:2rem auto"><h1>Briefdienst (Double)</h1>
<p>Druckt und verschickt nichts. Fehlverhalten: {{ misbehaviour.mode }} (noch {{ misbehaviour.times }}-mal).</p>
<table><tr><th align="left">Kennung<th align="left">Stand<th align="left">Aufgabe zur Post</tr>
{% for letter in letters %}<tr><td><a href="/v1/letters/{{ letter.reference }}/document">{{ letter.reference }}</a>
<td>{{ letter.status }}<td>{{ letter.posted_on or "" }}</tr>{% endfor %}</table></body></html>"""

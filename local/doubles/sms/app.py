"""The HTTP interface of the gateway, and its misbehaviour.

POST /v1/messages    JSON: `reference`, `to` (E.164), `text`; `Authorization: Bearer <token>`.
                     202 taken, 200 taken before under this reference, 4xx refused with `title`
GET  /_double/messages?to=…    what arrived on phones, oldest first
"""

import re
import threading
import time
from pathlib import Path

from flask import Flask, Response, abort, jsonify, render_template_string, request

from local.doubles.kept import Kept, Plain

_EMPTY: Plain = {"taken": [], "messages": [], "misbehaviour": {"mode": "normal", "times": 0, "seconds": 6}}
# error: 503; refuse: 422; slow: taken, but answered late; lose: taken and never delivered; twice: delivered twice
MODES = ("normal", "error", "refuse", "slow", "lose", "twice")
_NUMBER = re.compile(r"\+[1-9]\d{7,14}")


def create_app(folder: Path, token: str) -> Flask:
    """Build the double over a folder for its state."""
    app = Flask(__name__)
    kept = Kept(folder / "state.json", _EMPTY)
    _interface(app, kept, token)
    _back_door(app, kept)
    return app


def _interface(app: Flask, kept: Kept, token: str) -> None:
    @app.post("/v1/messages")
    def take() -> tuple[Response, int]:
        if request.headers.get("Authorization") != f"Bearer {token}":
            return _refusal("unknown token", 401)
        told = request.get_json(silent=True) or {}
        message = {name: str(told.get(name, "")) for name in ("reference", "to", "text")}
        if not all(message.values()) or not _NUMBER.fullmatch(message["to"]):
            return _refusal("reference, to (E.164) and text are needed", 422)
        with kept.changing() as state:
            mode = _next_mode(state)
            if mode == "refuse":
                return _refusal("this number does not receive messages", 422)
            if mode == "error":
                return _refusal("down for maintenance", 503)
            seconds = state["misbehaviour"]["seconds"] if mode == "slow" else 0
            known = message["reference"] in state["taken"]
            if not known:
                state["taken"].append(message["reference"])
                copies = {"lose": 0, "twice": 2}.get(mode, 1)
                state["messages"] += [{**message, "at": time.time()} for _ in range(copies)]
        if seconds:
            threading.Event().wait(seconds)
        return jsonify({"reference": message["reference"]}), 200 if known else 202


def _back_door(app: Flask, kept: Kept) -> None:
    @app.get("/_double/")
    def overview() -> str:
        with kept.reading() as state:
            shown = list(reversed(state["messages"]))
            return render_template_string(_PAGE, messages=shown, misbehaviour=state["misbehaviour"])

    @app.get("/_double/messages")
    def messages() -> Response:
        to = request.args.get("to")
        with kept.reading() as state:
            return jsonify([one for one in state["messages"] if to in (None, one["to"])])

    @app.put("/_double/misbehaviour")
    def misbehave() -> Response:
        told = request.get_json()
        if told.get("mode", "normal") not in MODES:
            abort(400, f"mode is one of {MODES}")
        with kept.changing() as state:
            state["misbehaviour"] = {
                "mode": told.get("mode", "normal"),
                "times": int(told.get("times", 1)),
                "seconds": float(told.get("seconds", 6)),
            }
            return jsonify(state["misbehaviour"])


def _refusal(title: str, status: int) -> tuple[Response, int]:
    return jsonify({"title": title, "status": status}), status


def _next_mode(state: Plain) -> str:
    told = state["misbehaviour"]
    if told["times"] <= 0:
        return "normal"
    told["times"] -= 1
    return str(told["mode"])


_PAGE = """<!doctype html><html lang="de"><meta charset="utf-8"><title>SMS (Double)</title>
<body style="font:1rem system-ui,sans-serif;max-width:60rem;margin:2rem auto"><h1>SMS (Double)</h1>
<p>Verschickt nichts. Fehlverhalten: {{ misbehaviour.mode }} (noch {{ misbehaviour.times }}-mal).</p>
<table><tr><th align="left">An<th align="left">Text</tr>
{% for message in messages %}<tr><td>{{ message.to }}<td>{{ message.text }}</tr>{% endfor %}</table></body></html>"""

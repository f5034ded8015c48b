"""The HTTP interface of the register.

    POST /v1/submissions               JSON, or XML shaped after bzranfrage.0430; the message id makes it idempotent
                                       -> 202 {"messageId", "reference", "status": "received"}; the same again: 200
    GET  /v1/submissions/<messageId>   status received | acknowledged | issued | rejected; 404 if it was lost
    GET  /v1/answers?after=<n>         all answers after a number, for whoever polls one inbox

With a header `Reply-To: <url>` every answer is also posted there, as `{"messageId", "status", ...}`.
"""

import threading
import time
from pathlib import Path

from flask import Flask, Response, abort, jsonify, render_template_string, request

from local.doubles.kept import Kept, Plain
from local.doubles.register.callbacks import deliver_for_ever
from local.doubles.register.messages import Unreadable, read_message
from local.doubles.register.submissions import EMPTY, MODES, answers_of, next_mode, status_of


def create_app(folder: Path) -> Flask:
    """Build the double, and the thread that calls back."""
    app = Flask(__name__)
    kept = Kept(folder / "state.json", EMPTY)
    threading.Thread(target=deliver_for_ever, args=[kept], daemon=True).start()
    _interface(app, kept)
    _back_door(app, kept)
    return app


def _interface(app: Flask, kept: Kept) -> None:
    @app.post("/v1/submissions")
    def submit() -> tuple[Response, int]:
        try:
            message = read_message(request.get_data(), request.content_type or "", request.headers.get("Message-Id"))
        except Unreadable as why:
            return jsonify({"title": str(why), "status": 422}), 422
        with kept.changing() as state:
            known = state["submissions"].get(message["messageId"])
            if known is not None:
                known["sent_again"] += 1
                return jsonify(status_of(known, state)), 200
            mode = next_mode(state)
            if mode == "error":
                return jsonify({"title": "maintenance", "status": 503}), 503
            taken = _new(state, message, mode)
            if mode != "lose":
                state["submissions"][message["messageId"]] = taken
            pause = state["timing"]["hang_seconds"] if mode == "hang" else 0
        if pause:
            threading.Event().wait(pause)  # taken, but whoever asked has given up by now
        return jsonify(status_of(taken, state)), 202

    @app.get("/v1/submissions/<message_id>")
    def show(message_id: str) -> Response:
        with kept.reading() as state:
            return jsonify(status_of(state["submissions"].get(message_id) or abort(404), state))

    @app.get("/v1/answers")
    def answers() -> Response:
        with kept.reading() as state:
            every = sorted((a for s in state["submissions"].values() for a in answers_of(s, state)), key=_at)
        after = request.args.get("after", 0, type=int)
        return jsonify([{**answer, "number": n} for n, answer in enumerate(every, 1) if n > after])


def _back_door(app: Flask, kept: Kept) -> None:
    @app.get("/_double/")
    def overview() -> str:
        with kept.reading() as state:
            shown = [status_of(one, state) for one in reversed(state["submissions"].values())]
            return render_template_string(_PAGE, shown=shown, told=state["misbehaviour"], timing=state["timing"])

    @app.get("/_double/submissions")
    def submissions() -> Response:
        with kept.reading() as state:
            return jsonify([{**one, **status_of(one, state)} for one in state["submissions"].values()])

    @app.put("/_double/misbehaviour")
    def misbehave() -> Response:
        told = request.get_json()
        if told.get("mode", "normal") not in MODES:
            abort(400, f"mode is one of {MODES}")
        with kept.changing() as state:
            state["misbehaviour"] = {"mode": told.get("mode", "normal"), "times": int(told.get("times", 1))}
            state["timing"] |= {name: float(told[name]) for name in state["timing"] if name in told}
            return jsonify({"misbehaviour": state["misbehaviour"], "timing": state["timing"]})

    @app.post("/_double/submissions/<message_id>/<decision>")
    def decide(message_id: str, decision: str) -> Response:
        """Answer one submission now, whatever it was to do."""
        with kept.changing() as state:
            one = state["submissions"].get(message_id) or abort(404)
            one |= {"mode": {"issue": "normal", "reject": "reject"}.get(decision) or abort(404)}
            one["received_at"] = time.time() - state["timing"]["answer_after"]
            return jsonify(status_of(one, state))


def _new(state: Plain, message: Plain, mode: str) -> Plain:
    state["count"] += 1
    taken: Plain = {"message": message, "messageId": message["messageId"], "mode": mode, "received_at": time.time()}
    taken |= {"reference": f"BfJ-{2026}-{state['count']:06d}", "sent_again": 0, "told": 0}
    return taken | {"reply_to": request.headers.get("Reply-To", "")}


def _at(answer: Plain) -> tuple[float, str]:
    return answer["at"], answer["answerId"]


_PAGE = """<!doctype html><html lang="de"><meta charset="utf-8"><title>Bundesamt für Justiz (Double)</title>
<body style="font:1rem system-ui,sans-serif;max-width:60rem;margin:2rem auto"><h1>Bundesamt für Justiz (Double)</h1>
<p>Eingangsbestätigung nach {{ timing.acknowledge_after }} s, Erledigung nach {{ timing.answer_after }} s.
Fehlverhalten: {{ told.mode }} (noch {{ told.times }}-mal).</p>
<table><tr><th align="left">Geschäftszeichen<th align="left">Nachricht<th align="left">Stand</tr>
{% for one in shown %}<tr><td>{{ one.reference }}<td>{{ one.messageId }}<td>{{ one.status }}
<td><form method="post" action="/_double/submissions/{{ one.messageId }}/issue"><button>erledigen</button></form>
<td><form method="post" action="/_double/submissions/{{ one.messageId }}/reject"><button>ablehnen</button></form>
</tr>{% endfor %}</table></body></html>"""

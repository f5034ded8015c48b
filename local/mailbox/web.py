"""Shows caught mails to people and hands them to tests."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from local.mailbox.receiver import Receiver
from local.mailbox.store import Mail, Store


def create_app(store: Store, receiver: Receiver) -> Flask:
    """Build the pages and the API over a store."""
    app = Flask(__name__)
    _pages(app, store)
    _interface(app, store)
    _back_door(app, receiver)
    return app


def _get(store: Store, key: str) -> Mail:
    return store.get(key) or abort(404)


def _pages(app: Flask, store: Store) -> None:
    @app.template_filter("when")
    def when(seconds: float) -> str:
        return datetime.fromtimestamp(seconds, ZoneInfo("Europe/Berlin")).strftime("%d.%m.%Y %H:%M:%S")

    @app.get("/")
    def overview() -> str:
        wanted = request.args.get("to", "")
        return render_template("overview.html", mails=store.find(_matcher(wanted, "")), wanted=wanted)

    @app.get("/mails/<key>")
    def show(key: str) -> str:
        return render_template("mail.html", mail=_get(store, key))

    @app.get("/mails/<key>/html")
    def html(key: str) -> Response:
        # A mail is a stranger's text: it is shown without scripts and without an origin.
        return Response(
            _get(store, key)["html"],
            mimetype="text/html",
            headers={"Content-Security-Policy": "sandbox allow-popups allow-top-navigation-by-user-activation"},
        )

    @app.post("/leeren")
    def empty() -> AnyResponse:
        store.clear()
        return redirect(url_for("overview"))


def _interface(app: Flask, store: Store) -> None:
    @app.get("/api/mails")
    def mails() -> Response:
        wanted = _matcher(request.args.get("to", ""), request.args.get("subject", ""))
        return jsonify(store.find(wanted, float(request.args.get("wait", "0"))))

    @app.get("/api/mails/<key>")
    def mail(key: str) -> Mail:
        return _get(store, key)

    @app.get("/api/mails/<key>/attachments/<int:number>")
    def attachment(key: str, number: int) -> Response:
        part = store.attachment(key, number) or abort(404)
        content = part.get_payload(decode=True)
        return Response(content if isinstance(content, bytes) else b"", mimetype=part.get_content_type())

    @app.delete("/api/mails")
    def clear() -> tuple[str, int]:
        store.clear()
        return "", 204


def _back_door(app: Flask, receiver: Receiver) -> None:
    @app.put("/_double/misbehaviour")
    def misbehave() -> dict[str, Any]:
        told = request.get_json()
        receiver.refusal, receiver.refusals_left = str(told["answer"]), int(told["times"])
        return _behaviour()

    @app.get("/_double/misbehaviour")
    def _behaviour() -> dict[str, Any]:
        return {"answer": receiver.refusal, "times": receiver.refusals_left, "refused": receiver.refused}


def _matcher(to: str, subject: str) -> Any:  # noqa: ANN401 - a predicate
    def matches(mail: Mail) -> bool:
        return to.lower() in " ".join(mail["to"]).lower() and subject.lower() in mail["subject"].lower()

    return matches

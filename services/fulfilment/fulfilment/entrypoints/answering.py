"""How pages answer alike: a fragment only if it has changed, and refusals of the domain in German."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Response, make_response, request
from werkzeug.wrappers import Response as AnyResponse

from chassis.web.problems import Refusal
from chassis.web.words import gettext as _
from fulfilment.domain.errors import (
    CaseUnknown,
    NotAllowed,
    PastThePivot,
    StatementChanged,
    TaskDone,
    TaskTaken,
    TaskUnknown,
)

P = ParamSpec("P")
R = TypeVar("R")
UNCHANGED = 204


def standing(shown: object) -> str:
    """Return a short digest of what a fragment shows; the next poll carries it."""
    return hashlib.sha256(repr(shown).encode()).hexdigest()[:16]


def unless_unchanged(stand: str, render: Callable[[], str]) -> Response:
    """Answer the fragment, or 204 if the browser has it already: nothing flickers, nobody's typing is lost."""
    if request.args.get("stand") == stand:
        return make_response("", UNCHANGED)
    response = make_response(render())
    response.headers["Cache-Control"] = "no-store"
    return response


def refusing(view: Callable[P, R]) -> Callable[P, R]:
    """Turn what the domain refuses into words for the person."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return view(*args, **kwargs)
        except CaseUnknown:
            raise Refusal(404, slug="case-unknown") from None
        except StatementChanged:
            raise Refusal(
                409,
                _("Der Text hat sich gerade geändert"),
                _("Bitte lesen Sie die neue Fassung und bestätigen Sie dann."),
                slug="statement-changed",
            ) from None
        except PastThePivot:
            raise Refusal(
                409,
                _("Dieser Antrag lässt sich nicht mehr zurücknehmen"),
                _("Er liegt schon bei der Behörde, oder Ihr Dokument ist schon ausgestellt."),
                slug="case-past-pivot",
            ) from None
        except NotAllowed:
            raise Refusal(
                409,
                _("Das geht bei diesem Vorgang gerade nicht"),
                _("Der Vorgang ist inzwischen einen Schritt weiter. Bitte sehen Sie sich den neuen Stand an."),
                slug="case-moved-on",
            ) from None

    return answered


def refusing_tasks(view: Callable[P, AnyResponse]) -> Callable[P, AnyResponse]:
    """Turn what is refused about tasks into words for the clerk."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> AnyResponse:
        try:
            return view(*args, **kwargs)
        except TaskUnknown:
            raise Refusal(404, slug="task-unknown") from None
        except TaskTaken as taken:
            raise Refusal(
                409,
                _("Diese Aufgabe hat schon jemand"),
                _(
                    "%(name)s arbeitet daran. Bitte sprechen Sie sich ab; abgeben kann sie nur diese Person.",
                    name=taken,
                ),
                slug="task-taken",
            ) from None
        except (TaskDone, NotAllowed):
            raise Refusal(
                409,
                _("Diese Aufgabe ist schon erledigt"),
                _("Der Vorgang ist inzwischen weiter. Es ist nichts mehr zu tun."),
                slug="task-done",
            ) from None

    return answered

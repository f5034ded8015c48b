"""A town that rests: whoever has an appointment or a case goes on as ever, but nobody begins something new."""

from collections.abc import Collection

from flask import Flask, request

from chassis.web.problems import Refusal
from chassis.web.tenant import tenant_if_known
from chassis.web.words import _


def close_while_resting(app: Flask, endpoints: Collection[str]) -> None:
    """Refuse these endpoints, kindly, as long as their town is `suspended`.

    Raises:
        LookupError: if an endpoint does not exist, so that a renamed view does not stay open.
    """
    if strange := sorted(set(endpoints) - set(app.view_functions)):
        raise LookupError(f"views that do not exist shall close while a town rests: {', '.join(strange)}")
    beginnings = frozenset(endpoints)

    @app.before_request
    def refuse_beginnings() -> None:
        tenant = tenant_if_known()
        if tenant is not None and tenant.suspended and request.endpoint in beginnings:
            raise Refusal(
                403,
                _("Zurzeit können Sie hier keinen neuen Termin buchen"),
                _("Gebuchte Termine und laufende Vorgänge gehen weiter wie vereinbart."),
                slug="town-rests",
            )

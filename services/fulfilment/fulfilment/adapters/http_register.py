"""The register port over HTTP: what stands between us and a Fachverfahren, a transport server or the local double."""

from http import HTTPStatus
from uuid import UUID

import requests

from contracts.event import encode
from fulfilment.use_cases.outside import RegisterAnswer, RegisterRequest, RegisterUnreachable

TIMEOUT = (5, 20)
_TURNED_AWAY = (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.UNPROCESSABLE_ENTITY)


class HttpRegister:
    """Speaks JSON; the message id in the document makes a repetition the same message."""

    def __init__(self, url: str) -> None:
        self._submissions = url.rstrip("/") + "/v1/submissions"

    def submit(self, request: RegisterRequest) -> str:
        """Hand the request over and return the authority's reference."""
        try:
            response = requests.post(self._submissions, json=_document(request), timeout=TIMEOUT)
            return str(_object(response)["reference"])
        except (requests.RequestException, KeyError) as error:
            raise RegisterUnreachable(type(error).__name__, kept_out=_kept_out(error)) from error

    def ask(self, message_id: UUID) -> RegisterAnswer:
        """Ask where the request stands; what the authority does not know was lost on the way."""
        try:
            response = requests.get(f"{self._submissions}/{message_id}", timeout=TIMEOUT)
            if response.status_code == HTTPStatus.NOT_FOUND:
                return RegisterAnswer("lost")
            told = _object(response)
        except requests.RequestException as error:
            raise RegisterUnreachable(type(error).__name__) from error
        match told.get("status"):
            case "acknowledged":
                return RegisterAnswer("acknowledged")
            case "issued":
                return RegisterAnswer("issued")
            case "rejected":
                return RegisterAnswer("rejected", str(told.get("reason", "")))
        return RegisterAnswer("waiting")


def _kept_out(error: Exception) -> bool:
    """Say whether the request surely was not taken: no connection, or turned away (RFC 9110, 15.6.4)."""
    if isinstance(error, requests.ConnectTimeout):
        return True
    response = getattr(error, "response", None)
    return response is not None and response.status_code in _TURNED_AWAY


def _object(response: requests.Response) -> dict[str, object]:
    response.raise_for_status()
    told = response.json()
    if not isinstance(told, dict):
        raise requests.RequestException("the answer is not an object")
    return told


def _document(request: RegisterRequest) -> dict[str, object]:
    """Shape the request after the message `bzranfrage.0430` (XMeld): who asks, for whom, what for, where to."""
    return {
        "messageId": str(request.message_id),
        "sender": request.tenant,
        "recipient": request.authority,
        "product": request.product,
        "kind": request.kind,
        "caseNumber": request.case_number,
        "person": encode(request.person),
        "applicant": encode(request.applicant),
        "address": encode(request.address),
        "delivery": request.delivery,
        "details": request.answers,
    }

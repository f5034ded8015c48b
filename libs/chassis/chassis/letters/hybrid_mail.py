"""A hybrid-mail service over HTTP: takes a PDF with its manifest, prints, posts and tells the posting date."""

import json
from datetime import date

import requests

from chassis.letters.letter import Letter, LetterRefused, LettersUnavailable, Posting, Progress

TIMEOUT = (5, 30)
"""Seconds to connect and to answer."""
_NOT_FOUND = 404
_REFUSED = range(400, 500)
_TRY_AGAIN = (401, 403, 404, 408, 425, 429)
"""What says nothing of the letter: the service does not know us or its address is wrong, or it is too early."""


class HybridMail:
    """The letter service's client: a repeated `POST` under the same reference is one letter there."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")

    def hand_over(self, letter: Letter) -> None:
        """Post the letter, or raise what the service says."""
        reference = f"{letter.tenant}.{letter.reference}"
        manifest = {"reference": reference, "recipient": list(letter.recipient), "sha256": letter.sha256}
        files = {"document": (f"{reference}.pdf", letter.content, "application/pdf")}
        self._ask("POST", "/v1/letters", files=files, data={"manifest": json.dumps(manifest)})

    def follow(self, tenant: str, reference: str) -> Posting:
        """Read how far the letter has come."""
        answer = self._ask("GET", f"/v1/letters/{tenant}.{reference}")
        if answer is None:
            return Posting(Progress.UNKNOWN)
        told = answer.json()
        posted = told.get("posted_on")
        return Posting(Progress(told["status"]), date.fromisoformat(posted) if posted else None)

    def _ask(self, method: str, path: str, **more: object) -> requests.Response | None:
        """Return the answer, or None where nothing is found."""
        try:
            answer = requests.request(method, f"{self._url}{path}", timeout=TIMEOUT, **more)  # type: ignore[arg-type]
        except requests.RequestException as error:
            raise LettersUnavailable(type(error).__name__) from None
        if method == "GET" and answer.status_code == _NOT_FOUND:
            return None
        if answer.status_code in _REFUSED and answer.status_code not in _TRY_AGAIN:
            raise LetterRefused(str(answer.json().get("title", answer.status_code)) if _is_json(answer) else "refused")
        if not answer.ok:
            raise LettersUnavailable(str(answer.status_code))
        return answer


def _is_json(answer: requests.Response) -> bool:
    return "json" in answer.headers.get("Content-Type", "")

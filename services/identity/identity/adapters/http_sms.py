"""Sends text messages through a provider's HTTP gateway: a short time to answer, no number and no text in the log.

`POST <SMS_URL>/v1/messages` with `Authorization: Bearer <region's sms_token>` and
`{"reference": "<uuid>", "to": "+491712345678", "text": "…"}`. 202 takes the message, 200 says that it was taken before
under this reference (sent once); 422 refuses it for good, with `{"title": "…"}`; anything else may be tried again.
"""

from dataclasses import dataclass

import requests

from chassis.settings import Secrets
from chassis.telemetry.logs import logger
from identity.use_cases.ports import Sms, SmsFailure, SmsNotSent

TIMEOUT = (3.0, 5.0)
"""Seconds to connect and to answer: a clerk and a citizen are waiting."""

_TAKEN = (requests.codes.ok, requests.codes.accepted)
_REFUSED = requests.codes.unprocessable_entity
"""Alone: 401 or 404 tell of a wrong token or address, which says nothing about the number."""

log = logger(__name__)


@dataclass(frozen=True)
class HttpSms:
    """The gateway at one address."""

    url: str
    secrets: Secrets

    def send(self, message: Sms) -> None:
        """Hand the message over, or raise `SmsNotSent`."""
        body = {"reference": str(message.reference), "to": message.number, "text": message.text}
        try:
            token = self.secrets.read("region", "sms_token")
            answer = requests.post(
                f"{self.url.rstrip('/')}/v1/messages",
                json=body,
                headers={"Authorization": f"Bearer {token}"},
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        except requests.ReadTimeout as error:
            raise _not_sent(SmsFailure.UNANSWERED, type(error).__name__) from None
        except (requests.RequestException, LookupError) as error:
            raise _not_sent(SmsFailure.UNAVAILABLE, type(error).__name__) from None
        if answer.status_code in _TAKEN:
            return
        refused = answer.status_code == _REFUSED
        raise _not_sent(SmsFailure.REFUSED if refused else SmsFailure.UNAVAILABLE, str(answer.status_code))


def _not_sent(failure: SmsFailure, why: str) -> SmsNotSent:
    log.warning("sms not sent", failure=failure.value, error=why)
    return SmsNotSent(failure)

"""Asks a town's register over HTTP: one question about one person, a short time to answer, nothing logged."""

from dataclasses import dataclass

import requests

from chassis.settings import Secrets
from chassis.telemetry.logs import logger
from identity.domain.answers import RegisterFacts
from identity.domain.register import Wanted

TIMEOUT = 5

log = logger(__name__)


@dataclass(frozen=True)
class HttpRegister:
    """`POST <url>` with the person and the town's token; 200 has `{"answers": {topic: text}}`, 404 is nobody."""

    secrets: Secrets

    def look_up(self, tenant: str, url: str, wanted: Wanted) -> RegisterFacts | None:
        """Return what it knows; a register that is away must not stop a check, so the clerk compares then."""
        asked = {
            "family_name": wanted.names.family_name,
            "given_names": wanted.names.given_names,
            "birth_date": wanted.birth_date.isoformat(),
        }
        try:
            token = self.secrets.read(tenant, "register_token")
            answer = requests.post(
                url, json=asked, headers={"Authorization": f"Bearer {token}"}, timeout=TIMEOUT, allow_redirects=False
            )
            if answer.status_code == requests.codes.not_found:
                return None
            if answer.status_code != requests.codes.ok:
                raise requests.HTTPError(str(answer.status_code))
            told = answer.json()["answers"]
            return RegisterFacts({str(topic): str(text) for topic, text in told.items()})
        except (requests.RequestException, LookupError, ValueError, AttributeError, TypeError) as error:
            log.warning("register not asked", tenant=tenant, error=type(error).__name__)
            return None

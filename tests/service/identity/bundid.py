"""BundID's double as tests meet it: its keys and answers, and a call in the middle of which it is asked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from identity.adapters.tables import audit_detail
from local.doubles.bundid.keys import Pair, make_pair, metadata
from local.doubles.bundid.messages import IdentityProvider, Person, Town
from tests.service.identity.conftest import TOWN, Browser, Open
from tests.service.identity.desk import Appointment, CheckOf

URL = "https://bundid.example"
ERIKA = Person("Erika", "Mustermann", "1964-08-12")
OTHER_TOWN = "https://musterstadt.localhost"


class BundId:
    """The double's keys and messages, registered with both towns."""

    def __init__(self, secrets: Path) -> None:
        own, town, other = (make_pair(name) for name in ("bundid", "ostfildern", "musterstadt"))
        self.provider = IdentityProvider(f"{URL}/saml", own)
        self.town, self.other = _town(TOWN, town), _town(OTHER_TOWN, other)
        (secrets / "region.bundid_metadata").write_text(metadata(URL, own.certificate), encoding="utf-8")
        for key, pair in (("ostfildern", town), ("musterstadt", other)):
            (secrets / f"{key}.bundid_key").write_text(pair.key, encoding="utf-8")
            (secrets / f"{key}.bundid_certificate").write_text(pair.certificate, encoding="utf-8")

    def answer(self, request_id: str, person: Person = ERIKA, mode: str = "normal") -> str:
        """Return an answer as a browser carries it."""
        return self.provider.answer(request_id, self.town, self.other, person, mode)


def _town(url: str, pair: Pair) -> Town:
    return Town(f"{url}/identitaet/bundid/metadaten", f"{url}/identitaet/bundid/antwort", pair.certificate)


@dataclass(frozen=True)
class Call:
    """A clerk in a call, BundID, and a browser on whatever device."""

    bundid: BundId
    clerk: Browser
    stranger: Browser
    begin: Appointment
    check_of: CheckOf
    work: Open

    def offer(self, booked: UUID) -> str:
        """Let the clerk offer BundID, and return the id of the SAML request."""
        at = f"/identitaet/arbeitsplatz/{booked}"
        shown = self.clerk.post(f"{at}/bundid/{self.check_of(booked).step}", self.clerk.get(at))
        assert shown.status_code == 200
        handoff = self.check_of(booked).results.handoff
        assert handoff is not None
        return f"_{booked.hex}{handoff.request}"

    def bring(self, answer: str) -> Any:
        """Bring an answer as BundID's page makes the browser do."""
        return self.stranger.client.post(
            "/identitaet/bundid/antwort",
            base_url=TOWN,
            headers={"Origin": URL, "Sec-Fetch-Site": "cross-site"},
            data={"SAMLResponse": answer},
        )

    def verify(self, booked: UUID, **typed: str) -> Any:
        """Let the clerk confirm."""
        at = f"/identitaet/arbeitsplatz/{booked}"
        return self.clerk.post(f"{at}/ergebnis", self.clerk.get(at), **typed)

    def refusals(self) -> list[str]:
        """Return the reasons that the audit has."""
        with self.work() as unit:
            rows = unit.connection.execute(sa.select(audit_detail.c.details)).scalars()
            return [row["refused"] for row in rows if set(row) == {"refused"}]

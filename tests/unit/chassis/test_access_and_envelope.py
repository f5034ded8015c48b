"""Tokens open what they were made for and nothing else; an envelope says all but nothing personal outside its data."""

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from chassis.access import AccessKeys, Grant, digest
from chassis.envelope import BadMessage, Stamp, seal, unseal
from chassis.telemetry.logs import redact
from contracts.catalogue import Catalogue, UnknownEvent
from contracts.identity import CheckVerified
from contracts.parts import VerifiedPerson

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
GRANT = Grant("ostfildern", uuid4(), "join", 1)
KEYS = AccessKeys.parse("1:" + "ab" * 32)


def test_the_same_grant_gives_the_same_token_so_that_a_later_mail_can_carry_it() -> None:
    assert KEYS.token(GRANT) == KEYS.token(GRANT)


def test_every_part_of_a_grant_counts() -> None:
    others = (
        Grant("musterstadt", GRANT.appointment_id, "join", 1),
        Grant("ostfildern", uuid4(), "join", 1),
        Grant("ostfildern", GRANT.appointment_id, "manage", 1),
        Grant("ostfildern", GRANT.appointment_id, "join", 2),
    )
    assert len({digest(KEYS.token(grant)) for grant in (GRANT, *others)}) == 5


def test_a_new_key_signs_and_the_old_tokens_can_still_be_made() -> None:
    rotated = AccessKeys.parse("1:" + "ab" * 32 + "\n2:" + "cd" * 32)
    assert rotated.token(GRANT) != KEYS.token(GRANT)
    assert rotated.token(GRANT, version=1) == KEYS.token(GRANT)


def event() -> CheckVerified:
    return CheckVerified(
        appointment_id=GRANT.appointment_id,
        check_id=uuid4(),
        person=VerifiedPerson(given_names="Erika", family_name="Mustermann", birth_date=NOW.date()),
        level="normal",
        method="video",
        document_kind="id_card",
        issuing_state="D",
        verified_at=NOW,
    )


def test_an_envelope_survives_the_way_and_keeps_persons_in_its_data() -> None:
    said = event()
    stamp = Stamp(uuid4(), "identity", "ostfildern", NOW, 7, causation_id="x", traceparent=None)
    sealed = seal(said, stamp, Catalogue())
    received = unseal(json.dumps(sealed), Catalogue())
    assert received.event == said
    assert received.id == stamp.id
    assert received.tenant == "ostfildern"
    assert received.sequence == 7
    assert received.correlation_id == str(said.appointment_id)
    assert sealed["type"] == "de.buergerbuero.identity.check.verified.v1"
    assert "Mustermann" not in json.dumps({key: value for key, value in sealed.items() if key != "data"})


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"id": 1}', "null", '"text"'])
def test_what_is_no_envelope_is_refused(body: str) -> None:
    with pytest.raises(BadMessage):
        unseal(body, Catalogue())


def test_an_unknown_type_is_refused() -> None:
    sealed = seal(event(), Stamp(uuid4(), "identity", "ostfildern", NOW, 1), Catalogue())
    with pytest.raises(UnknownEvent):
        unseal(json.dumps(sealed | {"type": "de.buergerbuero.identity.check.dreamt.v1"}), Catalogue())


@pytest.mark.parametrize(
    "personal", ["erika@example.org", "+49 711 123 4567", "DE02120300000000202051", KEYS.token(GRANT)]
)
def test_what_is_personal_is_hidden_in_logs(personal: str) -> None:
    assert personal not in redact(f"mail to {personal} failed")


def test_a_row_that_failed_is_hidden_in_logs() -> None:
    told = 'violates check constraint "citizen"\nDETAIL:  Failing row contains (ostfildern, Erika, Mustermann).\nnext'
    assert redact(told) == 'violates check constraint "citizen"\nDETAIL:[redacted]\nnext'


def test_ids_stay_readable_in_logs() -> None:
    text = f"appointment {GRANT.appointment_id} at video.booking.appointment.confirmed.v1"
    assert redact(text) == text

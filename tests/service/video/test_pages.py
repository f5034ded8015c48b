"""Who may come to video's pages, and what they say, without a browser."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from chassis.access import AccessKeys, Grant, digest
from chassis.persistence.tables import outbox
from chassis.service import Running
from chassis.tenancy import Tenant
from chassis.web.auth import routes_with_access
from contracts.booking import AppointmentCancelled
from contracts.parts import Access
from tests.service.conftest import KEY
from tests.unit.video.fakes import confirmed
from video.domain.copies import CaseCopy, CheckCopy
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.be_at_desk import be_at_desk
from video.use_cases.cancel_consultation import cancel_consultation
from video.use_cases.end_consultation import end_consultation
from video.use_cases.enter_waiting_room import enter_waiting_room
from video.use_cases.hand_over import offer_call
from video.use_cases.join_line import Caller, join_line
from video.use_cases.open_consultation import open_consultation
from video.use_cases.park_consultation import park_consultation
from video.use_cases.queries import consultation_of

TOWN = "https://ostfildern.localhost"


@pytest.fixture(scope="module")
def app(video: Running[Any], application: Callable[[Running[Any]], Any]) -> Any:
    """Video's app."""
    return application(video)


@pytest.fixture
def citizen(app: Any) -> FlaskClient:
    """A citizen's browser."""
    client: FlaskClient = app.test_client()
    return client


@pytest.fixture
def clerk(app: Any) -> FlaskClient:
    """A clerk's browser, signed in."""
    client: FlaskClient = app.test_client()
    told = {"sub": "kim", "name": "Kim Klar", "roles": {"ostfildern": ["clerk"]}}
    value = URLSafeTimedSerializer(["signing-key-of-the-tests"], salt="chassis.staff").dumps(told)
    client.set_cookie("__Host-staff", value, domain="ostfildern.localhost", secure=True)
    return client


def book(video: Running[Any], town: Tenant, begins_in: timedelta = timedelta(minutes=5)) -> tuple[UUID, str]:
    """Have an appointment confirmed; return it with its token."""
    begins, appointment = datetime.now(UTC) + begins_in, uuid4()
    token = AccessKeys.parse(KEY).token(Grant(town.key, appointment, "join"))
    join = Access(purpose="join", digest=digest(token), epoch=1, valid_until=begins + timedelta(hours=3))
    with video.work(town) as unit:
        open_consultation(
            unit,
            confirmed(
                appointment, begins_at=begins, ends_at=begins + timedelta(minutes=30), access=(join,), interpreter="DGS"
            ),
        )
    return appointment, token


def post(client: FlaskClient, path: str, **given: Any) -> Any:
    """Send a form as a page of ours does: with its token."""
    town = given.pop("base_url", TOWN)
    page = client.get("/gespraech", base_url=town).text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    headers = {"X-CSRFToken": token[1]} | given.pop("headers", {})
    return client.post(path, headers=headers, base_url=town, **given)


def come(client: FlaskClient, token: str) -> Any:
    """Exchange the token for the cookie."""
    return post(client, "/gespraech/zugang", data={"token": token})


def test_every_route_says_who_may_come(app: Any) -> None:
    found = {(rule, methods): who for rule, methods, who in routes_with_access(app)}
    ours = {key: who for key, who in found.items() if key[0].startswith(("/gespraech/<", "/arbeitsplatz"))}
    assert set(ours.values()) == {
        "citizen(join)",
        "staff(clerk, supervisor)",
        "staff(supervisor)",
        "staff(supervisor, operator)",
    }
    assert all(who == "citizen(join)" for (rule, _), who in ours.items() if rule.startswith("/gespraech"))
    assert all(methods in {"GET", "POST"} for _, methods in ours)


def test_the_link_leads_to_the_page_and_unknown_tokens_do_not(
    video: Running[Any], town: Tenant, citizen: FlaskClient
) -> None:
    appointment, token = book(video, town)
    assert come(citizen, "1.wrong").status_code == 404
    assert come(citizen, token).location.endswith(f"/gespraech/{appointment}")
    page = citizen.get(f"/gespraech/{appointment}", base_url=TOWN)
    assert "Warteraum betreten" in page.text
    assert "style=" not in page.text


def test_whoever_goes_on_with_a_call_is_said_so_that_the_connection_is_compared_anew(
    video: Running[Any], town: Tenant, clerk: FlaskClient
) -> None:
    appointment, _ = book(video, town)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
        admit_citizen(unit, appointment, "kim", "Kim Klar")
        be_at_desk(unit, "kim", "Kim Klar")
    assert post(clerk, f"/arbeitsplatz/{appointment}/parken").status_code == 303
    with video.work(town) as unit:
        admit_citizen(unit, appointment, "lou", "Lou Licht")
        offer_call(unit, appointment, "lou", "kim")
    assert post(clerk, f"/arbeitsplatz/{appointment}/uebernehmen").status_code == 303
    with video.work(town) as unit:
        said = unit.connection.execute(sa.select(outbox.c.body).order_by(outbox.c.position)).scalars().all()
    begun = [body["data"]["clerk"] for body in said if "consultation.started" in body["type"]]
    assert begun == ["kim", "lou", "kim"]


def test_another_appointment_is_not_found_and_nobody_comes_without_a_link(
    video: Running[Any], town: Tenant, citizen: FlaskClient, app: Any
) -> None:
    (_, token), (other, _) = book(video, town), book(video, town)
    come(citizen, token)
    assert citizen.get(f"/gespraech/{other}", base_url=TOWN).status_code == 404
    assert app.test_client().get(f"/gespraech/{other}", base_url=TOWN).status_code == 401


def test_the_link_of_one_town_opens_nothing_in_another(video: Running[Any], town: Tenant, citizen: FlaskClient) -> None:
    appointment, token = book(video, town)
    elsewhere = "https://musterstadt.localhost"
    assert post(citizen, "/gespraech/zugang", data={"token": token}, base_url=elsewhere).status_code == 404
    assert citizen.get(f"/gespraech/{appointment}", base_url=elsewhere).status_code == 401


def test_a_cancelled_appointment_is_gone(video: Running[Any], town: Tenant, citizen: FlaskClient) -> None:
    appointment, token = book(video, town)
    come(citizen, token)
    with video.work(town) as unit:
        cancel_consultation(
            unit, AppointmentCancelled(appointment_id=appointment, cancelled_at=unit.clock(), by="citizen")
        )
    assert citizen.get(f"/gespraech/{appointment}", base_url=TOWN).status_code == 410
    assert come(citizen, token).status_code == 410


def test_entering_without_consent_says_so_and_with_it_leads_to_the_waiting_room(
    video: Running[Any], town: Tenant, citizen: FlaskClient
) -> None:
    appointment, token = book(video, town)
    come(citizen, token)
    refused = post(citizen, f"/gespraech/{appointment}/warteraum")
    assert refused.status_code == 422
    assert "Bitte stimmen Sie dem Videogespräch zu." in refused.text
    post(citizen, f"/gespraech/{appointment}/warteraum", data={"consent": "y"})
    page = citizen.get(f"/gespraech/{appointment}", base_url=TOWN)
    assert 'data-state="waiting"' in page.text
    assert "Sie sind als Nächstes an der Reihe." in page.text


def test_a_room_that_is_not_open_shows_when_it_opens_and_cannot_be_entered(
    video: Running[Any], town: Tenant, citizen: FlaskClient
) -> None:
    appointment, token = book(video, town, timedelta(hours=3))
    come(citizen, token)
    assert "Der Warteraum öffnet am" in citizen.get(f"/gespraech/{appointment}/tuer", base_url=TOWN).text
    post(citizen, f"/gespraech/{appointment}/warteraum", data={"consent": "y"})
    with video.work(town) as unit:
        assert consultation_of(unit, appointment).state == "planned"


def test_relay_access_is_refused_before_admission_and_given_in_the_call(
    video: Running[Any], town: Tenant, citizen: FlaskClient
) -> None:
    appointment, token = book(video, town)
    come(citizen, token)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
        join_line(unit, appointment, Caller("citizen", "Erika"), uuid4())
    assert post(citizen, f"/gespraech/{appointment}/medien").status_code == 403
    with video.work(town) as unit:
        admit_citizen(unit, appointment, "kim", "Kim Klar")
    given = post(citizen, f"/gespraech/{appointment}/medien").get_json()
    assert given["iceTransportPolicy"] == "relay"
    assert given["iceServers"][0]["urls"][0].startswith("turn:")
    with video.work(town) as unit:
        end_consultation(unit, appointment, "kim", "completed")
    for path in ("medien", "geraet", "einladung"):
        assert post(citizen, f"/gespraech/{appointment}/{path}", data={"kind": "companion"}).status_code == 410
    for path in ("tuer", "wartezeit"):
        assert citizen.get(f"/gespraech/{appointment}/{path}", base_url=TOWN).status_code == 410


def test_after_the_call_the_page_says_what_is_on_record_and_nothing_of_other_appointments(
    video: Running[Any], town: Tenant, citizen: FlaskClient
) -> None:
    (appointment, token), (other, _) = book(video, town), book(video, town)
    come(citizen, token)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
        admit_citizen(unit, appointment, "kim", "Kim Klar")
        unit.copies.put_check(CheckCopy(appointment, "verified"))
        unit.copies.put_case(CaseCopy(uuid4(), appointment, "V-1", "Meldebescheinigung", "opened"))
        unit.copies.put_case(CaseCopy(uuid4(), other, "V-2", "Führungszeugnis", "opened"))
        end_consultation(unit, appointment, "kim", "completed")
    page = citizen.get(f"/gespraech/{appointment}", base_url=TOWN).text
    for words in (
        "Ihre Identität ist geprüft.",
        '<bdi lang="de">Meldebescheinigung</bdi> (<bdi>V-1</bdi>): Der Vorgang ist angelegt.',
        "Bürgerbüro Stadthaus",
        f'href="/vorgang/{appointment}"',
    ):
        assert words in page
    assert "V-2" not in page


def test_the_queue_shows_who_waits_and_admitting_leads_into_the_call(
    video: Running[Any], town: Tenant, clerk: FlaskClient
) -> None:
    appointment, _ = book(video, town)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
    queue = clerk.get("/arbeitsplatz", base_url=TOWN).text
    for words in ("Erika Mustermann", "Meldebescheinigung", "gerade angekommen", "Dolmetschen: DGS"):
        assert words in queue
    admitted = post(clerk, f"/arbeitsplatz/{appointment}/aufrufen")
    assert admitted.location.endswith(f"/arbeitsplatz/{appointment}")
    page = clerk.get(f"/arbeitsplatz/{appointment}", base_url=TOWN).text
    for panel in ("/identitaet/arbeitsplatz/", "/vorgang/arbeitsplatz/", "/zahlung/arbeitsplatz/"):
        assert f'hx-get="{panel}{appointment}"' in page


def test_whoever_admits_second_is_told_who_was_first(video: Running[Any], town: Tenant, clerk: FlaskClient) -> None:
    appointment, _ = book(video, town)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
        admit_citizen(unit, appointment, "lou", "Lou Licht")
    lost = post(clerk, f"/arbeitsplatz/{appointment}/aufrufen", follow_redirects=True)
    assert "Lou Licht war schneller" in lost.text
    page = clerk.get(f"/arbeitsplatz/{appointment}", base_url=TOWN).text
    assert "Lou Licht führt dieses Gespräch" in page
    assert "data-stage" not in page
    assert post(clerk, f"/arbeitsplatz/{appointment}/ende", data={"outcome": "completed"}).status_code == 403


def test_notes_are_kept_and_a_call_needs_an_outcome_to_end(
    video: Running[Any], town: Tenant, clerk: FlaskClient
) -> None:
    appointment, _ = book(video, town)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
        admit_citizen(unit, appointment, "kim", "Kim Klar")
    saved = post(
        clerk,
        f"/arbeitsplatz/{appointment}/notiz",
        data={"note": "<b>Vollmacht</b>"},
        headers={"HX-Request": "true"},
    )
    assert "Gespeichert um" in saved.text
    refused = post(clerk, f"/arbeitsplatz/{appointment}/ende")
    assert refused.status_code == 422
    assert "Bitte wählen Sie aus, wie das Gespräch ausgegangen ist." in refused.text
    assert "&lt;b&gt;Vollmacht&lt;/b&gt;" in refused.text


def test_a_parked_call_can_be_ended_at_the_desk_and_is_never_noted_as_missed(
    video: Running[Any], town: Tenant, clerk: FlaskClient
) -> None:
    appointment, _ = book(video, town, timedelta(minutes=-5))
    address = f"/arbeitsplatz/{appointment}"
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
    assert f'action="{address}/nicht-erschienen"' in clerk.get(address, base_url=TOWN).text
    with video.work(town) as unit:
        admit_citizen(unit, appointment, "kim", "Kim Klar")
        park_consultation(unit, appointment, "kim", "")
    page = clerk.get(address, base_url=TOWN).text
    assert f'action="{address}/ende"' in page
    assert f'action="{address}/nicht-erschienen"' not in page
    assert post(clerk, f"{address}/ende", data={"outcome": "broken_off"}).status_code == 303


def test_reading_changes_nothing(video: Running[Any], town: Tenant, citizen: FlaskClient, clerk: FlaskClient) -> None:
    appointment, token = book(video, town)
    come(citizen, token)
    with video.work(town) as unit:
        before = consultation_of(unit, appointment)
    for path in ("", "/tuer", "/wartezeit"):
        assert citizen.get(f"/gespraech/{appointment}{path}", base_url=TOWN).status_code == 200
    for path in ("", "/warteschlange", f"/{appointment}", f"/{appointment}/stand"):
        assert clerk.get(f"/arbeitsplatz{path}", base_url=TOWN).status_code == 200
    with video.work(town) as unit:
        assert consultation_of(unit, appointment) == before


def test_the_desk_is_for_staff(app: Any, town: Tenant, citizen: FlaskClient) -> None:
    assert "/anmeldung" in citizen.get("/arbeitsplatz", base_url=TOWN).location


def test_the_telephone_is_the_way_on_with_a_pin_that_the_clerk_sees_too(
    video: Running[Any], town: Tenant, citizen: FlaskClient, clerk: FlaskClient
) -> None:
    appointment, token = book(video, town)
    come(citizen, token)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
        admit_citizen(unit, appointment, "kim", "Kim Klar")
    wrong = post(citizen, f"/gespraech/{appointment}/telefon", data={"phone": "ruf an"})
    assert wrong.status_code == 422
    assert 'value="ruf an"' in wrong.text
    asked = post(citizen, f"/gespraech/{appointment}/telefon", data={"phone": "0711 123456"}).text
    assert "Wir rufen Sie an." in asked
    (pin,) = re.findall(r'class="pin">(\d{6})<', asked)
    desk = clerk.get(f"/arbeitsplatz/{appointment}", base_url=TOWN).text
    # Who is in the call already gets it with the page's news, without a reload.
    news = clerk.get(f"/arbeitsplatz/{appointment}/stand", base_url=TOWN).text
    for page in (desk, news):
        assert f"bittet um Rückruf: 0711 123456, PIN {pin}" in page
    assert f'class="pin">{pin}<' in desk
    # Clerks are not told to call the town hall when the citizen is gone, but where they reach them.
    assert "auch anrufen: 0711 123456" in desk
    assert "rufen Sie uns an" not in desk
    post(clerk, f"/arbeitsplatz/{appointment}/zurueckgerufen")
    assert "bittet um Rückruf" not in clerk.get(f"/arbeitsplatz/{appointment}", base_url=TOWN).text

"""What citizens say after the call, from the page to the supervisor, in the real tables."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer

from chassis.service import Running
from chassis.tenancy import Tenant
from tests.service.video.test_pages import TOWN, book, come, post
from video.adapters.tables import feedback
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.end_consultation import end_consultation
from video.use_cases.enter_waiting_room import enter_waiting_room


@pytest.fixture
def app(video: Running[Any], application: Callable[[Running[Any]], Any]) -> Any:
    """Video's app."""
    return application(video)


@pytest.fixture
def address(video: Running[Any], town: Tenant, citizen: FlaskClient) -> str:
    """The page of a call that has ended, which the citizen may open."""
    appointment, token = book(video, town)
    come(citizen, token)
    with video.work(town) as unit:
        enter_waiting_room(unit, appointment, consents=True)
        admit_citizen(unit, appointment, "kim", "Kim Klar")
        end_consultation(unit, appointment, "kim", "completed")
    return f"/gespraech/{appointment}"


@pytest.fixture
def citizen(app: Any) -> FlaskClient:
    """A citizen's browser."""
    client: FlaskClient = app.test_client()
    return client


def sign_in(app: Any, role: str) -> FlaskClient:
    """Return the browser of somebody with this role."""
    client: FlaskClient = app.test_client()
    told = {"sub": "lea", "name": "Lea Leitung", "roles": {"ostfildern": [role]}}
    value = URLSafeTimedSerializer(["signing-key-of-the-tests"], salt="chassis.staff").dumps(told)
    client.set_cookie("__Host-staff", value, domain="ostfildern.localhost", secure=True)
    return client


def test_an_answer_is_kept_once_without_appointment_and_hour_and_read_by_supervisors(
    video: Running[Any], town: Tenant, citizen: FlaskClient, app: Any, address: str
) -> None:
    assert "Wie war das Gespräch für Sie?" in citizen.get(address, base_url=TOWN).text
    given = {"answer": "poor", "words": "Der Ton war <leise>."}
    thanks = post(citizen, f"{address}/rueckmeldung", data=given, follow_redirects=True)
    assert "Vielen Dank für Ihre Rückmeldung." in thanks.text
    again = post(citizen, f"{address}/rueckmeldung", data=given, follow_redirects=True)
    assert "Sie haben uns schon eine Rückmeldung gegeben." in again.text
    with video.work(town) as unit:
        (row,) = unit.connection.execute(sa.select(feedback))
    appointment = address.rsplit("/", 1)[1]
    assert appointment not in str(row)
    assert row.day.astimezone(town.zone).strftime("%H:%M:%S.%f") == "00:00:00.000000"
    page = sign_in(app, "supervisor").get("/arbeitsplatz/rueckmeldungen", base_url=TOWN).text
    assert "Schlecht: 1" in page
    assert "Der Ton war &lt;leise&gt;." in page
    assert sign_in(app, "clerk").get("/arbeitsplatz/rueckmeldungen", base_url=TOWN).status_code == 403
    assert "/arbeitsplatz/rueckmeldungen" in sign_in(app, "supervisor").get("/arbeitsplatz", base_url=TOWN).text


def test_numbers_of_persons_are_refused_in_plain_words_and_what_was_typed_stays(
    citizen: FlaskClient, address: str
) -> None:
    refused = post(citizen, f"{address}/rueckmeldung", data={"words": "Rufen Sie 0711 123456 an"})
    assert refused.status_code == 422
    assert "Bitte wählen Sie eine Antwort aus." in refused.text
    assert "Bitte lassen Sie Telefonnummern" in refused.text
    assert "Rufen Sie 0711 123456 an</textarea>" in refused.text

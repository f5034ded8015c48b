"""The town's own look and links: chosen by an administrator, refused where nobody could read it."""

import base64
import io
from collections.abc import Callable
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer

TOWN = "https://ostfildern.localhost"
PAGE = "/verwaltung/booking/erscheinungsbild"
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def client(start: Callable[..., Any], application: Callable[..., Any]) -> Any:
    made = application(start("booking")).test_client()
    told = {"sub": "u-9", "name": "Vera Weber", "roles": {"ostfildern": ["administrator"]}}
    cookie = URLSafeTimedSerializer("signing-key-of-the-tests", salt="chassis.staff").dumps(told)
    made.set_cookie("__Host-staff", str(cookie), domain="ostfildern.localhost", secure=True)
    return made


def store(client: Any, **fields: Any) -> Any:
    token = client.get(PAGE, base_url=TOWN).text.partition('"X-CSRFToken": "')[2].partition('"')[0]
    told = {"csrf_token": token, "primary": "#00529b", "on_primary": "#ffffff", "note": "Neues Logo"}
    return client.post(PAGE, base_url=TOWN, data=told | fields)


def test_colours_arms_and_welcome_are_shown_everywhere_and_kept_as_a_version(client: Any) -> None:
    assert (
        store(
            client, primary="#7a1f3d", arms=(io.BytesIO(PNG), "w.png"), welcome_de="Schön, dass Sie da sind."
        ).status_code
        == 303
    )
    sheet = client.get("/marke/gesicht.css", base_url=TOWN).text
    assert "--town-primary: #7a1f3d" in sheet
    assert "/marke/wappen.png?v=" in sheet
    assert client.get("/marke/wappen.png", base_url=TOWN).data == PNG
    start = client.get("/", base_url=TOWN).text
    assert "Schön, dass Sie da sind." in start
    assert 'href="/marke/gesicht.css"' in start
    assert "Neues Logo" in client.get("/verwaltung/booking/katalog", base_url=TOWN).text


def test_what_many_could_not_read_is_refused_with_the_measured_contrast(client: Any) -> None:
    assert store(client, primary="blau").status_code == 422
    page = store(client, primary="#7fb2e5", welcome_de="Willkommen")
    assert page.status_code == 422
    assert "Kontrast 2,2 zu 1, nötig sind 4,5 zu 1" in page.text
    assert "Willkommen" in page.text
    assert "#7fb2e5" not in client.get("/marke/gesicht.css", base_url=TOWN).text


def test_a_deep_link_opens_the_procedure_and_the_snippet_leads_to_the_town(client: Any) -> None:
    page = client.get("/verwaltung/booking/einbetten", base_url=TOWN).text
    link = f"{TOWN}/termin?leistung=meldebescheinigung"
    assert link in page
    assert f'href="{TOWN}/"' in page
    opened = client.get(link.removeprefix(TOWN), base_url=TOWN).text
    assert 'value="meldebescheinigung"' in opened
    box = opened.partition('value="meldebescheinigung"')
    assert "checked" in box[0].rpartition("<input")[2] + box[2].partition(">")[0]

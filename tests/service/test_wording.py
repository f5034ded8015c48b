"""Every service that writes to citizens shows its mails in the town's languages, and sends the town's own words."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer

from chassis.service import Running
from chassis.tenancy import Tenant
from chassis.web.wording_pages import SERVICES

TOWN = "https://ostfildern.localhost"
OWN = {"opening": "Moin aus {stadt},", "advice": "Das Parkhaus hat geöffnet.", "closing": "Ihr Team von {behoerde}"}
OTHERS = sorted(set(SERVICES) - {"booking"})


@pytest.fixture(scope="module", params=OTHERS)
def running(request: pytest.FixtureRequest, start: Callable[..., Running[Any]]) -> Running[Any]:
    """Each service but booking, which has tests of its own, with a database of its own."""
    return start(request.param)


@pytest.fixture
def client(running: Running[Any], application: Callable[[Running[Any]], Any]) -> Any:
    made = application(running).test_client()
    told = {"sub": "u-9", "name": "Vera Weber", "roles": {"ostfildern": ["administrator"]}}
    cookie = URLSafeTimedSerializer("signing-key-of-the-tests", salt="chassis.staff").dumps(told)
    made.set_cookie("__Host-staff", str(cookie), domain="ostfildern.localhost", secure=True)
    return made


def send(client: Any, page: str, **fields: str) -> Any:
    shown = client.get(page, base_url=TOWN).text
    token = shown.partition('"X-CSRFToken": "')[2].partition('"')[0]
    based_on = re.search(r'name="based_on"[^>]*value="(\d+)"', shown)
    assert based_on
    told = {"csrf_token": token, "based_on": based_on[1], "schritt": "speichern", "note": "Freundlicher"}
    return client.post(page, base_url=TOWN, data=told | fields)


def fixed(text: str, town: Tenant) -> set[str]:
    """Return the lines with numbers, links and amounts, those of the usual signature aside."""
    return {
        line
        for line in text.splitlines()
        if re.search(r"\d|http|MUSTER", line)
        and not line.endswith(town.phone)
        and not line.startswith(town.address.street)
    }


def test_every_letter_is_shown_reworded_and_taken_back(client: Any, running: Running[Any]) -> None:
    name = running.service.name
    every = f"/verwaltung/{name}/schreiben"
    listed = client.get(every, base_url=TOWN).text
    town, samples = running.tenants.by_key("ostfildern"), running.service.sample_letters
    assert samples
    with running.work(town) as unit:
        usual = samples(unit, running.ports, "de")
    for letter in running.service.letters:
        for language in town.languages:
            way = f"{every}/{letter.key}/{language}"
            assert way in listed
            assert 'class="wording-letter"' in client.get(way, base_url=TOWN).text, way
        page = f"{every}/{letter.key}/de"
        assert send(client, page, **OWN | {"opening": "Moin {strasse}"}).status_code == 422
        assert send(client, page, **OWN).status_code == 303
        assert f"Ihr Team von {town.authority}" in client.get(page, base_url=TOWN).text
    with running.work(town) as unit:
        german, english = samples(unit, running.ports, "de"), samples(unit, running.ports, "en")
    assert set(german) == {letter.key for letter in running.service.letters}
    for key, number in ((key, number) for key, many in german.items() for number in range(len(many))):
        one, before = german[key][number].mail, usual[key][number].mail
        assert one.subject == before.subject
        assert fixed(before.text, town) <= set(one.text.splitlines())
        assert fixed(before.text, town)
        assert one.text.startswith(f"Moin aus {town.name},\n\n")
        assert one.text.endswith(f"\n\nDas Parkhaus hat geöffnet.\n\nIhr Team von {town.authority}\n")
        assert "Guten Tag" not in one.text
    assert not any("Moin" in sample.mail.text for many in english.values() for sample in many)
    (number, *_) = re.findall(rf"{page}\?vor=(\d+)", client.get(page, base_url=TOWN).text)
    assert "Vera Weber" in client.get(every, base_url=TOWN).text
    assert send(client, f"{page}?vor={number}").status_code == 303
    assert "Moin aus" not in client.get(page, base_url=TOWN).text.partition("<h2")[0]

"""The administrator's page of a service's settings: nothing unseen is stored, all versions stay, any can come back."""

import io
import re
from argparse import Namespace
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from itsdangerous import URLSafeTimedSerializer

from chassis import commands
from chassis.persistence.tables import outbox

PAGE = "/verwaltung/billing/katalog"
TOWN = "https://ostfildern.localhost"


class Administrator:
    """A browser of somebody who may change the town's settings."""

    def __init__(self, app: Any) -> None:
        self.client = app.test_client()
        told = {"sub": "u-9", "name": "Vera Weber", "roles": {"ostfildern": ["administrator"]}}
        cookie = URLSafeTimedSerializer("signing-key-of-the-tests", salt="chassis.staff").dumps(told)
        self.client.set_cookie("__Host-staff", str(cookie), domain="ostfildern.localhost", secure=True)

    def get(self, path: str = PAGE) -> Any:
        """Get a page."""
        return self.client.get(path, base_url=TOWN)

    def post(self, path: str, **fields: Any) -> Any:
        """Send a form."""
        token = self.get().text.partition('"X-CSRFToken": "')[2].partition('"')[0]
        return self.client.post(path, base_url=TOWN, data={"csrf_token": token, **fields})

    def section(self) -> dict[str, Any]:
        """Return the text that the page shows, as data."""
        return dict(
            yaml.safe_load(unescape(self.get().text.partition("<textarea")[2].partition(">")[2].partition("<")[0]))
        )

    def check(self, section: dict[str, Any]) -> Any:
        """Have a section looked at."""
        return self.post(f"{PAGE}/pruefen", text=yaml.safe_dump(section))

    def store(self, section: dict[str, Any], note: str = "Probe", based_on: str | None = None) -> Any:
        """Store what was looked at."""
        seen = self.check(section).text
        if based_on is None:
            known = re.search(r'name="based_on"[^>]*value="(\d+)"', seen)
            assert known is not None
            based_on = known[1]
        return self.post(PAGE, text=yaml.safe_dump(section), based_on=based_on, note=note)


@pytest.fixture(scope="module")
def running(start: Callable[..., Any]) -> Any:
    return start("billing")


@pytest.fixture(scope="module")
def admin(running: Any, application: Callable[..., Any]) -> Administrator:
    return Administrator(application(running))


def dearer(section: dict[str, Any], cents: int) -> dict[str, Any]:
    """Return the section with another amount of the first fee."""
    section["tariffs"][0]["fees"][0]["amount"] = cents
    return section


def published(running: Any) -> int:
    with running.work(running.tenants.by_key("ostfildern")) as unit:
        return len(unit.connection.execute(outbox.select()).all())


def test_a_text_where_a_file_belongs_is_no_file(admin: Administrator) -> None:
    answer = admin.post(f"{PAGE}/pruefen", text="fees: [", file="fees.yaml")
    assert answer.status_code == 422
    assert "fees: [" in answer.text


def test_a_change_is_shown_first_and_stored_only_then(admin: Administrator) -> None:
    before = admin.section()
    seen = admin.check(dearer(admin.section(), 4321)).text
    assert "4321" in seen
    assert "geändert" in seen
    assert admin.section() == before


def test_a_stored_change_counts_and_neighbours_hear_of_it(admin: Administrator, running: Any) -> None:
    heard = published(running)
    page = admin.store(dearer(admin.section(), 4711), note="Neue Satzung")
    assert page.status_code == 303
    assert admin.section()["tariffs"][0]["fees"][0]["amount"] == 4711
    assert published(running) > heard
    listed = admin.get().text
    assert "Neue Satzung" in listed
    assert "Vera Weber" in listed


def test_an_older_version_comes_back_by_the_same_way(admin: Administrator) -> None:
    first = yaml.safe_load(admin.get(f"{PAGE}/1.yaml").text)["billing"]
    admin.store(dearer(admin.section(), 99))
    assert "ältere Fassung 1" in admin.get(f"{PAGE}?fassung=1").text
    assert admin.store(first, note="zurück").status_code == 303
    assert admin.section() == first


def test_a_downloaded_file_can_be_uploaded_again(admin: Administrator) -> None:
    file = admin.get(f"{PAGE}/1.yaml").data.replace(b"billing:", b"booking: {}\nbilling:")
    page = admin.post(f"{PAGE}/pruefen", text="", file=(io.BytesIO(file), "ostfildern.yaml"))
    assert page.status_code == 200


def test_what_is_wrong_is_named_by_place_and_the_text_is_kept(admin: Administrator) -> None:
    wrong = admin.section() | {"typo_here": 1}
    wrong["tariffs"][0]["fees"][0].pop("amount")
    page = admin.check(wrong)
    assert page.status_code == 422
    assert "tariffs[1].fees[1].amount" in page.text
    assert "Diese Angabe fehlt." in page.text
    assert "typo_here" in page.text.partition("<textarea")[2]


def test_two_who_edit_at_once_do_not_overwrite_each_other(admin: Administrator) -> None:
    page = admin.store(dearer(admin.section(), 55), based_on="1")
    assert page.status_code == 409
    assert admin.section()["tariffs"][0]["fees"][0]["amount"] != 55


def test_a_press_that_arrives_twice_is_nobody_else(admin: Administrator) -> None:
    changed = dearer(admin.section(), 77)
    assert admin.store(changed).status_code == 303
    assert admin.store(changed, based_on="1").status_code == 303
    assert admin.section()["tariffs"][0]["fees"][0]["amount"] == 77


def test_a_change_without_a_reason_is_asked_for_one(admin: Administrator) -> None:
    page = admin.store(dearer(admin.section(), 66), note="")
    assert page.status_code == 422
    assert "Bitte füllen Sie dieses Feld aus." in page.text
    assert admin.section()["tariffs"][0]["fees"][0]["amount"] != 66


def test_an_unknown_version_is_not_there(admin: Administrator) -> None:
    assert admin.get(f"{PAGE}/4000.yaml").status_code == 404


def test_what_was_changed_here_stays_when_an_upgrade_imports_the_same_file_again(
    admin: Administrator, running: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def imported(days: int) -> str:
        told = section | {"notice": section["notice"] | {"payment_days": days}}
        file = tmp_path / "town.yaml"
        file.write_text(yaml.safe_dump({"tenant": "ostfildern", "billing": told}), encoding="utf-8")
        commands.catalogue(running, Namespace(action="import", file=file))
        return capsys.readouterr().out

    section = admin.section()
    assert "version" in imported(31)
    admin.store(admin.section() | {"notice": admin.section()["notice"] | {"payment_days": 45}})
    assert "unchanged since its last import" in imported(31)
    assert admin.section()["notice"]["payment_days"] == 45
    assert "version" in imported(32)
    assert admin.section()["notice"]["payment_days"] == 32
    admin.store(section)

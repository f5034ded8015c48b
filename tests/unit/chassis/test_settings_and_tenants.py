"""Settings say everything that is wrong at once; tenants come and go with their files."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml

from chassis.settings import Secrets, Settings, SettingsError, load
from chassis.tenancy import TenantDirectory, TenantFileError, UnknownTenant, read_tenant
from chassis.testing.fakes import tenant


def test_all_missing_variables_are_named_at_once_and_no_value_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        monkeypatch.delenv(name)
    monkeypatch.setenv("PORT", "a-secret-that-is-no-number")
    with pytest.raises(SettingsError) as refused:
        load(Settings)
    for variable in ("DATABASE_URL", "RELAY_DATABASE_URL", "BROKER_URL", "TENANTS_DIR", "SMTP_URL", "PORT"):
        assert variable in str(refused.value)
    assert "a-secret" not in str(refused.value)


def test_a_missing_secret_is_named(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match=r"ostfildern\.paypal_client_id"):
        Secrets(tmp_path).read("ostfildern", "paypal_client_id")


def write(folder: Path, key: str, **fields: object) -> Path:
    file = folder / f"{key}.yaml"
    file.write_text(yaml.safe_dump(tenant(key, **fields).model_dump(mode="json")), encoding="utf-8")
    return file


def test_a_town_is_found_by_key_and_by_host_whatever_its_port(tmp_path: Path) -> None:
    write(tmp_path, "ostfildern")
    towns = TenantDirectory(tmp_path)
    assert towns.by_key("ostfildern") == towns.by_host("Ostfildern.localhost:8080")
    with pytest.raises(UnknownTenant):
        towns.by_host("elsewhere.example")


def test_a_town_that_comes_later_needs_no_restart_and_one_that_leaves_is_gone(tmp_path: Path) -> None:
    first = write(tmp_path, "ostfildern")
    towns = TenantDirectory(tmp_path, look_every=0)
    assert [town.key for town in towns] == ["ostfildern"]
    write(tmp_path, "musterstadt")
    assert {town.key for town in towns} == {"ostfildern", "musterstadt"}
    first.unlink()
    with pytest.raises(UnknownTenant):
        towns.by_key("ostfildern")


def test_the_folder_is_not_looked_at_for_every_request(tmp_path: Path) -> None:
    write(tmp_path, "ostfildern")
    towns = TenantDirectory(tmp_path, look_every=3600)
    towns.by_key("ostfildern")
    write(tmp_path, "musterstadt")
    with pytest.raises(UnknownTenant):
        towns.by_key("musterstadt")


def test_the_first_requests_at_once_all_find_their_town(tmp_path: Path) -> None:
    for number in range(20):
        write(tmp_path, f"town-{number}")
    towns = TenantDirectory(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(towns.by_key, ["town-19"] * 8))
    assert [town.key for town in found] == ["town-19"] * 8


def test_a_wrong_file_names_itself_and_each_field(tmp_path: Path) -> None:
    file = write(tmp_path, "ostfildern")
    told = yaml.safe_load(file.read_text(encoding="utf-8")) | {"land": "XX", "mail_from": "nobody", "colour": "red"}
    file.write_text(yaml.safe_dump(told), encoding="utf-8")
    with pytest.raises(TenantFileError) as refused:
        read_tenant(file)
    for named in ("ostfildern.yaml", "land", "mail_from", "colour"):
        assert named in str(refused.value)


def test_a_wrong_file_costs_no_other_town_anything_and_its_own_the_change(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(tmp_path, "ostfildern")
    old = write(tmp_path, "musterstadt").read_text(encoding="utf-8")
    towns = TenantDirectory(tmp_path, look_every=0)
    before = towns.by_key("musterstadt")
    (tmp_path / "musterstadt.yaml").write_text(old.replace("land:", "lamd:"), encoding="utf-8")
    write(tmp_path, "neustadt", name="Neustadt")
    (tmp_path / "falsch.yaml").write_text("key: [", encoding="utf-8")
    assert {town.key for town in towns} == {"ostfildern", "musterstadt", "neustadt"}
    assert towns.by_key("musterstadt") == before
    assert "lamd" in caplog.text


def test_a_folder_that_is_exchanged_at_this_moment_is_read_at_the_next_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path, "ostfildern")
    towns = TenantDirectory(tmp_path, look_every=0)
    assert towns.by_key("ostfildern")
    monkeypatch.setattr(Path, "glob", lambda _folder, _pattern: [file, tmp_path / "gone.yaml"])
    assert towns.by_key("ostfildern")


def test_a_secret_that_is_swapped_behind_its_link_is_read_anew(tmp_path: Path) -> None:
    for version, text in (("v1", "one"), ("v2", "two")):
        (tmp_path / version).mkdir()
        (tmp_path / version / "region.signing_key").write_text(text, encoding="utf-8")
    (tmp_path / "data").symlink_to("v1")
    (tmp_path / "mounted").mkdir()
    (tmp_path / "mounted" / "region.signing_key").symlink_to("../data/region.signing_key")
    secrets = Secrets(tmp_path / "mounted")
    before = secrets.read("region", "signing_key")
    (tmp_path / "data").unlink()
    (tmp_path / "data").symlink_to("v2")
    assert (before, secrets.read("region", "signing_key")) == ("one", "two")


def test_a_secret_that_is_taken_away_is_missing_again(tmp_path: Path) -> None:
    file = tmp_path / "region.signing_key"
    file.write_text("one", encoding="utf-8")
    secrets = Secrets(tmp_path)
    secrets.read("region", "signing_key")
    file.unlink()
    with pytest.raises(LookupError, match=r"region\.signing_key"):
        secrets.read("region", "signing_key")

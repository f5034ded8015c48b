"""The previous release's code works on this release's schema: so an upgrade can roll, and a rollback needs no restore.

Its tree is taken from git (the newest tag, or PREVIOUS_RELEASE; before the first tag, what stood before the newest
migration). Its own service tests run with its own code; only their databases are migrated by the code of today.
"""

import os
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from local.home import ROOT
from local.service_list import SERVICES

QUICK = (
    "tests/service/booking/test_api.py",
    "tests/service/identity/test_desk.py",
    "tests/service/video/test_pages.py",
    "tests/service/billing/test_payments.py",
    "tests/service/fulfilment/test_engine.py",
)
SOURCES = ("libs/chassis", "libs/contracts", *(f"services/{one}" for one in SERVICES))
PLUGIN = '''
"""Has the databases of the old tests migrated by the new code."""
import json, os, subprocess, sys
import chassis.persistence.migrate as old

def upgrade(package, settings):
    names = ("database_url", "relay_database_url", "migration_database_url")
    told = {name: getattr(settings, name).get_secret_value() for name in names}
    environment = os.environ | {"PYTHONPATH": os.environ["NEW_CODE"]}
    subprocess.run([sys.executable, "-c", MIGRATE, package, json.dumps(told)], check=True, env=environment)

MIGRATE = """
import json, sys
from types import SimpleNamespace
from pydantic import SecretStr
from chassis.persistence.migrate import upgrade
upgrade(sys.argv[1], SimpleNamespace(**{k: SecretStr(v) for k, v in json.loads(sys.argv[2]).items()}))
"""
old.upgrade = upgrade
'''


def git(*arguments: str) -> str:
    return subprocess.run(
        ["/usr/bin/env", "git", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()


def previous_release() -> str:
    """Return the commit that the previous release was made from."""
    if given := os.environ.get("PREVIOUS_RELEASE"):
        return given
    if tags := git("tag", "--list", "v*", "--sort=-version:refname", "--merged", "HEAD~1").split():
        return tags[0]
    newest = git("log", "-1", "--format=%H", "--diff-filter=A", "--", ":(glob)**/migrations/*.py")
    return f"{newest}~1"


@pytest.fixture(scope="module")
def old_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The previous release's tree, with the assets of today beside it."""
    folder = tmp_path_factory.mktemp("previous")
    packed = subprocess.run(
        ["/usr/bin/env", "git", "archive", previous_release()], cwd=ROOT, capture_output=True, check=True
    )
    with tarfile.open(fileobj=BytesIO(packed.stdout)) as tree:
        tree.extractall(folder, filter="data")
    (folder / "libs" / "chassis" / "node_modules").symlink_to(ROOT / "libs" / "chassis" / "node_modules")
    (folder / "on_the_new_schema.py").write_text(PLUGIN, encoding="utf-8")
    return folder


@pytest.mark.parametrize("file", QUICK, ids=lambda file: file.split("/")[2])
def test_the_previous_code_runs_on_the_new_schema(old_tree: Path, file: str, postgres_url: str) -> None:
    paths = {name: os.pathsep.join(str(tree / source) for source in SOURCES) for name, tree in
             (("PYTHONPATH", old_tree), ("NEW_CODE", ROOT))}  # fmt: skip
    paths["PYTHONPATH"] += os.pathsep + str(old_tree)
    answer = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", "-p", "on_the_new_schema", file],
        cwd=old_tree,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | paths | {"DATABASE_URL": postgres_url},
    )
    assert answer.returncode == 0, answer.stdout[-3000:] + answer.stderr[-2000:]
    assert " passed" in answer.stdout

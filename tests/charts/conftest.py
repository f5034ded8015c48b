"""The charts rendered by the real helm, once each run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".local" / "charts"
SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
Manifest = dict[str, Any]
VARIANTS = {
    "minimal": ("values-minimal.yaml",),
    "all": ("values-all.yaml",),
    "all-ingress-hpa": (
        "values-all.yaml",
        "--set=global.routes.kind=ingress,global.autoscaling.kind=hpa",
    ),
    "bare": (
        "values-all.yaml",
        "--set=global.routes.kind=none,global.autoscaling.kind=none,global.network.policies=false",
    ),
}


@pytest.fixture(scope="session")
def region(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the charts whose dependencies are packed; the tree itself stays as it is."""
    copy = tmp_path_factory.mktemp("charts")
    shutil.copytree(ROOT / "charts", copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("Chart.lock", "*.tgz"))
    for chart in (*SERVICES, "region"):
        answer = _helm("dependency", "update", "--skip-refresh", str(copy / chart))
        assert answer.returncode == 0, answer.stderr
    return copy / "region"


def _helm(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run helm with a home of its own."""
    program = TOOLS / "helm"
    assert program.exists(), "helm is missing: run local/setup.sh test"
    home = {"HOME": str(TOOLS), "PATH": os.environ["PATH"]}
    return subprocess.run([program, *arguments], capture_output=True, text=True, check=False, env=home)


@pytest.fixture(scope="session")
def helm() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The real helm."""
    return _helm


@pytest.fixture(scope="session")
def render(region: Path) -> Callable[..., str]:
    """Render the region with a values file and options."""

    def rendered(values: str, *options: str) -> str:
        answer = _helm("template", "region", str(region), "-n", "buergerbuero", "-f", str(region / values), *options)
        assert answer.returncode == 0, answer.stderr
        return answer.stdout

    return rendered


@pytest.fixture(scope="session", params=VARIANTS)
def rendered(request: pytest.FixtureRequest, render: Callable[..., str]) -> str:
    """Each variant's text."""
    return render(*VARIANTS[request.param])


@pytest.fixture(scope="session")
def manifests(rendered: str) -> list[Manifest]:
    """Each variant's objects."""
    return [document for document in yaml.safe_load_all(rendered) if document]


@pytest.fixture
def validated(tmp_path: Path) -> Callable[[list[Manifest], str], str]:
    """Return what Kubernetes' own schemas of a version have against objects, also that a kind is unknown."""

    def check(manifests: list[Manifest], version: str) -> str:
        file = tmp_path / "manifests.yaml"
        file.write_text(yaml.safe_dump_all(manifests), encoding="utf-8")
        command = [sys.executable, "-m", "kubernetes_validate", "--strict", "-k", version, str(file)]
        environment = {**os.environ, "PYTHONPATH": str(TOOLS / "packages")}
        answer = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
        lines = (answer.stdout + answer.stderr).splitlines()
        assert any("passed" in line for line in lines), lines[-5:]
        return "\n".join(line for line in lines if "passed" not in line)

    return check

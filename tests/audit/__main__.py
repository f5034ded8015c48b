"""`python -m tests.audit`: advisories (pip-audit, npm audit), bandit, secrets, and an SBOM (CycloneDX) of each image.

Advisories are asked of their public databases: without a way there the audit says so and fails, since nothing was seen.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".local" / "audit" / "bin"
SBOMS = ROOT / ".local" / "sbom"
SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
EXCEPTIONS = Path(__file__).with_name("exceptions.yaml")
LONGEST = 600
GUESSES = ("KeywordDetector", "HexHighEntropyString", "Base64HighEntropyString")
Found = list[str]


def run(command: Sequence[str | Path], folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a tool and keep what it says."""
    environment = os.environ | {"PYTHONWARNINGS": "ignore"}
    return subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )


def borne(today: date) -> tuple[set[str], Found]:
    """Return the ids that are borne today, and those whose day is over."""
    told = yaml.safe_load(EXCEPTIONS.read_text(encoding="utf-8")) or []
    over = [f"the exception {one['id']} ended on {one['until']}" for one in told if one["until"] < today]
    return {one["id"] for one in told if one["until"] >= today and one["why"]}, over


def python_advisories(allowed: set[str]) -> Found:
    """Ask for weaknesses of what is locked, image by image."""
    found: Found = []
    for name in (*SERVICES, "dev"):
        locked = ROOT / "requirements" / f"{name}.txt"
        done = run([TOOLS / "pip-audit", "--disable-pip", "--require-hashes", "-f", "json", "-r", locked])
        try:
            told = json.loads(done.stdout)
        except json.JSONDecodeError:
            return [f"pip-audit could not ask: {done.stderr.strip().splitlines()[-1:]}"]
        found += weaknesses(name, told["dependencies"], allowed)
    return found


def weaknesses(name: str, packages: Sequence[dict[str, Any]], allowed: set[str]) -> Found:
    """Return what pip-audit tells of the packages of an image; one that it passed over was not looked at."""
    passed_over = [package["name"] for package in packages if "skip_reason" in package]
    found = [f"{name}: nothing is known of {len(passed_over)} packages: {passed_over[0]} …"] if passed_over else []
    return found + [
        f"{name}: {package['name']} {package['version']}: {weakness['id']}"
        for package in packages
        for weakness in package.get("vulns", ())
        if weakness["id"] not in allowed
    ]


def npm_advisories(allowed: set[str]) -> Found:
    """Ask for weaknesses of what the pages load and what builds and tests need."""
    found: Found = []
    for lock in sorted(ROOT.glob("*/package-lock.json")) + sorted(ROOT.glob("*/*/package-lock.json")):
        done = run(["npm", "audit", "--json"], lock.parent)
        told: dict[str, Any] = json.loads(done.stdout or "{}")
        if "vulnerabilities" not in told:
            return [
                f"npm audit could not ask for {lock.parent.name}: {told.get('message', done.stderr.strip()[-200:])}"
            ]
        for name, weakness in told["vulnerabilities"].items():
            ids = [str(via["source"]) for via in weakness["via"] if isinstance(via, dict)]
            found += [f"{lock.parent.name}: {name}: {one}" for one in ids if one not in allowed]
    return found


def bandit(_allowed: set[str]) -> Found:
    """Look for dangerous calls in what runs in production; what is accepted is marked where it stands, as for ruff."""
    apart = "*/node_modules/*,*/training/*"
    done = run([TOOLS / "bandit", "-q", "-r", "libs", "services", "-f", "json", "-ll", "-x", apart])
    results = [one for one in json.loads(done.stdout)["results"] if not _is_marked(one)]
    return [f"{one['filename']}:{one['line_number']}: {one['test_id']} {one['issue_text']}" for one in results]


def _is_marked(one: dict[str, Any]) -> bool:
    lines = (ROOT / one["filename"]).read_text(encoding="utf-8").splitlines()
    return any("noqa: S" in lines[number - 1] for number in one["line_range"])


def secrets(_allowed: set[str]) -> Found:
    """Look for secrets in everything that is tracked."""
    plain = r"(\.lock|-lock\.json|requirements/.*\.txt|\.po|\.onnx|tests/.*|local/doubles/.*|.*\.svg)$"
    # Guessing by entropy takes minutes, and finds digests and ids alone.
    without = [part for plugin in GUESSES for part in ("--disable-plugin", plugin)]
    tracked = run(["git", "ls-files"]).stdout.splitlines()
    shown = r"user:password@"
    done = run(
        [TOOLS / "detect-secrets", "scan", "--exclude-files", plain, "--exclude-lines", shown, *without, *tracked]
    )
    results = json.loads(done.stdout)["results"]
    return [f"{file}:{one['line_number']}: {one['type']}" for file, ones in results.items() for one in ones]


def boms(_allowed: set[str]) -> Found:
    """Write an SBOM for each service's image: its locked Python packages and what its pages load from npm."""
    SBOMS.mkdir(parents=True, exist_ok=True)
    loaded = json.loads((ROOT / "libs/chassis/package-lock.json").read_text(encoding="utf-8"))["packages"]
    for service in SERVICES:
        target = SBOMS / f"{service}.cdx.json"
        locked = ROOT / "requirements" / f"{service}.txt"
        done = run([TOOLS / "cyclonedx-py", "requirements", locked, "--of", "JSON", "-o", target])
        if done.returncode:
            return [f"no SBOM for {service}: {done.stderr.strip()[-300:]}"]
        bom = json.loads(target.read_text(encoding="utf-8"))
        bom["components"] += [
            _component(path.removeprefix("node_modules/"), told["version"])
            for path, told in loaded.items()
            if path and not told.get("dev")
        ]
        target.write_text(json.dumps(bom, indent=1), encoding="utf-8")
    return []


def _component(name: str, version: str) -> dict[str, str]:
    purl = f"pkg:npm/{name.replace('@', '%40')}@{version}"
    return {"type": "library", "name": name, "version": version, "bom-ref": purl, "purl": purl}


CHECKS: dict[str, Callable[[set[str]], Found]] = {
    "bandit": bandit,
    "secrets": secrets,
    "SBOM of each image": boms,
    "pip-audit": python_advisories,
    "npm audit": npm_advisories,
}


def main(wanted: Sequence[str]) -> int:
    """Do all checks, or those whose name holds one of the words; 1 if something was found."""
    allowed, over = borne(datetime.now(UTC).date())
    findings = {"exceptions": over}
    for name, check in CHECKS.items():
        if not wanted or any(word in name for word in wanted):
            findings[name] = check(allowed)
    for name, found in findings.items():
        sys.stdout.write(f"{name}: {'nothing' if not found else len(found)}\n")
        sys.stdout.writelines(f"  {one}\n" for one in found)
    return int(any(findings.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

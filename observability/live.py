"""Prometheus, Alertmanager and the synthetic citizen beside a running demo, with the chart's rules.

`make demo-observability` starts them.

Ends with Ctrl-C or SIGTERM. What they keep lies in `<home>/observability` and is thrown away at the next start.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from local.home import LOOPBACK, ROOT, Home
from observability.generated import FILES

CITIZEN = ROOT / "charts" / "region" / "files" / "citizen.py"


def configuration(endpoints: Mapping[str, Any], alertmanager: str, citizen: str, every: str = "5s") -> dict[str, Any]:
    """Return Prometheus' configuration for all processes of a demo, named as the cluster names them."""
    jobs: list[dict[str, Any]] = [
        {"job_name": name, "static_configs": [{"targets": [process["url"].removeprefix("http://")]}]}
        for name, process in endpoints["processes"].items()
    ]
    jobs.append({"job_name": "citizen", "static_configs": [{"targets": [citizen]}]})
    if metrics := endpoints["broker"]["metrics"]:
        # Each queue by itself; the plain page adds all of them up.
        broker = metrics.removeprefix("http://").partition("/")[0]
        families = {"family": ["queue_coarse_metrics"]}
        targets = [{"targets": [broker]}]
        jobs.append(
            {"job_name": "rabbitmq", "metrics_path": "/metrics/detailed", "params": families, "static_configs": targets}
        )
    return {
        "global": {"scrape_interval": every, "evaluation_interval": every},
        "rule_files": [str(FILES / "rules.yaml")],
        "alerting": {"alertmanagers": [{"static_configs": [{"targets": [alertmanager]}]}]},
        "scrape_configs": jobs,
    }


def commands(home: Home, endpoints: Mapping[str, Any]) -> tuple[dict[str, list[str]], str]:
    """Prepare the folder; return the two programs with their arguments, and where Prometheus answers."""
    shutil.rmtree(home.path("observability"), ignore_errors=True)
    folder = home.directory("observability")
    address = f"{LOOPBACK}:{home.port('prometheus')}"
    alertmanager = f"{LOOPBACK}:{home.port('alertmanager')}"
    citizen = f"{LOOPBACK}:{home.port('citizen')}"
    told = {"prometheus.yml": configuration(endpoints, alertmanager, citizen)}
    # Nobody is woken by a demo: alerts are shown and go nowhere.
    told["alertmanager.yml"] = {"route": {"receiver": "nobody"}, "receivers": [{"name": "nobody"}]}
    for name, content in told.items():
        (folder / name).write_text(yaml.safe_dump(content), encoding="utf-8")
    programs = {
        "prometheus": [
            f"--config.file={folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={folder / 'prometheus'}",
            f"--web.listen-address={address}",
            "--log.level=warn",
        ],
        "prometheus-alertmanager": [
            f"--config.file={folder / 'alertmanager.yml'}",
            f"--storage.path={folder / 'alertmanager'}",
            f"--web.listen-address={alertmanager}",
            "--cluster.listen-address=",
            "--log.level=warn",
        ],
        sys.executable: [str(CITIZEN), "watch"],
    }
    return programs, f"http://{address}"


def run(folder: Path | None) -> int:
    """Run both until told to stop."""
    home = Home(folder)
    file = home.path("endpoints.json")
    missing = [name for name in ("prometheus", "prometheus-alertmanager") if shutil.which(name) is None]
    if missing or not file.exists():
        why = f"install {', '.join(missing)} (Debian)" if missing else f"no demo runs in {home.folder}: make demo"
        sys.stderr.write(f"{why}\n")
        return 1
    programs, address = commands(home, json.loads(file.read_text(encoding="utf-8")))
    # The synthetic citizen comes through the gateway, as everybody does.
    told = {
        "TENANTS_DIR": str(home.path("tenants")),
        "PORT": str(home.port("citizen")),
        "INTERVAL": "10",
        "BIND": LOOPBACK,
    }
    told["ADDRESS"] = json.loads(file.read_text(encoding="utf-8"))["gateway"]
    running = [
        subprocess.Popen([str(shutil.which(name)), *arguments], env=os.environ | told)
        for name, arguments in programs.items()
    ]

    def stop(_sign: int, _frame: object) -> None:
        for one in running:
            one.terminate()

    for sign in (signal.SIGINT, signal.SIGTERM):
        signal.signal(sign, stop)
    sys.stdout.write(f"Prometheus {address}/alerts, Alertmanager http://{LOOPBACK}:{home.port('alertmanager')}\n")
    sys.stdout.flush()
    return max(abs(one.wait()) for one in running)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, help="the demo's folder, .local by default")
    sys.exit(run(parser.parse_args().home))

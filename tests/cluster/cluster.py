"""What the tests do with a cluster: helm, kubectl, and load while something changes."""

import json
import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from local.home import ROOT

NAMESPACE = "buergerbuero"
BACKING = "buergerbuero-infrastructure"
HERE = Path(__file__).parent


def show(said: str) -> None:
    """Write beside what pytest captures."""
    print(said, file=sys.__stdout__)


def run(
    program: str, *arguments: str, stdin: str | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """Run a program and show what it was, how it ended and how long it took: the output is the proof."""
    began = time.monotonic()
    answer = subprocess.run([program, *arguments], input=stdin, capture_output=True, text=True, check=False)
    shown = " ".join(part for part in arguments if "\n" not in part)[:150]
    said = f"$ {Path(program).name} {shown}  [{answer.returncode}, {time.monotonic() - began:.1f} s]"
    show(said)
    assert not check or answer.returncode == 0, f"{said}\n{answer.stdout[-3000:]}\n{answer.stderr[-3000:]}"
    return answer


def kubectl(*arguments: str, namespace: str = NAMESPACE, stdin: str | None = None, check: bool = True) -> str:
    """Run kubectl and return what it says."""
    return run(os.environ.get("KUBECTL", "kubectl"), "-n", namespace, *arguments, stdin=stdin, check=check).stdout


def helm(*arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run helm in the region's namespace."""
    program = os.environ.get("HELM") or str(ROOT / ".local" / "charts" / "helm")
    return run(program, *arguments, "--namespace", NAMESPACE, check=check)


def address(service: str, namespace: str = NAMESPACE) -> str:
    """Return a Service's address inside the cluster."""
    return kubectl("get", "service", service, "-o", "jsonpath={.spec.clusterIP}", namespace=namespace)


def pods(component: str = "") -> dict[str, str]:
    """Return the identity of each pod of the region that lives, by name."""
    selector = "app.kubernetes.io/part-of=buergerbuero" + (
        f",app.kubernetes.io/component={component}" if component else ""
    )
    found = json.loads(kubectl("get", "pods", "-l", selector, "-o", "json"))["items"]
    lasting = [pod for pod in found if pod["spec"]["restartPolicy"] == "Always"]
    return {
        pod["metadata"]["name"]: pod["metadata"]["uid"] for pod in lasting if "deletionTimestamp" not in pod["metadata"]
    }


def ask(base: str, host: str, path: str, body: object = None, method: str | None = None) -> tuple[int, Any]:
    """Ask a service as the gateway does; return status and JSON (or text)."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Host": host, "X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": host}
    told = headers | {"Content-Type": "application/json"}
    request = urllib.request.Request(base + path, data, told, method=method)  # noqa: S310 - the cluster's own
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
            status, text = answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        status, text = refused.code, refused.read()
    try:
        return status, json.loads(text)
    except ValueError:
        return status, text.decode(errors="replace")


@dataclass
class Load:
    """Citizens who look for a time all the while a `with` block runs; `failed` lists what did not work."""

    base: str
    host: str
    citizens: int = 3
    pause: float = 0.1
    answered: int = 0
    failed: list[str] = field(default_factory=list)
    slowest: float = 0
    _stop: threading.Event = field(default_factory=threading.Event)

    def _citizen(self, path: str) -> None:
        while not self._stop.wait(self.pause):
            began = time.monotonic()
            try:
                status, text = ask(self.base, self.host, path)
            except OSError as error:
                self._fail(path, began, str(error))
                continue
            self.answered += 1
            self.slowest = max(self.slowest, time.monotonic() - began)
            if status != 200:
                self._fail(path, began, f"{status} {str(text)[:200]}")

    def _fail(self, path: str, began: float, why: str) -> None:
        """Note when it failed, after how long and why, so that starvation can be told from a mistake of ours."""
        self.failed.append(f"{time.strftime('%H:%M:%S')} {path} after {time.monotonic() - began:.1f} s: {why}")

    def __enter__(self) -> Self:
        paths = ("/termin", "/api/booking/v1/procedures", "/")
        self._threads = [threading.Thread(target=self._citizen, args=(paths[n % 3],)) for n in range(self.citizens)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        said = "".join(f"\n    {one}" for one in self.failed[:10])
        show(f"  load: {self.answered} answered, {len(self.failed)} failed, slowest {self.slowest:.1f} s{said}")

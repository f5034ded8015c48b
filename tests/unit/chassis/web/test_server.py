"""The web process as it runs: gunicorn with threads, nothing written, ended politely."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.error import URLError

from chassis.testing.waiting import until

ROOT = Path(__file__).parents[4]


def test_it_serves_with_an_unwritable_home_and_ends_on_sigterm(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "HOME": "/nonexistent", "TMPDIR": str(tmp_path)}
    environment.pop("XDG_RUNTIME_DIR", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.unit.chassis.web.townhall", str(port)], cwd=ROOT, env=environment
    )
    try:
        assert wait_for(f"http://127.0.0.1:{port}/healthz") == "ok\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0
    finally:
        process.kill()
        process.wait()


def test_the_web_process_never_imports_eventlet() -> None:
    code = "import sys, chassis.web.app, chassis.web.server, chassis.web.login_pages; print('eventlet' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert found.stdout == "False\n"


def wait_for(address: str) -> str:
    """Return what the address answers, once it does."""

    def answered() -> str:
        try:
            with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310 - our own address
                return str(response.read().decode())
        except (URLError, ConnectionError):
            return ""

    return until(answered, f"{address} answers", 60)

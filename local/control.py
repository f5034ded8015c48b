"""Starts a system in the background, tells about it, stops it."""

import os
import signal
import subprocess
import sys
import time

from local.endpoints import endpoints_file
from local.home import ROOT, Home
from local.lock import SupervisorLock
from local.orphans import stop_orphans
from local.progress import complain
from local.records import Record

_START_DEADLINE, _STOP_DEADLINE = 300, 120


def detach(home: Home, services: list[str] | None = None) -> int:
    """Start the system in the background and return when it is ready, showing its progress meanwhile.

    Returns 0 when all is ready, 4 when some services are not, 1 when it could not start.
    """
    if (owner := SupervisorLock(home).owner()) is not None:
        complain(f"process {owner} already runs this home")
        return 1
    log = home.directory("logs") / "demo.log"
    log.write_text("")
    endpoints_file(home).unlink(missing_ok=True)
    command = [sys.executable, "-m", "local", "demo", "--home", str(home.folder)]
    command += ["--services", ",".join(services)] if services is not None else []
    with log.open("ab") as out:
        supervisor = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    deadline = time.monotonic() + _START_DEADLINE
    with log.open(encoding="utf-8") as progress:
        while time.monotonic() < deadline:
            # Asked before the log is read: what was printed until then is complete.
            ended, ready = supervisor.poll() is not None, endpoints_file(home).exists()
            print(progress.read(), end="", flush=True)
            if ended:
                return supervisor.returncode or 1
            if ready:
                return 4 if '"failed": []' not in endpoints_file(home).read_text(encoding="utf-8") else 0
            time.sleep(0.2)
    complain(f"not ready after {_START_DEADLINE} s, stopping; see {log}")
    stop(home)
    return 1


def stop(home: Home) -> int:
    """Stop the system of a home, also what a killed supervisor left behind."""
    lock = SupervisorLock(home)
    owner = lock.owner()
    if owner is None:
        left = stop_orphans(home)
        endpoints_file(home).unlink(missing_ok=True)
        print(f"stopped what was left: {', '.join(left)}" if left else "nothing runs")
        return 0
    os.kill(owner, signal.SIGTERM)
    deadline = time.monotonic() + _STOP_DEADLINE
    while lock.owner() is not None:
        if time.monotonic() > deadline:
            complain(f"process {owner} did not stop within {_STOP_DEADLINE} s")
            return 1
        time.sleep(0.1)
    print("stopped")
    return 0


def status(home: Home) -> int:
    """Print what runs; return 0 if the system is ready, 3 if it is not running, 2 in between."""
    owner = SupervisorLock(home).owner()
    print(f"supervisor: {owner or 'not running'}")
    for file in sorted(home.path("pids").glob("*.json")):
        record = Record.read(file)
        if record is not None:
            print(f"  {file.stem:<24}{record.pid:>8}  {'runs' if record.lives() else 'ended'}")
    if owner is None:
        return 3
    ready = endpoints_file(home).exists()
    print(f"addresses: {endpoints_file(home)}" if ready else "still starting (or stopping)")
    return 0 if ready else 2

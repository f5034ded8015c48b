"""The whole system as `make demo` runs it, each of its processes mortal: `python -m tests.resilience.system HOME`."""

import os
import sys
from pathlib import Path

from local import demo
from local.home import ROOT, Home
from local.process import Launch
from local.services import ServiceProcess
from tests.resilience.mortal import ALONE, FOLDER


def main(home: str) -> int:
    """Run until told to end; deaths are noted in `deaths` of the home."""
    deaths = Path(home) / "deaths"
    deaths.mkdir(parents=True, exist_ok=True)
    usual = ServiceProcess.launch

    def launch(process: ServiceProcess) -> Launch:
        told = usual(process)
        command = [sys.executable, "-m", "tests.resilience.mortal", process.service, process.kind]
        alone = {ALONE: os.environ[ALONE]} if ALONE in os.environ else {}
        return Launch(command, {**told.environment, FOLDER: str(deaths), **alone}, ROOT)

    ServiceProcess.launch = launch  # type: ignore[method-assign, assignment]  # each one, whoever makes it
    return demo.run(Home(home))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

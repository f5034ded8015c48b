"""Runs the double: `python -m local.doubles.paypal <folder> <port>`."""

import json
import sys
from pathlib import Path

from local.doubles.paypal.app import create_app
from local.serving import serve


def main(folder: Path, port: int) -> None:
    """Serve the merchants of `config.json`."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    serve(create_app(folder, config["url"], config["merchants"]), port)


main(Path(sys.argv[1]), int(sys.argv[2]))

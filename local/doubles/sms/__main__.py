"""Runs the double: `python -m local.doubles.sms <folder> <port>`."""

import sys
from pathlib import Path

from local.doubles.sms.app import create_app
from local.serving import serve

folder = Path(sys.argv[1])
serve(create_app(folder, (folder / "token").read_text(encoding="utf-8").strip()), int(sys.argv[2]))

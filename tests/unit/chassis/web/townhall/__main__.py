"""Serves the townhall, to look at it: `python -m tests.unit.chassis.web.townhall 8123`."""

import sys
import tempfile
from pathlib import Path

from chassis.web.server import serve
from tests.unit.chassis.web.townhall.app import Towns, build, settings_in

with tempfile.TemporaryDirectory() as folder:
    settings = settings_in(Path(folder), port=int(sys.argv[1]))
    serve(build(settings, Towns()), settings)

"""Runs the double: `python -m local.doubles.bundid <folder> <port>`."""

import sys
from pathlib import Path

from local.doubles.bundid.app import create_app
from local.serving import serve

serve(create_app(Path(sys.argv[1])), int(sys.argv[2]))

"""Runs the double: `python -m local.doubles.letters <folder> <port>`."""

import sys
from pathlib import Path

from local.doubles.letters.app import create_app
from local.serving import serve

serve(create_app(Path(sys.argv[1])), int(sys.argv[2]))

"""Runs the receiver: `python -m local.traces <folder> <port>`."""

import sys
from pathlib import Path

from local.serving import serve
from local.traces.receiver import Spans, create_app


def main(folder: str, port: str) -> None:
    """Serve until stopped."""
    # Beside the folder, where people look for it: .local/traces.jsonl
    serve(create_app(Spans(Path(folder).parent / "traces.jsonl")), int(port))


main(*sys.argv[1:])

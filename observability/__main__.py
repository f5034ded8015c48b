"""Writes what is generated: `python -m observability` (`make observability`)."""

import sys

from observability.generated import ROOT, generated

for file, text in generated().items():
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{file.relative_to(ROOT)}\n")

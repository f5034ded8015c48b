"""How fast a statement of 20,000 transactions is read and matched, and with how much memory, in a fresh process."""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from billing.domain.references import references
from tests.service.billing.statements import Day, Told, camt

COUNT = 20_000
# `ru_maxrss` would be the parent's: it survives fork and exec.
_READ = r"""
import re, sys, time
from pathlib import Path
from billing.adapters.statement_files import read_file
from billing.domain.matching import clues_of
from billing.domain.statement import Transaction
def peak():
    return int(re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1])
content = Path(sys.argv[1]).read_bytes()
before = peak()
start = time.process_time()
count = sum(isinstance(found, Transaction) for found in read_file(content))
read = time.process_time() - start
start = time.process_time()
named = sum(bool(clues_of(found, "7345").rf) for found in read_file(content) if isinstance(found, Transaction))
matched = time.process_time() - start
grown = (peak() - before) * 1024
print(count, named, read, matched, grown / len(content))
"""


@dataclass(frozen=True)
class Read:
    """What was measured: CPU seconds and growth of memory as a share of the file."""

    a_second: float
    matched_a_second: float
    grown: float


def measure() -> Read:
    """Write such a statement, and read it where nothing else has used memory."""
    told = (Told(amount=n + 1, text=f"Gebühr {references('GB', '7345', 2026, n + 1).rf}") for n in range(COUNT))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "statement.xml"
        file.write_bytes(camt(Day(told=tuple(told))))
        done = subprocess.run([sys.executable, "-c", _READ, str(file)], capture_output=True, text=True, check=True)
    count, named, read, matched, grown = done.stdout.split()
    if (int(count), int(named)) != (COUNT, COUNT):
        raise RuntimeError(f"of {COUNT} transactions {count} were read and {named} named a notice")
    return Read(COUNT / float(read), COUNT / float(matched), float(grown))

"""One person across all five services: exported or erased, with a receipt (Articles 15 and 17 DSGVO).

`python charts/person.py erase --tenant ostfildern --address erika@example.org --out receipt.json`

It asks each service's own command in its pod, as only a service reaches its data: booking says which appointments
belong to the address, then all five are asked for them. The receipt names nobody: it holds numbers, and digests by
which whoever knows the address can see that it is theirs.
"""

import argparse
import hashlib
import json
import shlex
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
Answer = dict[str, Any]
Ask = Callable[[str, Sequence[str]], Answer]
"""Asks the command `person` of a service and returns its JSON."""


def in_cluster(namespace: str) -> Ask:
    """Ask in the worker's pod of each service."""

    def ask(service: str, arguments: Sequence[str]) -> Answer:
        pod = ["kubectl", "-n", namespace, "exec", f"deployment/{service}-worker", "--"]
        return run([*pod, "python3", "-m", service, "person", *arguments])

    return ask


def run(command: Sequence[str]) -> Answer:
    """Run a command that prints JSON on its last line.

    Raises:
        SystemExit: with what the command said on its way out.
    """
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{shlex.join(command)}: {done.stderr.strip() or done.stdout.strip()}")
    answer: Answer = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def everywhere(ask: Ask, action: str, tenant: str, addresses: Sequence[str], appointments: Sequence[str]) -> Answer:
    """Find the person's appointments, then do the same at every service, and return all answers.

    A repetition does no harm: what was erased is found no more, and its receipt says so.
    """
    town = ["--tenant", tenant]
    mine = [part for address in addresses for part in ("--address", address)]
    found = set(appointments)
    if addresses:
        found |= set(ask("booking", ["find", *town, *mine])["appointments"])
    told = [part for one in sorted(found) for part in ("--appointment", one)]
    # Booking last: as long as it knows the address, an interrupted erasure can be begun again.
    order = [*SERVICES[1:], SERVICES[0]]
    return {
        "action": action,
        "tenant": tenant,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "addresses_sha256": [hashlib.sha256(one.strip().lower().encode()).hexdigest() for one in addresses],
        "appointments": sorted(found),
        "services": {service: ask(service, [action, *town, *mine, *told]) for service in order},
    }


def main() -> None:
    """Do what was asked and write the receipt, or for an export the data, to the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("action", choices=("export", "erase"))
    parser.add_argument("--tenant", required=True, metavar="KEY")
    parser.add_argument("--address", action="append", default=[], metavar="E-MAIL")
    parser.add_argument("--appointment", action="append", default=[], metavar="ID")
    parser.add_argument("--namespace", default="buergerbuero")
    parser.add_argument("--out", required=True, type=Path)
    told = parser.parse_args()
    if not told.address and not told.appointment:
        parser.error("name the person by --address or --appointment")
    answer = everywhere(in_cluster(told.namespace), told.action, told.tenant, told.address, told.appointment)
    told.out.touch(mode=0o600)
    told.out.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{told.out}: {len(answer['appointments'])} appointments, {len(answer['services'])} services\n")


if __name__ == "__main__":
    main()

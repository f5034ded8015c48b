"""The commands of every service: `python -m <service> web | worker | relay | migrate | invariants | …`."""

import argparse
import importlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

PROCESSES = ("web", "worker", "relay", "migrate")


def main(service: str, arguments: Sequence[str] | None = None) -> None:
    """Run one command of a service."""
    told = _parser(service).parse_args(arguments)
    if told.command == "worker":
        # Patches the standard library: nothing may be imported before it.
        importlib.import_module("chassis.worker")
    commands = importlib.import_module("chassis.commands")
    commands.run(service, told)


def _parser(service: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m {service}")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("web", help="serve the pages and the API")
    commands.add_parser("worker", help="hear events and do due work")
    commands.add_parser("relay", help="publish the outbox")
    commands.add_parser("migrate", help="migrate the database and declare exchanges, queues and bindings")
    catalogue = commands.add_parser("catalogue", help="import this service's section of a town's catalogue")
    catalogue.add_argument("action", choices=("check", "import"))
    catalogue.add_argument("file", type=Path)
    person = commands.add_parser("person", help="find, export or erase one person at this service (Art. 15, 17 DSGVO)")
    person.add_argument("action", choices=("find", "export", "erase"))
    person.add_argument("--tenant", required=True, metavar="KEY")
    person.add_argument("--appointment", action="append", default=[], type=UUID, metavar="ID")
    person.add_argument("--address", action="append", default=[], metavar="E-MAIL")
    invariants = commands.add_parser("invariants", help="check what must always be true; 1 if something is not")
    invariants.add_argument("--tenant", metavar="KEY", help="one town; all if it is left out")
    republish = commands.add_parser("republish", help="publish kept events again, to one queue")
    republish.add_argument("--to", required=True, metavar="QUEUE")
    events = commands.add_parser("events", help="list what this service has told of an appointment")
    events.add_argument("wanted", metavar="NUMBER-OR-ID")
    usage = commands.add_parser("usage", help="count what each town used in a month, as CSV for the provider's billing")
    usage.add_argument("--month", required=True, type=_month, metavar="YYYY-MM")
    town = commands.add_parser("town", help="hand a town that leaves its rows, or erase those of one that has left")
    town.add_argument("action", choices=("export", "erase"))
    town.add_argument("keys", nargs="+", metavar="KEY")
    _add_dead_letters(commands)
    return parser


def _month(told: str) -> date:
    return date.fromisoformat(f"{told}-01")


def _add_dead_letters(commands: Any) -> None:  # noqa: ANN401 - argparse keeps this type to itself
    dead = commands.add_parser("dead-letters", help="list, show, replay or discard what could not be handled")
    dead.add_argument("action", choices=("list", "show", "replay", "discard"))
    dead.add_argument("--id", help="the event's id; replay and discard need it, or --all")
    dead.add_argument("--all", action="store_true")

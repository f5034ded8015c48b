"""What each command does with a service."""

import argparse
import csv
import importlib
import json
import signal
import sys
import threading
from typing import Any

import sqlalchemy as sa
import yaml

from chassis.persistence.engine import create_engine
from chassis.persistence.sections import BadCatalogue, NoCatalogue
from chassis.service import Running, Service
from chassis.settings import load
from chassis.telemetry import logs, traces


def run(name: str, told: argparse.Namespace) -> None:
    """Load the service and run the command it was called with."""
    service: Service[Any] = importlib.import_module(f"{name}.bootstrap").service
    settings = load(service.settings)
    logs.set_up(name, told.command)
    traces.set_up(name, told.command, settings.otlp_endpoint)
    running = Running.start(service, settings)
    _COMMANDS[told.command](running, told)


def web(running: Running[Any], _told: argparse.Namespace) -> None:
    """Serve the pages and the API."""
    from chassis.web.app import create_app
    from chassis.web.server import serve

    serve(create_app_of(running, create_app), running.settings)


def create_app_of(running: Running[Any], create_app: Any) -> Any:  # noqa: ANN401 - Flask is imported by web alone
    """Build the Flask application of a service."""
    from chassis.invariants.of_the_house import HOUSE
    from chassis.messaging.dead_letters import DeadLetters
    from chassis.web.catalogue_pages import CatalogueAdministration
    from chassis.web.staff_operating import Operation
    from chassis.web.wording_pages import WordingAdministration

    service = running.service

    def ready() -> None:
        with running.work.engine.connect() as connection:
            connection.execute(sa.select(1))

    return create_app(
        service=service.name,
        package=service.package,
        settings=running.settings,
        tenants=running.tenants,
        open_work=running.work,
        blueprints=service.blueprints(),
        apis=service.apis(),
        extensions={"ports": running.ports},
        ready=ready,
        administration=CatalogueAdministration(running.work.sections, service.on_catalogue, service.foresee),
        wording=WordingAdministration(service.letters, service.sample_letters) if service.sample_letters else None,
        rationed=service.rationed,
        operation=Operation(
            (*HOUSE, *service.invariants),
            DeadLetters(running.settings.broker_url.get_secret_value(), service.name),
        ),
        holdings=service.holdings,
        beginnings=service.beginnings,
    )


def worker(running: Running[Any], _told: argparse.Namespace) -> None:
    """Hear events and do due work."""
    from chassis.worker import run as run_worker

    run_worker(running)


def relay(running: Running[Any], _told: argparse.Namespace) -> None:
    """Publish the outbox until told to stop."""
    from chassis.health import serve_health
    from chassis.messaging.relay import Relay

    settings = running.settings
    engine = create_engine(settings.relay_database_url.get_secret_value(), pool_size=1)
    works = Relay(engine, settings.broker_url.get_secret_value(), running.service.name)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _signal, _frame: works.stopping.set())
    serve_health(settings.bind, settings.port, lambda: works.ready)
    thread = threading.Thread(target=works.run, name="relay")
    thread.start()
    thread.join()


def migrate(running: Running[Any], _told: argparse.Namespace) -> None:
    """Migrate the database, then declare everything the event catalogue implies."""
    from chassis.messaging.connection import connect
    from chassis.messaging.topology import declare
    from chassis.persistence.migrate import upgrade

    upgrade(running.service.name, running.settings)
    with connect(running.settings.topology_url, connect_timeout=10) as connection:
        queues = declare(connection, running.service.catalogue)
    logs.logger(__name__).info("migrated", queues=queues)


def catalogue(running: Running[Any], told: argparse.Namespace) -> None:
    """Check or import this service's section of a town's catalogue.

    A file that says what it said at its last import changes nothing, since every upgrade imports it again: what
    administrators have changed on their pages meanwhile stays.
    """
    document = yaml.safe_load(told.file.read_text(encoding="utf-8"))
    try:
        section = running.work.sections.read(document)
    except BadCatalogue as error:
        sys.exit(str(error))
    if told.action == "check":
        print(f"{told.file.name}: the section {running.service.name} is good")
        return
    with running.work(running.tenants.by_key(document["tenant"])) as unit:
        unit.hold_catalogue()
        told_before = running.work.sections.last_imported(unit.connection, unit.tenant.key)
        words = {"wording"} - set(document.get(running.service.name, {}))
        if told_before is not None and told_before.model_dump(exclude=words) == section.model_dump(exclude=words):
            print(f"{document['tenant']}: {running.service.name} unchanged since its last import")
            return
        version = unit.store_catalogue(_keep_words(unit, section) if words else section)
        if version is not None and running.service.on_catalogue is not None:
            running.service.on_catalogue(unit)
    print(f"{document['tenant']}: {running.service.name} " + (f"version {version}" if version else "unchanged"))


def _keep_words(unit: Any, section: Any) -> Any:  # noqa: ANN401 - each service has its own
    """Return a section with the words that a town has written on its page, where it can have some."""
    if "wording" not in type(section).model_fields:
        return section
    try:
        return section.model_copy(update={"wording": unit.catalogue.wording})
    except NoCatalogue:
        return section


def events(running: Running[Any], told: argparse.Namespace) -> None:
    """List the kept events of an appointment, by its number or its id."""
    from chassis.persistence.events_of import events_of

    for town in running.tenants:
        with running.work(town) as unit:
            for line in events_of(unit.connection, town.key, told.wanted):
                print(line)


def usage(running: Running[Any], told: argparse.Namespace) -> None:
    """Write month, town, figure and number of each town as CSV."""
    from chassis.persistence.usage import used

    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(("month", "town", "what", "number"))
    for town in running.tenants:
        with running.work(town) as unit:
            for what, number in used(unit.connection, town, told.month, running.service.usage):
                rows.writerow((f"{told.month:%Y-%m}", town.key, what, number))


def town(running: Running[Any], told: argparse.Namespace) -> None:
    """Hand out all rows of towns as lines of JSON, or erase those of towns that are not in the region any more."""
    from chassis.persistence import leaving

    if told.action == "export":
        for key in told.keys:
            with running.work(running.tenants.by_key(key)) as unit:
                for line in leaving.export(unit.connection, key):
                    print(line)
        return
    if staying := sorted({tenant.key for tenant in running.tenants} & set(told.keys)):
        sys.exit(f"still in the region, take the entry out first: {', '.join(staying)}")
    engine = create_engine(running.settings.migration_database_url.get_secret_value(), pool_size=1)
    for key in told.keys:
        with engine.begin() as connection:
            erased = leaving.erase(connection, key)
        print(f"{key}: {running.service.name} erased {sum(erased.values())} rows", *erased.items())


def dead_letters(running: Running[Any], told: argparse.Namespace) -> None:
    """List, show, replay or discard dead letters."""
    from chassis.messaging.dead_letters import DeadLetters

    letters = DeadLetters(running.settings.broker_url.get_secret_value(), running.service.name)
    if told.action in ("replay", "discard") and not (told.id or told.all):
        sys.exit(f"{told.action} needs --id or --all")
    for line in getattr(letters, told.action)(told.id):
        print(line)


def person(running: Running[Any], told: argparse.Namespace) -> None:
    """Find, export or erase one person; the answer is JSON for `charts/person.py`."""
    from chassis.messaging.dead_letters import DeadLetters
    from chassis.retention.command import PersonCommand, StillOnTheWay

    letters = DeadLetters(running.settings.broker_url.get_secret_value(), running.service.name)
    town = running.tenants.by_key(told.tenant)
    asked = PersonCommand(running, town, set(told.appointment), told.address, letters)
    try:
        print(json.dumps(getattr(asked, told.action)(), ensure_ascii=False))
    except StillOnTheWay as error:
        sys.exit(str(error))


def invariants(running: Running[Any], told: argparse.Namespace) -> None:
    """Check what must always be true, town by town."""
    from chassis.invariants.invariant import look
    from chassis.invariants.of_the_house import HOUSE
    from chassis.messaging.dead_letters import DeadLetters

    towns = [running.tenants.by_key(told.tenant)] if told.tenant else list(running.tenants)
    dead = DeadLetters(running.settings.broker_url.get_secret_value(), running.service.name).letters()
    broken = 0
    for town in towns:
        with running.work(town) as unit:
            findings = look(unit.connection, town.key, (*HOUSE, *running.service.invariants))
        for finding in findings:
            state = "holds" if finding.holds else f"BROKEN {finding.count}: {', '.join(finding.examples)}"
            print(f"{town.key}: {finding.invariant.key}: {state}")
        letters = [letter.id for letter in dead if letter.tenant == town.key]
        print(
            f"{town.key}: dead-letters: "
            + (f"BROKEN {len(letters)}: {', '.join(letters[:10])}" if letters else "holds")
        )
        broken += sum(not finding.holds for finding in findings) + bool(letters)
    if broken:
        sys.exit(1)


def republish(running: Running[Any], told: argparse.Namespace) -> None:
    """Publish kept events again to one queue that missed them; the inbox drops what it had."""
    from chassis.messaging.dead_letters import republish as again

    engine = create_engine(running.settings.relay_database_url.get_secret_value(), pool_size=1)
    sent = again(engine, running.settings.topology_url, running.service.catalogue, told.to)
    print(f"{sent} events sent again to {told.to}")


_COMMANDS = {
    "web": web,
    "worker": worker,
    "relay": relay,
    "migrate": migrate,
    "catalogue": catalogue,
    "dead-letters": dead_letters,
    "republish": republish,
    "invariants": invariants,
    "person": person,
    "events": events,
    "usage": usage,
    "town": town,
}

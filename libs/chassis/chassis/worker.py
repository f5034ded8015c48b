"""The worker process: a nameko container that hears the service's events and does its due work.

The only process with green threads. It patches before anything else is imported; see docs/adr/0002.
"""

import warnings

warnings.filterwarnings("ignore", message="(?s).*Eventlet is deprecated.*")

import eventlet

eventlet.monkey_patch()

# ruff: noqa: E402 - everything below is imported patched
import signal
from typing import Any

from nameko.constants import AMQP_SSL_CONFIG_KEY, AMQP_URI_CONFIG_KEY, HEARTBEAT_CONFIG_KEY, MAX_WORKERS_CONFIG_KEY
from nameko.containers import ServiceContainer
from nameko.extensions import Entrypoint, register_entrypoint

from chassis.health import serve_health
from chassis.jobs.runner import JobRunner
from chassis.messaging.connection import place_and_tls
from chassis.messaging.entrypoint import SERIALIZER, EventSubscription, within
from chassis.messaging.handling import Handling
from chassis.messaging.subscriptions import Subscription
from chassis.service import Running
from chassis.telemetry.logs import logger

IDLE = 1.0
LOOKS_FOR_NEW_TOWNS = 600
"""Times idle between two looks."""
log = logger(__name__)


class DueWorkLoop(Entrypoint):
    """Does due work on green threads of the container until it is stopped."""

    def __init__(self, runner: JobRunner, concurrency: int) -> None:
        self.runner = runner
        self.concurrency = concurrency
        self.stopping = False
        self.running: list[Any] = []
        super().__init__()

    def start(self) -> None:
        """Start the loops."""
        for _ in range(self.concurrency):
            self.running.append(self.container.spawn_managed_thread(self._loop, identifier="due-work"))
        self.running.append(self.container.spawn_managed_thread(self._nights, identifier="nightly-work"))

    def stop(self) -> None:
        """Take no further item, and wait for running ones: the container ends its threads in the middle otherwise."""
        self.kill()
        for thread in self.running:
            thread.wait()

    def kill(self) -> None:
        """Take no further item."""
        self.stopping = True

    def _loop(self) -> None:
        while not self.stopping:
            try:
                busy = self.runner.run_one()
            except Exception:
                log.exception("due work waits for the database")
                busy = False
            if not busy:
                eventlet.sleep(IDLE)

    def _nights(self) -> None:
        while not self.stopping:
            try:
                self.runner.schedule_nightly()
            except Exception:
                log.exception("nightly work waits for the database")
            for _ in range(LOOKS_FOR_NEW_TOWNS):
                if not self.stopping:
                    eventlet.sleep(IDLE)


def handling(running: Running[Any], subscription: Subscription) -> Handling:
    """Join a subscription with the service's unit of work."""
    service = running.service
    entry = service.catalogue.entry(subscription.event)
    return Handling(
        queue=entry.queue(service.name),
        event_name=entry.event_type.name,
        snapshot=entry.snapshot,
        handle=subscription.handle,
        work=running.work,
        tenants=running.tenants,
        catalogue=service.catalogue,
    )


def container(running: Running[Any]) -> ServiceContainer:
    """Build the nameko service of what `entrypoints/events.py` declares."""
    settings = running.settings
    members: dict[str, Any] = {"name": running.service.name}
    for subscription in running.service.subscriptions:
        event = running.service.catalogue.entry(subscription.event).event_type
        handled = handling(running, subscription)
        method = _method(within(settings.handler_timeout, handled))
        register_entrypoint(method, EventSubscription(handled, event.exchange, event.routing_key))
        members[event.name.replace(".", "_")] = method
    runner = JobRunner(running.work, running.tenants, running.due_work, running.ports)
    loop = _method(lambda: None)
    register_entrypoint(loop, DueWorkLoop(runner, settings.worker_concurrency))
    members["due_work"] = loop
    place, tls = place_and_tls(settings.broker_url.get_secret_value())
    return ServiceContainer(
        type(running.service.name, (), members),
        {
            AMQP_URI_CONFIG_KEY: place,
            AMQP_SSL_CONFIG_KEY: tls,
            HEARTBEAT_CONFIG_KEY: 30,
            MAX_WORKERS_CONFIG_KEY: settings.worker_concurrency,
            "ACCEPT": [SERIALIZER],
        },
    )


def _method(call: Any) -> Any:  # noqa: ANN401 - nameko's service methods
    def method(_self: object, *arguments: Any) -> Any:  # noqa: ANN401
        return call(*arguments)

    return method


def run(running: Running[Any]) -> None:
    """Run the worker until SIGTERM or SIGINT; running handlers finish first."""
    hears = container(running)
    stopped = eventlet.event.Event()

    def stop(_signal: int, _frame: object) -> None:
        if not stopped.ready():
            stopped.send()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    # On a thread of its own: starting waits for the broker, and a worker must stop without one too.
    starting = eventlet.spawn(hears.start)
    serve_health(running.settings.bind, running.settings.port, lambda: starting.dead)
    starting.link(lambda _thread: log.info("worker hears", events=len(list(running.service.subscriptions))))
    eventlet.spawn(hears.wait).link(lambda _thread: stop(0, None))
    stopped.wait()
    if starting.dead:
        with eventlet.Timeout(running.settings.handler_timeout, False):  # noqa: FBT003 - eventlet's way to give up
            hears.stop()

"""Runs the whole system until it is told to stop."""

import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from local import endpoints
from local.databases import Databases, DatabaseUrls
from local.handing_out import hand_out
from local.home import Home
from local.lock import AlreadyRunning, SupervisorLock
from local.orphans import stop_orphans
from local.preparation import Preparation, PreparationFailed
from local.process import NotReady, Program, Stopped
from local.progress import Progress, complain
from local.services import ServiceProcess, make_region_secrets
from local.supervisor import Supervisor
from local.system import Given, System
from local.tenants import write_tenants


def run(home: Home, services: list[str] | None = None, *, elsewhere: bool = False) -> int:
    """Start everything, watch it, stop it; return the exit code.

    `elsewhere`: the services run in containers of their own and find what they need in the home (`handing_out.py`).
    """
    lock = SupervisorLock(home)
    try:
        lock.acquire()
    except AlreadyRunning as error:
        complain(f"{error}: `python -m local status` shows it, `python -m local stop` stops it")
        return 1
    try:
        return _Demo(home, services, elsewhere=elsewhere).run()
    finally:
        lock.release()


class _Demo:
    """One run, from the first line to the last."""

    def __init__(self, home: Home, services: list[str] | None, *, elsewhere: bool) -> None:
        self._home = home
        self._elsewhere = elsewhere
        self._progress = Progress()
        self._stopping = threading.Event()
        self._supervisor = Supervisor(self._progress, self._stopping)
        self._services = services

    def run(self) -> int:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, lambda *_: self._stopping.set())
        endpoints.endpoints_file(self._home).unlink(missing_ok=True)
        self._recover()
        code = 0
        try:
            self._start()
            self._supervisor.watch()
        except Stopped:
            pass
        except NotReady as error:
            complain(f"The system cannot start: {error}")
            code = 1
        finally:
            self._stop()
        return code

    def _recover(self) -> None:
        left = stop_orphans(self._home)
        if left:
            self._progress.say(f"stopped what an interrupted run left: {', '.join(left)}")
        for name in self._home.forget_taken_ports():
            self._progress.say(f"the port of {name} is taken by another program, chose a new one")

    def _start(self) -> None:
        self._progress.say("backing services")
        system = System(self._home, Given.from_environment(), self._services)
        make_region_secrets(self._home)
        write_tenants(self._home, system.towns, system.gateway.port, system.oidc.issuer)
        self._supervisor.start(system.backing())
        if system.given.broker_url is None:
            self._supervisor.adopt(system.rabbitmq.epmd)
        with self._progress.step("databases and roles"):
            databases = system.ensure_databases()
        if self._elsewhere:
            self._supervisor.start([system.gateway])
            self._progress.say(endpoints.table(endpoints.describe(system, databases, [], [], os.getpid())))
            hand_out(system, databases)
            return
        failed = self._prepare(system, databases)
        processes = self._start_services(system, [name for name in system.services if name not in failed], databases)
        self._supervisor.start([system.gateway])
        self._announce(system, databases, processes, failed)

    def _prepare(self, system: System, databases: dict[str, DatabaseUrls]) -> list[str]:
        """Migrate and fill all services; return those that could not be prepared."""
        server = self._server(system)
        preparation = Preparation(self._home, self._progress, server, self._stopping)

        def prepare(service: str) -> str | None:
            try:
                preparation.prepare(service, system.variables(service, databases[service]), system.towns)
            except PreparationFailed as error:
                self._progress.failed(service, error)
                return service
            return None

        # Two at a time: the demo is for machines with two cores, and most of this is starting Python.
        with ThreadPoolExecutor(max_workers=2) as workers:
            results = list(workers.map(prepare, system.services))
        return [service for service in results if service is not None]

    def _server(self, system: System) -> str:
        if system.given.broker_url is not None or system.given.database_url is not None:
            return f"given {time.time()}"  # nobody knows what happened to it meanwhile
        broker = system.rabbitmq.manage("GET", "/api/global-parameters/internal_cluster_id")
        return f"{system.admin_url} {broker['value']} {Databases(system.admin_url, self._home).identity()}"

    def _start_services(
        self, system: System, services: list[str], databases: dict[str, DatabaseUrls]
    ) -> list[ServiceProcess]:
        if not services:
            self._progress.say("no service can be started")
            return []
        self._progress.say("services")
        processes = [
            process
            for service in services
            for process in system.processes(service, system.variables(service, databases[service]))
        ]
        programs: list[Program] = list(processes)
        self._supervisor.start(programs, required=False)
        return processes

    def _announce(
        self, system: System, databases: dict[str, DatabaseUrls], processes: list[ServiceProcess], failed: list[str]
    ) -> None:
        not_ready = [process.name for process in processes if not process.is_ready()]
        said = endpoints.describe(system, databases, processes, failed + not_ready, os.getpid())
        self._progress.say(endpoints.table(said))
        if failed or not_ready:
            self._progress.say(f"incomplete, not running: {', '.join(failed + not_ready)}")
        self._progress.say(f"ready after {self._progress.total:.1f} s; Ctrl-C stops everything")
        endpoints.write(self._home, said)  # last: whoever waits for this file has seen everything

    def _stop(self) -> None:
        begin = time.monotonic()
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_IGN)  # stopping takes seconds and must not be cut in half
        endpoints.endpoints_file(self._home).unlink(missing_ok=True)
        self._progress.say("stopping")
        self._supervisor.stop()
        self._progress.say(f"stopped after {time.monotonic() - begin:.1f} s")

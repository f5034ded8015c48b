"""A private RabbitMQ node with its own name service, so that it meets no other node of the machine."""

import base64
import shutil
import signal
from dataclasses import asdict
from pathlib import Path
from typing import Any, Self

from chassis.messaging.topology import permissions
from local.home import LOOPBACK, Home
from local.loopback import ask, listens
from local.process import Launch, NotReady, Program
from local.service_list import existing

USER, VHOST = "buergerbuero", "buergerbuero"

# The broker's limits are policy, not code, so that an operator can change them without a release. Only
# reject-publish lets a quorum queue hand its dead letters over with confirms.
POLICIES: dict[str, dict[str, Any]] = {
    "limits": {
        "pattern": ".*",
        "apply-to": "queues",
        "priority": 0,
        "definition": {
            "dead-letter-strategy": "at-least-once",
            "overflow": "reject-publish",
            "max-length": 200_000,
            "max-length-bytes": 512 * 1024 * 1024,
        },
    },
}


class Epmd(Program):
    """Erlang's name service on a port of its own; the machine's common one is left alone."""

    name = "epmd"

    def launch(self) -> Launch:
        epmd = shutil.which("epmd")
        if epmd is None:
            raise NotReady("Erlang's epmd is not installed: run local/setup.sh")
        return Launch([epmd, "-port", str(self.home.port("epmd")), "-address", LOOPBACK])

    def is_ready(self) -> bool:
        return listens(self.home.port("epmd"))


class RabbitMQ(Program):
    """One broker node with management API and metrics; `url` is what services get as BROKER_URL."""

    name = "rabbitmq"
    grace = 30.0

    def __init__(self, home: Home, *, durable: bool = True) -> None:
        super().__init__(home)
        self.epmd = Epmd(home)
        # A clean stop takes six seconds, five of them for the HTTP plugins; a broker of a test is thrown away.
        self.stop_signal = signal.SIGTERM if durable else signal.SIGKILL

    @property
    def port(self) -> int:
        """The AMQP port."""
        return self.home.port("rabbitmq")

    @property
    def url(self) -> str:
        """The AMQP address with user, password and virtual host."""
        return f"amqp://{USER}:{self._password}@{LOOPBACK}:{self.port}/{VHOST}"

    @property
    def management_url(self) -> str:
        """The HTTP API (user and password as in `url`)."""
        return f"http://{LOOPBACK}:{self.home.port('rabbitmq-management')}"

    @property
    def metrics_url(self) -> str:
        """Where Prometheus reads the broker."""
        return f"http://{LOOPBACK}:{self.home.port('rabbitmq-metrics')}/metrics"

    address = url

    @property
    def _password(self) -> str:
        return self.home.secret("backing", "rabbitmq")

    def start(self) -> Self:
        self.epmd.start().wait()
        return super().start()

    def stop(self) -> bool:
        stopped = self.end()
        return self.epmd.stop() or stopped

    def prepare(self) -> None:
        folder = self.home.directory("rabbitmq")
        self.home.directory("rabbitmq", "log")
        (folder / "enabled_plugins").write_text("[rabbitmq_management,rabbitmq_prometheus].\n")
        (folder / "rabbitmq.conf").write_text(
            f"""listeners.tcp.1 = {LOOPBACK}:{self.port}
management.tcp.ip = {LOOPBACK}
management.tcp.port = {self.home.port("rabbitmq-management")}
prometheus.tcp.ip = {LOOPBACK}
prometheus.tcp.port = {self.home.port("rabbitmq-metrics")}
default_vhost = {VHOST}
default_user = {USER}
default_pass = {self._password}
default_user_tags.administrator = true
log.console = true
log.console.level = info
log.file = false
# Small machine, small node: defaults are made for servers of their own.
disk_free_limit.absolute = 50MB
vm_memory_high_watermark.absolute = 768MB
raft.wal_max_size_bytes = 33554432
"""
        )
        (folder / "rabbitmq.conf").chmod(0o600)

    def launch(self) -> Launch:
        server = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")  # not Debian's wrapper, which insists on its user
        if not server.exists():
            raise NotReady("RabbitMQ is not installed: run local/setup.sh")
        folder = self.home.path("rabbitmq")
        # Waits for work instead of spinning, and lets nobody but loopback reach the Erlang distribution.
        erl = "-kernel inet_dist_use_interface {127,0,0,1} +sbwt none +sbwtdcpu none +sbwtdio none"
        return Launch(
            [str(server)],
            {
                "HOME": str(folder),  # the Erlang cookie
                "LANG": "C.UTF-8",
                "ERL_EPMD_PORT": str(self.home.port("epmd")),
                "ERL_EPMD_ADDRESS": LOOPBACK,
                "RABBITMQ_ALLOW_INPUT": "1",  # exec instead of a shell in between: the pid is the broker's
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": f"-noinput {erl}",
                "RABBITMQ_CONF_ENV_FILE": "/dev/null",
                "RABBITMQ_NODENAME": "buergerbuero@localhost",
                "RABBITMQ_DIST_PORT": str(self.home.port("rabbitmq-distribution")),
                "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
                "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
                "RABBITMQ_MNESIA_BASE": str(folder / "mnesia"),
                "RABBITMQ_LOG_BASE": str(folder / "log"),
                "RABBITMQ_PID_FILE": str(folder / "pid"),
                "RABBITMQ_GENERATED_CONFIG_DIR": str(folder / "generated"),
                "RABBITMQ_FEATURE_FLAGS_FILE": str(folder / "feature_flags"),
            },
        )

    def is_ready(self) -> bool:
        if not listens(self.port):
            return False
        try:
            self.manage("GET", f"/api/vhosts/{VHOST}")
        except OSError:
            return False
        return True

    def after_ready(self) -> None:
        for name, policy in POLICIES.items():
            self.manage("PUT", f"/api/policies/{VHOST}/{name}", policy)
        for service in existing():
            self._make_user(service)

    def user_url(self, service: str) -> str:
        """The AMQP address as the user of one service, who may do what its running processes need and no more."""
        return f"amqp://{service}:{self._password_of(service)}@{LOOPBACK}:{self.port}/{VHOST}"

    def _password_of(self, service: str) -> str:
        return self.home.secret("backing", f"rabbitmq-{service}")

    def _make_user(self, service: str) -> None:
        self.manage("PUT", f"/api/users/{service}", {"password": self._password_of(service), "tags": ""})
        self.manage("PUT", f"/api/permissions/{VHOST}/{service}", asdict(permissions(service)))

    def manage(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - any JSON
        """Call the management API, e.g. `manage("GET", "/api/queues/buergerbuero")`."""
        login = base64.b64encode(f"{USER}:{self._password}".encode()).decode()
        return ask(self.management_url + path, method, body, {"Authorization": f"Basic {login}"})

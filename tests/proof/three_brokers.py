"""Three RabbitMQ nodes of one cluster on loopback, and in front of them what a Kubernetes Service is."""

import shutil
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from local.backing.rabbitmq import VHOST, Epmd, RabbitMQ
from local.home import LOOPBACK, Home, private_text
from local.loopback import listens
from local.process import Launch

STARTS_WITHIN = 300


class Member(RabbitMQ):
    """One of the nodes."""

    deadline = STARTS_WITHIN

    def __init__(self, home: Home, number: int, epmd: Epmd) -> None:
        super().__init__(home, durable=False)
        self.node = f"rabbit{number}@localhost"
        self.epmd = epmd

    def prepare(self) -> None:
        super().prepare()
        nodes = "\n".join(f"cluster_formation.classic_config.nodes.{n} = rabbit{n}@localhost" for n in (1, 2, 3))
        with (self.home.path("rabbitmq", "rabbitmq.conf")).open("a") as conf:
            conf.write(f"cluster_formation.peer_discovery_backend = classic_config\n{nodes}\n")
        cookie = self.home.path("rabbitmq", ".erlang.cookie")
        if not cookie.exists():
            private_text(cookie, "THREEBROKERSOFONEPROOF")
            cookie.chmod(0o400)

    def launch(self) -> Launch:
        usual = super().launch()
        port = str(self.epmd.home.port("epmd"))
        return replace(usual, environment={**usual.environment, "RABBITMQ_NODENAME": self.node, "ERL_EPMD_PORT": port})


class Cluster:
    """The nodes, and the address that clients know."""

    def __init__(self, members: list[Member], port: int) -> None:
        self.members, self._port = members, port

    @property
    def url(self) -> str:
        """The address that services get."""
        login = self.members[0].url.partition("@")[0]
        return f"{login}@{LOOPBACK}:{self._port}/{VHOST}"

    @property
    def alive(self) -> list[Member]:
        """The nodes that run."""
        return [one for one in self.members if one.pid is not None]

    def queue(self, name: str) -> dict[str, Any]:
        """Return what the management knows of a queue: `leader`, `members`, `online`."""
        for member in self.alive:
            with suppress(OSError):
                return dict(member.manage("GET", f"/api/queues/{VHOST}/{name}"))
        return {}

    def leader(self, queue: str) -> Member:
        """Return the node that leads a queue."""
        name = self.queue(queue)["leader"]
        return next(member for member in self.members if member.node == name)


@contextmanager
def three_brokers(folder: Path) -> Iterator[Cluster]:
    """Start three nodes, form a cluster, and stop all of it at the end."""
    homes = [Home(folder / str(number)) for number in (1, 2, 3)]
    password = homes[0].secret("backing", "rabbitmq")
    for home in homes[1:]:
        home.secret("backing", "rabbitmq", lambda: password)
    epmd = Epmd(homes[0])
    members = [Member(home, number, epmd) for number, home in enumerate(homes, 1)]
    try:
        for member in members:
            member.start().wait()
        with in_front_of(members) as port:
            yield Cluster(members, port)
    finally:
        for member in members:
            member.end()
        epmd.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def in_front_of(members: list[Member]) -> Iterator[int]:
    """Hand each new connection to a node that listens, as a Service does; yield the port."""

    class Door(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            port = next((one.port for one in members if listens(one.port)), None)
            if port is None:
                return
            with socket.create_connection((LOOPBACK, port)) as behind:
                back = threading.Thread(target=_pour, args=(behind, self.request), daemon=True)
                back.start()
                _pour(self.request, behind)
                back.join()

    class Doors(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True

    with Doors((LOOPBACK, 0), Door) as doors:
        threading.Thread(target=doors.serve_forever, daemon=True).start()
        yield doors.server_address[1]
        doors.shutdown()


def _pour(source: socket.socket, sink: socket.socket) -> None:
    """Carry on until one of them is gone, then let the other know."""
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    for end in (source, sink):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)

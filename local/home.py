"""A home: the folder in which one running set of the system keeps its state, ports and secrets."""

import fcntl
import json
import os
import secrets as randomness
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOPBACK = "127.0.0.1"

# Below the kernel's ephemeral range, so that no outgoing connection takes a remembered port.
_FIRST_PORT, _LAST_PORT = 20000, 32000
# Above it, for the relay addresses of TURN.
_FIRST_BLOCK, _LAST_BLOCK = 61000, 65400

# Secrets of the runner itself; services get the folder `secrets` and must not find an administrator's password there.
_RUNNER_ONLY = {"backing", "database", "accounts", "doubles"}


def is_free(port: int) -> bool:
    """Tell whether both TCP and UDP `port` can be bound on loopback."""
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            if kind == socket.SOCK_STREAM:
                # A listener that has just ended leaves connections in TIME_WAIT; they do not hold the port.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                return False
    return True


class Home:
    """One folder, by default `.local/` of the repository; a second one makes a second, independent set."""

    def __init__(self, folder: Path | str | None = None) -> None:
        chosen = folder or os.environ.get("BUERGERBUERO_HOME") or ROOT / ".local"
        self.folder = Path(chosen).resolve()
        self.folder.mkdir(parents=True, exist_ok=True)
        with suppress(PermissionError):  # somebody else's folder stays as it is
            self.folder.chmod(0o700)  # mails, letters and databases are nobody else's business

    def path(self, *parts: str) -> Path:
        """Return a path inside the home."""
        return self.folder.joinpath(*parts)

    def directory(self, *parts: str) -> Path:
        """Return a folder inside the home, made if it is missing."""
        folder = self.path(*parts)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def port(self, name: str, wish: int | None = None) -> int:
        """Return the remembered port of `name`; the first time, choose one that is free (`wish` if it is)."""
        return self._remember(name, lambda taken: self._free_port(taken, wish))

    def port_block(self, name: str, size: int) -> int:
        """Return the first of `size` remembered ports in a row."""
        return self._remember(
            name, lambda _taken: _FIRST_BLOCK + size * randomness.randbelow((_LAST_BLOCK - _FIRST_BLOCK) // size)
        )

    def forget_taken_ports(self) -> list[str]:
        """Forget ports that somebody else took while nothing of this home ran; return whose they were."""
        with self._alone():
            ports = self._ports()
            taken = [name for name, port in ports.items() if not is_free(port)]
            if taken:
                self._write_ports({name: port for name, port in ports.items() if name not in taken})
        return taken

    def secret(self, owner: str, name: str, make: Callable[[], str] = lambda: randomness.token_urlsafe(24)) -> str:
        """Return the secret `<owner>.<name>`, generated the first time and readable by this user alone."""
        folder = self.directory("keys" if owner in _RUNNER_ONLY else "secrets")
        folder.chmod(0o700)
        file = folder / f"{owner}.{name}"
        with self._alone():
            if not file.exists():
                private_text(file, make())
        return file.read_text(encoding="utf-8").strip()

    def _free_port(self, taken: set[int], wish: int | None) -> int:
        if wish is not None and wish not in taken and is_free(wish):
            return wish
        for _ in range(200):
            port = _FIRST_PORT + randomness.randbelow(_LAST_PORT - _FIRST_PORT)
            if port not in taken and is_free(port):
                return port
        raise OSError(f"no free port between {_FIRST_PORT} and {_LAST_PORT}: what else runs on this machine?")

    def _remember(self, name: str, choose: Callable[[set[int]], int]) -> int:
        with self._alone():
            ports = self._ports()
            if name not in ports:
                ports[name] = choose(set(ports.values()))
                self._write_ports(ports)
        return ports[name]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep other threads and processes out while something is chosen and remembered."""
        with self.path(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _ports(self) -> dict[str, int]:
        file = self.path("ports.json")
        return json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}

    def _write_ports(self, ports: dict[str, int]) -> None:
        replace_text(self.path("ports.json"), json.dumps(ports, indent=2, sort_keys=True) + "\n")


def private_text(file: Path, text: str) -> None:
    """Write a file that only this user can read, whole or not at all."""
    new = file.with_name(f".{file.name}.new")
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(text if text.endswith("\n") else text + "\n")
    new.replace(file)


def replace_text(file: Path, text: str) -> None:
    """Write a file whole or not at all: a reader never sees half of it."""
    new = file.with_name(f".{file.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(file)

"""A private PostgreSQL server: found in Debian's folder, made at the first start, also for root."""

import hashlib
import os
import pwd
import re
import shutil
import signal
import subprocess
from functools import cache
from pathlib import Path

import psutil
import psycopg2

from local.home import LOOPBACK, Home
from local.process import Launch, NotReady, Program, clean_environment


class Postgres(Program):
    """PostgreSQL on a port and a data folder of its own; `durable=False` (tests) trades safety for speed."""

    name = "postgres"
    stop_signal = signal.SIGINT  # "fast shutdown": does not wait for connections to go away by themselves

    def __init__(self, home: Home, *, durable: bool = True) -> None:
        super().__init__(home)
        self.durable = durable

    @property
    def port(self) -> int:
        """The remembered port."""
        return self.home.port("postgres")

    @property
    def admin_url(self) -> str:
        """The address for whoever creates databases and roles."""
        password = self.home.secret("backing", "postgres_admin")
        return f"postgresql://postgres:{password}@{LOOPBACK}:{self.port}/postgres"

    address = admin_url

    def prepare(self) -> None:
        """Make the cluster the first time."""
        if (self.data / "PG_VERSION").exists():
            self._remove_stale_lock()
            return
        shutil.rmtree(self.data, ignore_errors=True)  # a first start that was interrupted
        self.data.mkdir(parents=True, mode=0o700)
        self.home.secret("backing", "postgres_admin")
        password_file = self.data.parent / ".password"
        password_file.write_text(self.home.secret("backing", "postgres_admin") + "\n")
        if (owner := _foreign_owner()) is not None:
            for path in (self.data.parent, self.data, password_file):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        options = ["--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256"]
        made = subprocess.run(
            [*_as_somebody(), _binary("initdb"), "-D", str(self.data), f"--pwfile={password_file}", *options, "-N"],
            capture_output=True,
            check=False,
            text=True,
            env=clean_environment(),
            cwd=self.data.parent,
        )
        password_file.unlink()
        if made.returncode != 0:
            shutil.rmtree(self.data, ignore_errors=True)
            raise NotReady(f"PostgreSQL's data folder cannot be made in {self.data}: {made.stderr.strip()}")

    def launch(self) -> Launch:
        settings = {
            "listen_addresses": LOOPBACK,
            "port": str(self.port),
            "unix_socket_directories": "",
            "max_connections": "300",
            "shared_buffers": "128MB",
            "timezone": "UTC",
            "log_timezone": "UTC",
        }
        if not self.durable:
            settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        return Launch([*_as_somebody(), _binary("postgres"), "-D", str(self.data), *options], folder=self.data.parent)

    def is_ready(self) -> bool:
        try:
            psycopg2.connect(self.admin_url, connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True

    @property
    def data(self) -> Path:
        """The data folder: inside the home, or where user postgres can enter if root must become postgres."""
        if _foreign_owner() is None:
            return self.home.path("postgres", "data")
        mark = hashlib.sha256(str(self.home.folder).encode()).hexdigest()[:12]
        # Not guessable by accident, made 0700 by its owner; /var/tmp survives a boot.
        return Path("/var/tmp") / f"buergerbuero-postgres-{mark}" / "data"  # noqa: S108 - see above

    def _remove_stale_lock(self) -> None:
        """Remove the lock of a killed server if its id now belongs to some other program."""
        lock = self.data / "postmaster.pid"
        if not lock.exists():
            return
        first = lock.read_text().split("\n", 1)[0]
        try:
            mine = str(self.data) in psutil.Process(int(first)).cmdline()
        except (psutil.NoSuchProcess, ValueError):
            return  # PostgreSQL recognises this by itself
        if not mine:
            lock.unlink()


def _binary(name: str) -> str:
    """Find a program of the newest PostgreSQL that is installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda p: int(re.sub(r"\D", "", p.parts[4]) or 0)
    )
    if found:
        return str(found[-1])
    if on_path := shutil.which(name):
        return on_path
    raise NotReady(f"PostgreSQL's {name} is not installed: run local/setup.sh")


def _as_somebody() -> list[str]:
    """Return what makes PostgreSQL accept being started by root: it refuses to run as user 0."""
    if os.geteuid() != 0:
        return []
    if (owner := _foreign_owner()) is not None:
        return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]
    return ["unshare", "--user", f"--map-user={_stand_in().pw_uid}"]


@cache
def _unshare_works() -> bool:
    attempt = ["unshare", "--user", f"--map-user={_stand_in().pw_uid}", "true"]
    return subprocess.run(attempt, capture_output=True, check=False).returncode == 0


def _foreign_owner() -> pwd.struct_passwd | None:
    """Return the user that root must become because user namespaces are forbidden here (some containers)."""
    if os.geteuid() != 0 or _unshare_works():
        return None
    return _stand_in()


def _stand_in() -> pwd.struct_passwd:
    """Return a user other than root that exists, since PostgreSQL looks up its own name."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")

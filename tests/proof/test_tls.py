"""TLS to broker and database by their addresses alone: the certificate is checked, and the name in it."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from probe.bootstrap import Poked

from chassis.messaging.connection import connect
from chassis.persistence.engine import create_engine
from chassis.testing.waiting import until
from local.backing.postgres import Postgres
from local.backing.rabbitmq import RabbitMQ
from local.home import Home
from local.process import Launch
from tests.service.chassis.test_messages import EFFECTS, record

PEM = serialization.Encoding.PEM


def authority(folder: Path, name: str) -> None:
    """Write `<name>-ca.pem`, and a key and certificate of 127.0.0.1 that it has signed."""

    def sign(subject: str, key: Any, by: tuple[Any, Any] | None) -> Any:
        named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)])
        now = datetime.now(UTC)
        made = (
            x509.CertificateBuilder()
            .subject_name(named)
            .issuer_name(by[1].subject if by else named)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=2))
            .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
        )
        if by is not None:
            made = made.add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), False)
        return made.sign(by[0] if by else key, hashes.SHA256())

    ca_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca = sign(f"{name} authority", ca_key, None)
    (folder / f"{name}-ca.pem").write_bytes(ca.public_bytes(PEM))
    (folder / f"{name}.pem").write_bytes(sign("server", key, (ca_key, ca)).public_bytes(PEM))
    private = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / f"{name}.key").write_bytes(private)
    (folder / f"{name}.key").chmod(0o600)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The papers of our authority and of somebody else's."""
    folder = tmp_path_factory.mktemp("papers")
    for name in ("ours", "theirs"):
        authority(folder, name)
    return folder


class TlsBroker(RabbitMQ):
    """A broker that listens for TLS beside its usual port."""

    papers: Path

    @property
    def tls_port(self) -> int:
        return self.home.port("rabbitmq-tls")

    def prepare(self) -> None:
        super().prepare()
        file = self.home.path("rabbitmq", "rabbitmq.conf")
        told = f"listeners.ssl.1 = 127.0.0.1:{self.tls_port}\n"
        told += "".join(
            f"ssl_options.{key} = {self.papers / name}\n"
            for key, name in (("cacertfile", "ours-ca.pem"), ("certfile", "ours.pem"), ("keyfile", "ours.key"))
        )
        file.write_text(file.read_text(encoding="utf-8") + told, encoding="utf-8")

    def tls_url(self, ca: str, host: str = "127.0.0.1") -> str:
        place = self.url.replace("amqp://", "amqps://").replace(f"127.0.0.1:{self.port}", f"{host}:{self.tls_port}")
        return f"{place}?cacertfile={self.papers / ca}"


@pytest.fixture(scope="module")
def broker(papers: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TlsBroker]:
    server = TlsBroker(Home(tmp_path_factory.mktemp("home")), durable=False)
    server.papers = papers
    server.start().wait(180)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def broker_url(broker: TlsBroker) -> str:
    return broker.url


def test_events_pass_by_tls_alone(
    probe: Any, process: Callable[..., Any], ask: Callable[[str], Any], broker: TlsBroker
) -> None:
    url = {"BROKER_URL": broker.tls_url("ours-ca.pem")}
    process("worker", url)
    process("relay", url)
    record(probe, Poked(thing_id=uuid4()), Poked(thing_id=uuid4(), trouble="fails"))
    until(lambda: ask(EFFECTS) == 1, "the effect", 60)

    def encrypted() -> set[bool]:
        """Say of each connection that is open whether it is; a test's own are closed by now."""
        return {bool(one["ssl"]) for one in broker.manage("GET", "/api/connections") if "ssl" in one}

    until(lambda: encrypted() == {True}, "every connection speaks TLS", 60)
    assert ask(EFFECTS) == 1


@pytest.mark.parametrize(("ca", "host"), [("theirs-ca.pem", "127.0.0.1"), ("ours-ca.pem", "localhost")])
def test_a_broker_of_somebody_elses_authority_or_name_is_refused(ca: str, host: str, broker: TlsBroker) -> None:
    import ssl

    with pytest.raises((ssl.SSLError, OSError), match="CERTIFICATE_VERIFY_FAILED"):
        connect(broker.tls_url(ca, host), connect_timeout=10).connect()
    with connect(broker.tls_url("ours-ca.pem"), connect_timeout=10) as good:
        assert good.connect().connected


class TlsPostgres(Postgres):
    """A server that speaks TLS."""

    papers: Path

    def prepare(self) -> None:
        super().prepare()
        for name in ("ours.pem", "ours.key"):
            target = self.data / name
            shutil.copy2(self.papers / name, target)
            owner = self.data.stat()
            os.chown(target, owner.st_uid, owner.st_gid)

    def launch(self) -> Launch:
        told = super().launch()
        more = ["-c", "ssl=on", "-c", "ssl_cert_file=ours.pem", "-c", "ssl_key_file=ours.key"]
        return Launch([*told.command, *more], told.environment, told.folder)


def test_the_database_by_tls_with_its_certificate_checked(papers: Path, tmp_path: Path) -> None:
    server = TlsPostgres(Home(tmp_path / "home"), durable=False)
    server.papers = papers
    server.start().wait(120)
    try:
        checked = f"{server.admin_url}?sslmode=verify-full&sslrootcert="
        engine = create_engine(f"{checked}{papers / 'ours-ca.pem'}", pool_size=1)
        with engine.connect() as connection:
            mine = sa.text("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
            assert connection.execute(mine).scalar() is True
        engine.dispose()
        with pytest.raises(sa.exc.OperationalError, match="certificate verify failed"):
            create_engine(f"{checked}{papers / 'theirs-ca.pem'}", pool_size=1).connect()
    finally:
        server.stop()
        shutil.rmtree(server.data.parent, ignore_errors=True)

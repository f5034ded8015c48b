"""Where a webhook may lead: to public addresses and to networks that the operator names, with the right certificate."""

import base64
import socket
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests.adapters
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from chassis.settings import Secrets
from fulfilment.adapters.webhook_post import WebhookPost
from fulfilment.domain.webhook import Answer, Delivery, Endpoint
from tests.service.fulfilment.receiver import receiving

INSIDE = (ip_network("127.0.0.0/8"), ip_network("10.20.0.0/16"))
NOW = datetime.now(UTC)


def post(folder: Path, url: str, *inside: Any) -> Answer:
    (folder / "town.webhook_a").write_text("whsec_" + base64.b64encode(b"k" * 32).decode(), encoding="utf-8")
    delivery = Delivery(id=uuid4(), endpoint="a", type="t", body="{}", created_at=NOW)
    endpoint = Endpoint(url=url, events=("case.opened",), secrets=("webhook_a",))
    return WebhookPost(Secrets(folder), inside)("town", endpoint, delivery, NOW)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "0.0.0.0",  # noqa: S104 - the address that must not be reached
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "2130706433",
        "[::1]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]",
        "[2002:a00:1::1]",
        "[ff02::1]",
    ],
)
def test_no_private_address_is_ever_called(tmp_path: Path, host: str) -> None:
    assert post(tmp_path, f"https://{host}/x").failure == "address"


def test_one_private_address_among_public_ones_is_enough_to_refuse(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [(2, 1, 6, "", ("203.0.114.1", 443)), (2, 1, 6, "", ("10.20.0.1", 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    assert post(tmp_path, "https://fach.example/x").failure == "address"


def test_what_is_not_encrypted_stays_on_this_machine(tmp_path: Path) -> None:
    assert post(tmp_path, "http://10.20.0.1/x", *INSIDE).failure == "address"
    with receiving() as receiver:
        assert post(tmp_path, receiver.url, *INSIDE).status == 204


@pytest.mark.parametrize(("name", "outcome"), [("fach.example", (204, "")), ("other.example", (None, "tls"))])
def test_the_certificate_has_to_be_that_of_the_name_and_the_name_is_asked_for_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, outcome: tuple[int | None, str]
) -> None:
    certificate = _certificate(tmp_path, "fach.example")
    monkeypatch.setattr(requests.adapters, "DEFAULT_CA_BUNDLE_PATH", str(certificate))
    asked: list[str] = []
    plain = socket.getaddrinfo

    def answer(host: str, *rest: Any, **more: Any) -> Any:
        if host.endswith(".example"):
            asked.append(host)
            # Who asks a second time is led elsewhere (DNS rebinding).
            return plain("127.0.0.1" if len(asked) == 1 else "127.0.0.2", *rest, **more)
        return plain(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", answer)
    with receiving(str(certificate)) as receiver:
        told = post(tmp_path, f"https://{name}:{receiver.port}/x", *INSIDE)
        assert (told.status, told.failure) == outcome
        assert [heard.headers["Host"] for heard in receiver.heard] == [f"{name}:{receiver.port}"] * (told.taken * 1)
    assert asked == [name]


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with receiving(str(_certificate(tmp_path, "localhost"))) as receiver:
        assert post(tmp_path, f"https://localhost:{receiver.port}/x", *INSIDE).failure == "tls"
        assert receiver.heard == []


def test_a_name_that_leads_nowhere_and_a_closed_port_are_unreachable(tmp_path: Path) -> None:
    assert post(tmp_path, "https://gibt-es-nicht.invalid/x").failure == "unreachable"
    with receiving() as receiver:
        closed = receiver.url
    assert post(tmp_path, closed, *INSIDE).failure == "unreachable"


def _certificate(folder: Path, name: str) -> Path:
    """Make a certificate that vouches for itself, and return the file with it and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{name}.pem"
    plain = serialization.NoEncryption()
    file.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return file

"""What an address of the broker asks for: nothing left out by a slip of the pen."""

import ssl

import pytest

from chassis.messaging.connection import connect, place_and_tls


def test_in_the_clear_nothing_is_checked_and_nothing_is_promised() -> None:
    assert place_and_tls("amqp://u:p@broker:5672/v") == ("amqp://u:p@broker:5672/v", None)


def test_tls_checks_certificate_and_name() -> None:
    place, tls = place_and_tls("amqps://u:p@broker:5671/v?cacertfile=/ca.pem")
    assert place == "amqps://u:p@broker:5671/v"
    assert tls == {"cert_reqs": ssl.CERT_REQUIRED, "server_hostname": "broker", "ca_certs": "/ca.pem"}
    assert connect("amqps://u:p@broker/v").ssl["cert_reqs"] == ssl.CERT_REQUIRED


@pytest.mark.parametrize("url", ["amqps://broker/v?cacert=/ca.pem", "amqp://broker/v?cacertfile=/ca.pem"])
def test_a_parameter_that_would_be_ignored_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="not known"):
        place_and_tls(url)

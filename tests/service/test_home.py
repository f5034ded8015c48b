"""What many ask a home for at once, it chooses once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from local.home import Home


def test_many_who_ask_for_ports_at_once_get_each_their_own(tmp_path: Path) -> None:
    names = [f"service-{number}" for number in range(30)]
    with ThreadPoolExecutor(20) as threads:
        ports = list(threads.map(lambda name: Home(tmp_path).port(name), names))
    assert len(set(ports)) == len(names)
    assert [Home(tmp_path).port(name) for name in names] == ports


def test_many_who_ask_for_one_secret_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(20) as threads:
        told = list(threads.map(lambda _: Home(tmp_path).secret("region", "signing_key"), range(60)))
    assert len(set(told)) == 1

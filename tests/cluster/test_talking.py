"""Two people in the middle of a call while the pod that carries what they say is replaced."""

import re
from typing import Any
from uuid import UUID

import requests
from itsdangerous import URLSafeTimedSerializer

from chassis.access import AccessKeys, Grant
from chassis.testing.waiting import until
from local.home import Home
from tests.cluster.cluster import address, kubectl
from tests.cluster.conftest import Region
from tests.cluster.test_region import HOST, book
from tests.e2e.sockets import Socket

TOWN = HOST.partition(".")[0]
GATEWAY = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": HOST}
FAREWELL = 240
"""Seconds until a busy node has started the new pod, turned the Service to it and let the old one go."""


class Visitor:
    """Somebody's browser at one Service: pages, forms, cookies (which are for https, so they are carried by hand)."""

    def __init__(self, cookies: dict[str, str] | None = None) -> None:
        self.base = f"http://{address('video-web')}"
        self._cookies = cookies or {}

    @property
    def headers(self) -> dict[str, str]:
        cookie = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        return GATEWAY | {"Origin": f"https://{HOST}", "Cookie": cookie}

    def ask(self, method: str, path: str, **form: str) -> str:
        """Open a page or send a form, and keep the cookies."""
        headers = self.headers | {"Host": HOST, "Referer": f"https://{HOST}/"}
        answer = requests.request(
            method, self.base + path, data=form, headers=headers, allow_redirects=False, timeout=30
        )
        assert answer.status_code in (200, 303), f"{path}: {answer.status_code} {answer.text[:500]}"
        self._cookies |= {cookie.name: str(cookie.value) for cookie in answer.cookies}
        return answer.text

    def send(self, page: str, path: str, **form: str) -> None:
        """Send a form of a page."""
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.ask("GET", page))
        assert token, page
        self.ask("POST", path, csrf_token=token[1], **form)

    def line(self, path: str, **given: Any) -> Socket:
        """Open the line of a call."""
        return Socket(self.base + path, HOST, self.headers, **given).until(lambda it: it.state, 30)


def appointment_of_now(region: Region) -> UUID:
    """Book, and move the call to this moment: no town has office hours whenever this test runs."""
    number = book(region)
    known = "SELECT count(*) FROM consultation WHERE number = %s"
    until(lambda: region.count("video", known, number), "video knows the appointment", within=60)
    moved = """
        UPDATE consultation SET day = current_date, begins_at = now() + interval '5 minutes',
        ends_at = now() + interval '25 minutes' WHERE number = %s RETURNING appointment_id
    """
    return UUID(str(region.ask("video", moved, number)))


def secret(home: Home, name: str) -> str:
    return home.path("secrets", f"region.{name}").read_text(encoding="utf-8").strip()


def test_a_call_goes_on_while_its_pod_is_replaced(region: Region, home: Home) -> None:
    appointment = appointment_of_now(region)
    token = AccessKeys.parse(secret(home, "access_keys")).token(Grant(TOWN, appointment, "join"))
    citizen = Visitor()
    citizen.send("/gespraech", "/gespraech/zugang", token=token)
    room = f"/gespraech/{appointment}"
    citizen.send(room, f"{room}/warteraum", consent="y")
    staff = {"sub": "kim", "name": "Kim Klar", "roles": {TOWN: ["clerk"]}}
    signed = URLSafeTimedSerializer([secret(home, "signing_key")], salt="chassis.staff").dumps(staff)
    clerk = Visitor({"__Host-staff": str(signed)})
    desk = f"/arbeitsplatz/{appointment}"
    clerk.send("/arbeitsplatz", f"{desk}/aufrufen")

    lines = [(citizen, f"{room}/leitung"), (clerk, f"{desk}/leitung")]
    before = [who.line(path) for who, path in lines]
    for line in before:
        line.until(lambda it: len(it.state["roster"]) == 2, 30)
    kubectl("rollout", "restart", "deployment/video-web")
    assert [line.closed(FAREWELL) for line in before] == [1012, 1012]

    after = [who.line(path, page=line.page) for (who, path), line in zip(lines, before, strict=True)]
    assert [line.state["me"]["epoch"] for line in after] == [1, 1], "the picture runs on and need not be made anew"
    after[1].say({"type": "chat", "body": "Noch da?"})
    after[0].until(lambda it: it.texts() == ["Noch da?"], 30)
    kubectl("rollout", "status", "deployment/video-web", "--timeout=180s")

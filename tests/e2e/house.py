"""One appointment in the waiting room with hand-made sockets to it, cookies and all."""

from typing import Any
from uuid import UUID

import requests

from tests.e2e.calls import TOWN, Office, sign_in
from tests.e2e.sockets import Socket
from video.use_cases.admit_citizen import admit_citizen
from video.use_cases.enter_waiting_room import enter_waiting_room


class House:
    """One appointment in the waiting room, and sockets to it."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.appointment, token = office.book()
        port = office.address.rpartition(":")[2]
        self._headers = {"Origin": office.address}
        self._host = {"Host": f"{TOWN}.localhost:{port}"}
        self._citizen = self._exchange(token)
        self._open: list[Socket] = []
        with self.unit() as unit:
            enter_waiting_room(unit, self.appointment, consents=True)

    def unit(self) -> Any:
        return self.office.running.work(self.office.running.tenants.by_key(TOWN))

    def admit(self) -> None:
        with self.unit() as unit:
            admit_citizen(unit, self.appointment, "kim", "Kim Klar")

    def citizen(self, appointment: UUID | None = None, **given: Any) -> Socket:
        return self._connect(f"/gespraech/{appointment or self.appointment}/leitung", self._citizen, **given)

    def clerk(self, subject: str = "kim", **given: Any) -> Socket:
        cookie = sign_in(self.office, subject, subject.title())
        return self._connect(
            f"/arbeitsplatz/{self.appointment}/leitung", f"{cookie['name']}={cookie['value']}", **given
        )

    def leave(self) -> None:
        for socket in self._open:
            socket.leave()

    def _connect(
        self, path: str, cookie: str, headers: dict[str, str] | None = None, office: Office | None = None, **given: Any
    ) -> Socket:
        address = (office or self.office).address
        host = address.removeprefix("http://")
        told = self._headers | {"Origin": address, "Cookie": cookie} | (headers or {})
        socket = Socket(address.replace(f"{TOWN}.localhost", "127.0.0.1") + path, host, told, **given)
        self._open.append(socket)
        return socket

    def _exchange(self, token: str) -> str:
        """Follow the mail's link by hand; the cookies are for https, so they are carried by hand too."""
        base = self.office.address.replace(f"{TOWN}.localhost", "127.0.0.1")
        page = requests.get(f"{base}/gespraech", headers=self._headers | self._host, timeout=5)
        csrf = page.text.partition('name="csrf_token" value="')[2].partition('"')[0]
        answer = requests.post(
            f"{base}/gespraech/zugang",
            data={"token": token, "csrf_token": csrf},
            headers=self._headers | self._host | {"Cookie": _cookies(page)},
            allow_redirects=False,
            timeout=5,
        )
        assert answer.status_code == 303, answer.text
        return _cookies(answer)


def _cookies(answer: requests.Response) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in answer.cookies)

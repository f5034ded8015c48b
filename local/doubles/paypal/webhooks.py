"""Sends webhooks as PayPal does: signed, repeated until taken, and on demand held, doubled or reordered."""

import json
import secrets
import threading
import uuid
from typing import Any

from local.doubles.hosts import OK, post
from local.doubles.kept import Kept, Plain
from local.doubles.paypal.certificates import Signer
from local.doubles.paypal.ledger import now

_PAUSES = (1, 2, 4, 8, 15, 30, 60)  # PayPal: up to 25 times in three days
MODES = ("normal", "hold", "repeat", "none")


class Webhooks:
    """The sender; what was sent and how it went is kept for who looks."""

    def __init__(self, kept: Kept, signer: Signer, url: str, merchants: dict[str, Plain]) -> None:
        self._kept, self._signer, self._url, self._merchants = kept, signer, url, merchants

    def tell(self, merchant: str, kind: str, resource_type: str, resource: Plain) -> None:
        """Announce an event."""
        event: Plain = {
            "id": f"WH-{secrets.token_hex(8).upper()}-{secrets.token_hex(8).upper()}",
            "event_version": "1.0",
            "create_time": now(),
            "resource_type": resource_type,
            "resource_version": "2.0",
            "event_type": kind,
            "summary": kind.replace(".", " ").capitalize(),
            "resource": resource,
            "links": [],
        }
        with self._kept.changing() as state:
            mode = state["misbehaviour"]["webhooks"]
            sent = {"merchant": merchant, "event": event, "deliveries": [], "held": mode == "hold"}
            state["webhooks"][event["id"]] = sent
        if mode in ("normal", "repeat"):
            self.deliver(event["id"], times=2 if mode == "repeat" else 1)

    def deliver(self, event_id: str, times: int = 1) -> None:
        """Send an event (again), with a fresh transmission each time, without keeping the caller waiting."""
        for _ in range(times):
            threading.Thread(target=self._deliver, args=[event_id], daemon=True).start()

    def release(self, order: str) -> list[str]:
        """Send what was held: in order, in reverse, or shuffled; one after the other."""
        with self._kept.changing() as state:
            held = [key for key, sent in state["webhooks"].items() if sent["held"]]
            for key in held:
                state["webhooks"][key]["held"] = False
        if order == "reverse":
            held.reverse()
        elif order == "shuffle":
            secrets.SystemRandom().shuffle(held)
        threading.Thread(target=self._deliver_in_turn, args=[held], daemon=True).start()
        return held

    def _deliver_in_turn(self, events: list[str]) -> None:
        for event_id in events:
            self._deliver(event_id)

    def headers(self, merchant: str, body: bytes) -> dict[str, str]:
        """Return the headers that make a body one of PayPal's (also for tests that forge one)."""
        transmission, when = str(uuid.uuid4()), now()
        return {
            "Content-Type": "application/json",
            "User-Agent": "PayPal/AUHD-1.0-1",
            "PAYPAL-TRANSMISSION-ID": transmission,
            "PAYPAL-TRANSMISSION-TIME": when,
            "PAYPAL-TRANSMISSION-SIG": self._signer.sign(
                transmission, when, self._merchants[merchant]["webhook_id"], body
            ),
            "PAYPAL-CERT-URL": f"{self._url}/v1/notifications/certs/{self._signer.certificate_id}",
            "PAYPAL-AUTH-ALGO": "SHA256withRSA",
            "PAYPAL-AUTH-VERSION": "v2",
        }

    def _deliver(self, event_id: str) -> None:
        with self._kept.reading() as state:
            sent: Plain = state["webhooks"][event_id]
            body = json.dumps(sent["event"], ensure_ascii=False).encode()
        headers = self.headers(sent["merchant"], body)
        for pause in (*_PAUSES, 0):
            status = post(self._merchants[sent["merchant"]]["webhook_url"], body, headers)
            self._note(sent, headers["PAYPAL-TRANSMISSION-ID"], status)
            if status in OK:
                return
            threading.Event().wait(pause)

    def _note(self, sent: dict[str, Any], transmission: str, status: int) -> None:
        with self._kept.changing():
            sent["deliveries"].append({"transmission": transmission, "status": status, "at": now()})

"""Killing any one process in the middle loses nothing: the journey goes on when it is back."""

from typing import Any

from playwright.sync_api import expect

from chassis.testing.waiting import until
from tests.e2e.inside import Inside
from tests.e2e.people import Citizen, Clerk

SERVICES = ("booking", "identity", "video", "billing", "fulfilment")
BACK_IN = 120


def test_the_journey_survives_the_death_of_every_process(
    citizen: Citizen, clerk: Clerk, system: dict[str, Any]
) -> None:
    inside = Inside(system)

    # Nobody publishes and nobody hears while the citizen books.
    relays, workers = ([f"{service}-{kind}" for service in SERVICES] for kind in ("relay", "worker"))
    inside.kill(relays)
    inside.kill(workers)
    appointment = citizen.book("Meldebescheinigung")
    inside.wait_until_back([*relays, *workers])
    until(
        lambda: inside.ask("video", "SELECT 1 FROM consultation WHERE appointment_id = %s", appointment),
        "video has heard of it",
        BACK_IN,
    )

    # The pages' processes die while the citizen waits; the waiting room comes back by itself.
    citizen.join()
    pages = [f"{service}-web" for service in SERVICES]
    inside.kill(pages)
    inside.wait_until_back(pages)
    clerk.admit(appointment)
    clerk.identify(citizen.card)

    # The broker and the database die in the middle of the call.
    inside.kill(["rabbitmq"])
    case = clerk.case("Meldebescheinigung")
    case.get_by_label("Als PDF zum Herunterladen").check()
    case.get_by_label("Für private Zwecke").check()
    clerk.fill_address(case)
    clerk.show(case)
    expect(case).to_contain_text("Der Bürger sieht jetzt diesen Text")
    inside.kill(["postgres"])
    inside.wait_until_back(["rabbitmq", "postgres", *pages])
    citizen.page.reload()
    citizen.confirm("Meldebescheinigung")
    clerk.end_call()
    citizen.left()

    link = citizen.tracker().get_by_role("link", name="Als PDF herunterladen")
    until(lambda: citizen.tracker() and link.count() == 1, "the certificate is ready", BACK_IN)
    assert inside.ask("fulfilment", "SELECT count(*) FROM cases WHERE appointment_id = %s", appointment) == [1]
    mails = [mail["message_id"] for mail in citizen.mailbox.all(citizen.email)]
    assert len(set(mails)) == 3, "confirmation, submitted, certificate ready: one distinct Message-ID each"

"""The region on a real cluster, in the order in which a provider lives through it."""

from uuid import uuid4

from chassis.testing.waiting import until
from tests.cluster.cluster import Load, ask, helm, kubectl, pods
from tests.cluster.conftest import TAGS, Region

HOST = "ostfildern.example"
API = "/api/booking/v1"
WAITING = "SELECT count(*) FROM outbox WHERE published_at IS NULL"


def book(region: Region, host: str = HOST) -> str:
    """Book an appointment through the API and return its number."""
    procedure = "meldebescheinigung"
    days = ask(region.booking, host, f"{API}/times?procedure={procedure}")[1]["days"]
    wish = {"procedures": [procedure], "begins_at": days[-1]["times"][-1]["begins_at"], "idempotency_key": str(uuid4())}
    status, held = ask(region.booking, host, f"{API}/holds", wish)
    assert status == 201, held
    details = {"given_names": "Erika", "family_name": "Mustermann", "email": "erika@example.org", "consent": True}
    status, booked = ask(region.booking, host, f"{API}/holds/{held['hold_id']}/confirmation", details)
    assert status == 200, booked
    return str(booked["number"])


def heard(region: Region) -> int:
    """Return how many confirmations video has taken in."""
    return region.count("video", "SELECT count(*) FROM inbox")


def test_every_process_of_every_service_is_ready(region: Region) -> None:
    assert len(pods("web")) == len(pods("worker")) == len(pods("relay")) == 5


def test_the_synthetic_citizen_is_served(region: Region) -> None:
    assert "Succeeded" in helm("test", "region", "--timeout", "3m").stdout


def test_a_booking_reaches_the_other_services(region: Region) -> None:
    before = heard(region)
    assert book(region)
    assert until(lambda: heard(region) > before, "video knows the appointment", within=60)


def test_no_pod_may_write_or_is_root(region: Region) -> None:
    answer = kubectl("exec", "deployment/booking-web", "--", "sh", "-c", "id -u; touch /x || echo cannot")
    assert answer.split() == ["10001", "cannot"]


def test_an_upgrade_under_load_loses_no_request(region: Region) -> None:
    kubectl("scale", "deployment/booking-web", "--replicas=2")
    kubectl("rollout", "status", "deployment/booking-web", "--timeout=120s")
    before = pods("web")
    with Load(region.booking, HOST) as load:
        region.upgrade(["ostfildern"], "--set", f"global.image.tag={TAGS[1]},booking.web.replicas=2")
    assert not set(before.values()) & set(pods("web").values())
    assert load.failed == []
    assert load.answered > 50


def test_a_version_that_does_not_start_is_rolled_back_under_load(region: Region) -> None:
    with Load(region.booking, HOST) as load:
        broken = f"global.image.tag={TAGS[1]},booking.web.replicas=2,booking.web.resources.limits.memory=12Mi"
        answer = region.upgrade(["ostfildern"], "--set", broken, "--atomic", "--timeout", "90s", check=False)
    assert answer.returncode != 0
    assert helm("status", "region").stdout.count("STATUS: deployed") == 1
    assert load.failed == []
    kubectl("rollout", "status", "deployment/booking-web", "--timeout=120s")


def test_a_pod_that_is_moved_away_loses_no_request(region: Region) -> None:
    moved = next(name for name in pods("web") if name.startswith("booking"))
    with Load(region.booking, HOST) as load:
        kubectl("delete", "pod", moved)
        kubectl("rollout", "status", "deployment/booking-web", "--timeout=120s")
    assert load.failed == []


def test_killed_relays_and_workers_lose_nothing(region: Region) -> None:
    before = heard(region)
    killed = [*pods("relay"), *pods("worker")]
    kubectl("delete", "pod", "--force", "--grace-period=0", "--wait=false", *killed)
    assert book(region)
    until(lambda: heard(region) > before, "video knows the appointment all the same", within=180)
    assert until(lambda: region.count("booking", WAITING) == 0, "nothing waits", within=60)


def test_a_town_is_onboarded_within_two_minutes_and_nothing_restarts(region: Region) -> None:
    kubectl("rollout", "status", "deployment", "--timeout=180s")
    before = pods()
    region.upgrade(["ostfildern", "musterstadt"], "--set", f"global.image.tag={TAGS[1]},booking.web.replicas=2")
    live = until(
        lambda: all(ask(region.booking, "musterstadt.example", "/termin")[0] == 200 for _ in range(10)),
        "the new town answers",
        within=120,
    )
    assert live
    assert pods() == before
    assert book(region, "musterstadt.example")


def test_a_town_rests_and_says_so_and_nothing_restarts(region: Region) -> None:
    before = pods()
    town = "global.tenants.musterstadt"
    settled = f"global.image.tag={TAGS[1]},booking.web.replicas=2,{town}.suspended=true,{town}.notice.de=Wartung"
    region.upgrade(["ostfildern", "musterstadt"], "--set", settled)
    host = "musterstadt.example"
    assert until(lambda: ask(region.booking, host, "/termin")[0] == 403, "nothing new begins", within=120)
    assert until(lambda: "Wartung" in ask(region.booking, host, "/")[1], "its pages say why", within=120)
    assert pods() == before


def test_a_town_that_leaves_is_unknown_at_once_and_its_rows_go_when_it_is_named(region: Region) -> None:
    rows = "SELECT count(*) FROM appointment WHERE tenant = 'musterstadt'"
    settled = f"global.image.tag={TAGS[1]},booking.web.replicas=2"
    region.upgrade(["ostfildern"], "--set", settled)
    assert until(lambda: ask(region.booking, "musterstadt.example", "/termin")[0] == 404, "it is gone", within=120)
    assert region.count("booking", rows) == 1
    region.upgrade(["ostfildern"], "--set", f"{settled},global.leaving={{musterstadt}}")
    assert region.count("booking", rows) == 0
    assert "musterstadt: billing erased" in kubectl("logs", "job/billing-erase")

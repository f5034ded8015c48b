"""The search is honest: it offers what the hours allow and nothing else."""

from datetime import UTC, date, datetime, timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from booking.domain.catalogue import Desk, Hours, Office, Section
from booking.domain.opening import is_public_holiday, openings
from booking.domain.search import Search, Town, nearest
from booking.domain.slot import Interval
from tests.unit.booking.fakes import section

BERLIN = ZoneInfo("Europe/Berlin")
TOWN = Town("BW", BERLIN)
MONDAY = date(2026, 11, 23)
SUNDAY_NIGHT = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def search(*procedures: str, told: Section | None = None, now: datetime = SUNDAY_NIGHT) -> Search:
    told = told or section()
    return Search(told, TOWN, told.chosen(procedures or ["meldebescheinigung"]), now)


def clocks(found: Search, day: date, taken: dict[str, list[Interval]] | None = None) -> list[str]:
    bits = {
        desk: reduce(or_, (found.steps.within(block.begins_at, block.ends_at) for block in blocks))
        for desk, blocks in (taken or {}).items()
    }
    return [f"{slots[0].time.begins_at.astimezone(BERLIN):%H:%M}" for slots in found.on(day, bits)]


def all_day(day: date) -> tuple[Interval, ...]:
    hours = Hours(days=("mo", "di", "mi", "do", "fr", "sa", "so"), opens=0, closes=1440, on_holidays=True)
    desk = Desk(key="d", name="d")
    return tuple(openings(Office(key="o", name="o", hours=(hours,), desks=(desk,)), desk, day, TOWN))


def test_offers_the_first_and_the_last_hour_of_an_opening_day() -> None:
    assert clocks(search(), MONDAY) == ["07:30", "07:45", "08:00", "08:15", "15:00", "15:15", "15:30", "15:45"]


def test_offers_nothing_on_a_day_without_hours() -> None:
    assert clocks(search(), MONDAY + timedelta(days=2)) == []


def test_lasts_as_long_as_all_procedures_together() -> None:
    found = search("meldebescheinigung", "ummeldung")
    assert found.length == timedelta(minutes=30)
    assert clocks(found, MONDAY) == ["07:30", "07:45", "08:00", "15:00", "15:15", "15:30"]


def test_offers_a_time_while_one_of_two_desks_is_free() -> None:
    block = Interval(datetime(2026, 11, 23, 6, 30, tzinfo=UTC), datetime(2026, 11, 23, 7, 30, tzinfo=UTC))
    assert "07:30" in clocks(search(), MONDAY, {"platz-1": [block]})
    assert "07:30" not in clocks(search(), MONDAY, {"platz-1": [block], "platz-2": [block]})


def test_keeps_the_lead_time() -> None:
    now = datetime(2026, 11, 23, 12, 20, tzinfo=UTC)
    assert clocks(search(now=now), MONDAY) == ["15:30", "15:45"]


def test_offers_nothing_beyond_the_horizon() -> None:
    assert search().days[-1] == date(2026, 11, 22) + timedelta(days=42)


def test_offers_nothing_on_a_public_holiday_of_the_land() -> None:
    three_kings = date(2026, 1, 6)
    assert is_public_holiday(three_kings, "BW")
    assert not is_public_holiday(three_kings, "NW")
    assert clocks(search(now=datetime(2026, 1, 1, tzinfo=UTC)), three_kings) == []


def test_offers_nothing_on_a_day_on_which_the_office_is_closed() -> None:
    assert clocks(search(now=datetime(2026, 12, 20, tzinfo=UTC)), date(2026, 12, 31)) == []


def test_asks_only_desks_that_do_all_that_is_wanted() -> None:
    told = section("musterstadt")
    both = Search(told, Town("NW", BERLIN), told.chosen(["beratung"]), SUNDAY_NIGHT).on(MONDAY, {})[0]
    one = Search(told, Town("NW", BERLIN), told.chosen(["beratung", "ummeldung"]), SUNDAY_NIGHT).on(MONDAY, {})[0]
    assert [slot.desk for slot in both] == ["schalter-a", "schalter-b"]
    assert [slot.desk for slot in one] == ["schalter-a"]


def test_a_demo_town_is_open_within_minutes_at_any_hour_and_not_for_long() -> None:
    told = section().model_copy(update={"demo": True})
    now = datetime(2026, 11, 22, 1, 3, tzinfo=UTC)
    found = search(told=told, now=now).on(date(2026, 11, 22), {})
    assert found[0][0].time.begins_at == datetime(2026, 11, 22, 1, 5, tzinfo=UTC)
    assert {slot.desk for slot in found[0]} == {f"demoplatz-{number}" for number in range(1, 13)}
    assert found[-1][0].time.begins_at < now + timedelta(hours=4)


def test_without_the_switch_no_demo_desk_is_offered() -> None:
    assert search().on(date(2026, 11, 22), {}) == ()


def test_a_day_of_the_clock_change_has_23_or_25_hours() -> None:
    assert [i.ends_at - i.begins_at for i in all_day(date(2026, 3, 29))] == [timedelta(hours=23)]
    assert [i.ends_at - i.begins_at for i in all_day(date(2026, 10, 25))] == [timedelta(hours=25)]


def test_opening_hours_follow_the_towns_clock_in_summer_and_winter() -> None:
    summer = search(now=datetime(2026, 7, 1, tzinfo=UTC)).on(date(2026, 7, 6), {})
    assert summer[0][0].time.begins_at == datetime(2026, 7, 6, 5, 30, tzinfo=UTC)
    assert search().on(MONDAY, {})[0][0].time.begins_at == datetime(2026, 11, 23, 6, 30, tzinfo=UTC)


def test_hours_with_validity_apply_only_then() -> None:
    hours = Hours(days=("mo",), opens=480, closes=540, valid_from=date(2026, 11, 24), valid_until=date(2026, 11, 30))
    assert not hours.apply_on(MONDAY)
    assert hours.apply_on(date(2026, 11, 30))
    assert not hours.apply_on(date(2026, 12, 7))


def test_after_a_block_the_raster_goes_on() -> None:
    block = Interval(datetime(2026, 11, 23, 6, 40, tzinfo=UTC), datetime(2026, 11, 23, 6, 50, tzinfo=UTC))
    blocked = {"platz-1": [block], "platz-2": [block]}
    assert clocks(search(), MONDAY, blocked)[:3] == ["07:30", "08:00", "08:15"]


def test_the_nearest_times_surround_the_wish() -> None:
    free = [slots[0] for slots in search().on(MONDAY, {})]
    wished = free[4].time.begins_at
    assert [slot.time.begins_at for slot in nearest(free, wished, 3)] == [
        free[4].time.begins_at,
        free[5].time.begins_at,
        free[6].time.begins_at,
    ]

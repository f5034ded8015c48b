"""Few run at once; a town with a crowd and a town with one visitor take turns."""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial

from chassis.testing.waiting import until
from chassis.web.turns import ABOUT, Turns


def ask(pool: ThreadPoolExecutor, turns: Turns, town: str) -> "Future[bool]":
    """Ask for a turn on a thread of its own, and return once it stands in line or has it."""
    before = standing(turns)
    asked = pool.submit(turns.take, town)
    until(lambda: standing(turns) > before or asked.done(), "somebody stands in line")
    return asked


def stand(turns: Turns, number: int) -> bool:
    return standing(turns) == number


def standing(turns: Turns) -> int:
    return sum(map(len, turns._lines.values()))


def test_a_town_alone_leaves_one_turn_to_whoever_comes_next() -> None:
    turns = Turns(3, patience=60)
    with ThreadPoolExecutor() as pool:
        assert [turns.take("crowd") for _ in range(2)] == [True] * 2
        third = ask(pool, turns, "crowd")
        assert not third.done()
        assert turns.take("neighbour")
        turns.give("neighbour")
        turns.give("crowd")
        assert not third.done(), "in company it runs one at a time"
        turns.give("crowd")
        assert third.result(60)


def test_a_town_has_company_for_as_long_as_others_are_about() -> None:
    now = [0.0]
    turns = Turns(3, patience=0, clock=lambda: now[0])
    assert turns.take("neighbour")
    turns.give("neighbour")
    assert [turns.take("crowd"), turns.take("crowd")] == [True, False]
    now[0] += ABOUT + 1
    assert [turns.take("crowd"), turns.take("crowd")] == [True, False]


def test_towns_that_wait_are_served_one_after_the_other() -> None:
    turns, served = Turns(2, patience=60), []

    def come(town: str) -> None:
        if turns.take(town):
            served.append(town)

    with ThreadPoolExecutor() as pool:
        assert turns.take("first")
        assert turns.take("second")
        for number, town in enumerate(("crowd", "crowd", "crowd", "neighbour"), 1):
            pool.submit(come, town)
            until(partial(stand, turns, number), "somebody stands in line")
        leaving = ("first", "second", "crowd", "crowd")
        for leaves, expected in zip(leaving, ("crowd", "neighbour", "crowd", "crowd"), strict=True):
            turns.give(leaves)
            until(lambda: len(served) > 0, "the next one is called")
            assert served.pop() == expected


def test_who_waited_in_vain_stands_in_line_no_more() -> None:
    turns = Turns(2, patience=0)
    assert turns.take("crowd")
    assert not turns.take("crowd")
    turns.give("crowd")
    assert turns.take("crowd")
    assert turns.take("neighbour")

"""A thousand lines at a hundred a second, ten seconds of them without the bell.

Signalling has no broker in it: what wakes the sockets is PostgreSQL's NOTIFY, and RabbitMQ is not even running here.
"""

import threading
import time

from tests.e2e.house import House
from tests.e2e.test_line import cut_bell
from video.domain.line import Said
from video.use_cases.join_line import Caller
from video.use_cases.queries import consultation_of
from video.use_cases.say import say

EVENTS, A_SECOND = 1200, 100
DEAD = range(100, 1100)


def test_every_line_arrives_once_and_in_order_while_the_bell_is_dead_for_ten_seconds(house: House) -> None:
    house.admit()
    citizen, clerk = house.citizen(), house.clerk()
    for one in (citizen, clerk):
        one.until(lambda it: len(it.state.get("roster", ())) == 2)
    caller = Caller("clerk", "Kim Klar", "kim")
    with house.unit() as unit:
        call = consultation_of(unit, house.appointment).id
    dead, over = threading.Event(), threading.Event()

    def cut_again_and_again() -> None:
        dead.wait()
        while not over.wait(0.1):
            cut_bell(house)

    cutter = threading.Thread(target=cut_again_and_again)
    cutter.start()
    begun = time.monotonic()
    for number in range(EVENTS):
        threading.Event().wait(max(0.0, begun + number / A_SECOND - time.monotonic()))
        if number == DEAD.start:
            dead.set()
        if number == DEAD.stop:
            over.set()
        with house.unit() as unit:
            say(unit, call, caller.id(call), clerk.page, Said("chat", str(number)))
    cutter.join()
    citizen.until(lambda it: len(it.texts()) >= EVENTS, seconds=60)
    assert citizen.texts() == [str(number) for number in range(EVENTS)]

"""What citizens say of their calls is tied to nobody."""

from uuid import uuid4

import pytest

from tests.unit.video.fakes import FakeVideoUnit, confirmed
from video.domain.errors import NotPossible
from video.domain.feedback import names_somebody
from video.use_cases.give_feedback import give_feedback
from video.use_cases.open_consultation import open_consultation


def test_nobody_speaks_of_a_call_that_has_not_ended() -> None:
    unit, appointment = FakeVideoUnit(), uuid4()
    open_consultation(unit, confirmed(appointment))
    with pytest.raises(NotPossible):
        give_feedback(unit, appointment, "good", "")
    assert unit.feedback.kept == []


@pytest.mark.parametrize("words", ["an erika@example.org", "0711 12 34 56", "Vorgang 4711-2026"])
def test_addresses_and_long_numbers_are_noticed(words: str) -> None:
    assert names_somebody(words)


@pytest.mark.parametrize("words", ["", "Nach 10 Minuten fertig, um 14:30 Uhr!", "Ton zu leise @ Anfang"])
def test_plain_words_pass(words: str) -> None:
    assert not names_somebody(words)

"""Figures tell nothing about few people."""

import pytest

from booking.domain.statistics import Figures


def figures(booked: int = 40, missed: int = 6, ended: int = 30, lead_hours: float | None = 60.0) -> Figures:
    return Figures("beratung", booked, missed, ended, lead_hours)


def test_enough_appointments_are_told_with_share_and_lead() -> None:
    told = figures()
    assert (told.is_told, told.missed_percent, told.lead_days) == (True, 20, 2.5)


def test_few_appointments_are_not_told_at_all() -> None:
    told = figures(booked=4, missed=1, ended=4)
    assert (told.is_told, told.missed_percent, told.lead_days) == (False, None, None)


@pytest.mark.parametrize(("missed", "ended"), [(1, 30), (4, 30), (27, 30), (0, 4)])
def test_a_share_that_would_be_about_few_people_is_not_told(missed: int, ended: int) -> None:
    assert figures(missed=missed, ended=ended).missed_percent is None


def test_nobody_missing_is_a_figure_and_walk_ins_have_no_lead() -> None:
    assert figures(missed=0).missed_percent == 0
    assert figures(lead_hours=None).lead_days is None

"""Booking's repositories: each method one statement, domain objects in and out."""

from booking.adapters.repositories.appointments import AppointmentRows
from booking.adapters.repositories.bounces import BounceRows
from booking.adapters.repositories.link_requests import LinkRequestRows
from booking.adapters.repositories.outages import OutageRows
from booking.adapters.repositories.pins import PinRows
from booking.adapters.repositories.statistics import StatisticRows
from booking.adapters.repositories.tariffs import TariffRows
from booking.adapters.repositories.waiting import WaitingRows

__all__ = [
    "AppointmentRows",
    "BounceRows",
    "LinkRequestRows",
    "OutageRows",
    "PinRows",
    "StatisticRows",
    "TariffRows",
    "WaitingRows",
]

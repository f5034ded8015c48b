"""Booking's repositories: each method one statement, domain objects in and out."""

from booking.adapters.repositories.appointments import AppointmentRows
from booking.adapters.repositories.link_requests import LinkRequestRows
from booking.adapters.repositories.tariffs import TariffRows

__all__ = ["AppointmentRows", "LinkRequestRows", "TariffRows"]

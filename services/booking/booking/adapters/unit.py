"""Booking's unit of work: the chassis's, with our repositories."""

from functools import cached_property

from booking.adapters.repositories import (
    AppointmentRows,
    BounceRows,
    LinkRequestRows,
    OutageRows,
    PinRows,
    StatisticRows,
    TariffRows,
    WaitingRows,
)
from booking.domain.catalogue import Section
from chassis.persistence.sections import Version
from chassis.persistence.unit_of_work import UnitOfWork


class PostgresBookingUnit(UnitOfWork):
    """One transaction of booking in its database."""

    @cached_property
    def appointments(self) -> AppointmentRows:
        """Holds and appointments."""
        return AppointmentRows(self.connection, self.tenant.key)

    @cached_property
    def link_requests(self) -> LinkRequestRows:
        """Wishes to get lost links again."""
        return LinkRequestRows(self.connection, self.tenant.key)

    @cached_property
    def bounces(self) -> BounceRows:
        """Mails that came back."""
        return BounceRows(self.connection, self.tenant.key)

    @cached_property
    def pins(self) -> PinRows:
        """PINs of telephone bookings."""
        return PinRows(self.connection, self.tenant.key)

    @cached_property
    def waiting(self) -> WaitingRows:
        """The waiting list."""
        return WaitingRows(self.connection, self.tenant.key, self.tenant.zone)

    @cached_property
    def tariffs(self) -> TariffRows:
        """The town's fees."""
        return TariffRows(self.connection, self.tenant.key)

    @cached_property
    def outages(self) -> OutageRows:
        """Clerks that are ill and offices that are closed."""
        return OutageRows(self.connection, self.tenant.key)

    def catalogue_versions(self) -> list[Version]:
        """Return the versions of the catalogue, the newest first."""
        return self._opened.sections.history(self.connection, self.tenant.key)

    def catalogue_of(self, version: int) -> Section:
        """Return an older version of the catalogue, or raise `LookupError`."""
        return Section.model_validate(self._opened.sections.written(self.connection, self.tenant.key, version))

    def change_catalogue(self, section: Section, author: str, note: str) -> None:
        """Store a new version of the catalogue, which the administrator's page shows and can undo."""
        self.store_catalogue(section, author, note)

    @cached_property
    def statistics(self) -> StatisticRows:
        """Figures without persons."""
        return StatisticRows(self.connection, self.tenant.key, self.tenant.time_zone)

"""What every part of the web process needs to know about the service that it runs in."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any, cast

from flask import current_app

from chassis.settings import Settings
from chassis.tenancy import Tenant, TenantDirectory

OpenWork = Callable[[Tenant], AbstractContextManager[Any]]
"""Opens one unit of work of a tenant; which kind of unit is the service's own business."""


@dataclass(frozen=True)
class House:
    """The service, its settings, its tenants and the way to its data."""

    service: str
    settings: Settings
    tenants: TenantDirectory
    open_work: OpenWork
    version: str


def house() -> House:
    """Return the house of the running app."""
    return cast("House", current_app.extensions["chassis"])

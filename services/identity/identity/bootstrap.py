"""What identity is made of; the only file that knows its concrete classes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chassis.service import Service
from contracts.catalogue import Catalogue
from identity.adapters.bundid import SamlBundId
from identity.adapters.holdings import HOLDINGS
from identity.adapters.http_register import HttpRegister
from identity.adapters.http_sms import HttpSms
from identity.adapters.invariants import INVARIANTS
from identity.adapters.keys import MountedKeys
from identity.adapters.unit import IdentityUnit
from identity.domain.policy import Policy
from identity.domain.wording import LETTERS
from identity.entrypoints.events import heard
from identity.entrypoints.jobs import due
from identity.entrypoints.texts.code_mails import sample_letters
from identity.settings import IdentitySettings
from identity.use_cases.ports import Outside

if TYPE_CHECKING:
    from flask import Blueprint


def _outside(settings: IdentitySettings) -> Outside:
    return Outside(
        keys=MountedKeys(settings.secrets),
        register=HttpRegister(settings.secrets),
        bundid=SamlBundId(settings.secrets),
        sms=HttpSms(settings.sms_url, settings.secrets) if settings.sms_url else None,
    )


def _blueprints() -> "Sequence[Blueprint]":
    """Return the pages; imported here, so that no other process than `web` loads them."""
    from identity.entrypoints.web import blueprints

    return blueprints()


service = Service(
    name="identity",
    settings=IdentitySettings,
    unit=IdentityUnit,
    section=Policy,
    catalogue=Catalogue(),
    subscriptions=heard,
    due_work=due,
    holdings=HOLDINGS,
    invariants=INVARIANTS,
    letters=LETTERS,
    sample_letters=sample_letters,
    ports=_outside,
    blueprints=_blueprints,
)

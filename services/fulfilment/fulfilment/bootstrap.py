"""The composition root of fulfilment: the only file that knows which concrete classes play together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chassis.letters.choice import letter_box
from chassis.letters.print_run import Printer
from chassis.letters.spool import LetterSpool
from chassis.mounted_keys import MountedKeys
from chassis.service import Service
from contracts.catalogue import Catalogue
from fulfilment.adapters.certificate_pdf import IsolatedPress
from fulfilment.adapters.file_register import FileRegister
from fulfilment.adapters.guarded_register import GuardedRegister
from fulfilment.adapters.holdings import HOLDINGS
from fulfilment.adapters.http_register import HttpRegister
from fulfilment.adapters.invariants import INVARIANTS
from fulfilment.adapters.mail_texts import TemplateTexts
from fulfilment.adapters.receipt_pdf import IsolatedReceipts
from fulfilment.adapters.sticker_pdf import IsolatedStickers
from fulfilment.adapters.unit import PostgresFulfilmentUnit
from fulfilment.adapters.usage import USAGE
from fulfilment.adapters.webhook_post import WebhookPost
from fulfilment.domain.section import FulfilmentSection
from fulfilment.domain.wording import LETTERS
from fulfilment.entrypoints.events import heard
from fulfilment.entrypoints.jobs import due
from fulfilment.settings import FulfilmentSettings
from fulfilment.use_cases.outside import Outside
from fulfilment.use_cases.sample_letters import sample_letters

if TYPE_CHECKING:
    from flask import Blueprint


def _outside(settings: FulfilmentSettings) -> Outside:
    return Outside(
        registers={
            "http": GuardedRegister(HttpRegister(settings.register_url), "register"),
            "file": FileRegister(settings.letter_spool_dir),
        },
        letters=letter_box(settings.letter_spool_dir, settings.letter_url),
        press=IsolatedPress(settings.assets_dir, settings.secrets),
        receipts=IsolatedReceipts(settings.assets_dir, settings.secrets),
        mail_texts=TemplateTexts(),
        keys=MountedKeys(settings.secrets),
        stickers=IsolatedStickers(settings.assets_dir),
        printer=Printer(settings.assets_dir),
        webhooks=WebhookPost(settings.secrets, settings.inside_networks),
        print_shop=None if settings.letter_url else LetterSpool(settings.letter_spool_dir),
    )


def _blueprints() -> "Sequence[Blueprint]":
    """Return the pages; imported here, so that no other process than `web` loads them."""
    from fulfilment.entrypoints.web import blueprints

    return blueprints()


service = Service(
    name="fulfilment",
    settings=FulfilmentSettings,
    unit=PostgresFulfilmentUnit,
    section=FulfilmentSection,
    catalogue=Catalogue(),
    subscriptions=heard,
    due_work=due,
    holdings=HOLDINGS,
    invariants=INVARIANTS,
    usage=USAGE,
    letters=LETTERS,
    sample_letters=sample_letters,
    ports=_outside,
    blueprints=_blueprints,
)

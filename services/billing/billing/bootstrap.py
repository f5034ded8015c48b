"""The composition root of billing: the only file that knows which concrete classes play together."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from billing.adapters.holdings import HOLDINGS
from billing.adapters.invariants import INVARIANTS
from billing.adapters.isolated_renderer import IsolatedRenderer
from billing.adapters.pain import write_refunds
from billing.adapters.paypal import PayPal
from billing.adapters.paypal_webhooks import WebhookVerifier
from billing.adapters.statement_files import read_file
from billing.adapters.statement_folder import StatementFolder
from billing.adapters.unit import BillingUnitOfWork
from billing.adapters.usage import USAGE
from billing.domain.dispatch import KINDS
from billing.domain.section import BillingSection
from billing.domain.wording import LETTERS
from billing.entrypoints.events import heard
from billing.entrypoints.jobs import due
from billing.settings import BillingSettings
from billing.use_cases.follow_catalogue import follow_catalogue
from billing.use_cases.note_undelivered import note_refused_mail
from billing.use_cases.outside import BillingPorts
from billing.use_cases.sample_letters import sample_letters
from chassis.letters.choice import letter_box
from chassis.letters.print_runs import PrintRuns
from chassis.mail.returned import MaildirOfReturnedMails
from chassis.service import Service
from contracts.catalogue import Catalogue

if TYPE_CHECKING:
    from flask import Blueprint
    from flask_openapi3 import APIBlueprint


def _ports(settings: BillingSettings) -> BillingPorts:
    url = settings.paypal_url.rstrip("/")
    fonts = settings.assets_dir.resolve() / "@kern-ux/native/dist/fonts/fira-sans"
    renderer = IsolatedRenderer(fonts, settings.secrets)
    return BillingPorts(
        paypal=PayPal(url, settings.secrets),
        render=renderer,
        render_letter=renderer.letter,
        letters=letter_box(settings.letter_spool_dir, settings.letter_url),
        verify_webhook=WebhookVerifier(url, settings.secrets, settings.paypal_ca_file),
        read_statements=read_file,
        drop=StatementFolder(settings.statement_drop_dir),
        write_refunds=write_refunds,
        join=renderer.join,
        print_file=renderer.print_file,
        print_shop=None if settings.letter_url else PrintRuns(settings.letter_spool_dir, KINDS),
        returned=MaildirOfReturnedMails(settings.returned_mail_dir) if settings.returned_mail_dir else None,
    )


def _blueprints() -> "Sequence[Blueprint]":
    """Return the pages; imported here, so that no other process than `web` loads them."""
    from billing.entrypoints.web import blueprints

    return blueprints()


def _apis() -> "Sequence[APIBlueprint]":
    from billing.entrypoints.api import api

    return (api,)


service = Service(
    name="billing",
    settings=BillingSettings,
    unit=BillingUnitOfWork,
    section=BillingSection,
    catalogue=Catalogue(),
    subscriptions=heard,
    due_work=due,
    ports=_ports,
    blueprints=_blueprints,
    apis=_apis,
    letters=LETTERS,
    sample_letters=sample_letters,
    on_catalogue=follow_catalogue,
    holdings=HOLDINGS,
    invariants=INVARIANTS,
    usage=USAGE,
    mail_refused=note_refused_mail,
)

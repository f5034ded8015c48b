"""The texts of mails: templates whose first line is the subject."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from billing.domain.money import euros
from billing.domain.tariff import DELIVERIES_IN_WORDS
from chassis.tenancy import Tenant

_FOLDER = Path(__file__).parent.parent / "mails"


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # Plain text, so nothing is escaped.
    environment = Environment(loader=FileSystemLoader(_FOLDER), undefined=StrictUndefined, autoescape=False)  # noqa: S701
    environment.filters["euros"] = euros
    environment.filters["sum_of"] = lambda parts: sum(payment.amount for payment, _ in parts)
    environment.filters["tag"] = lambda day: f"{day:%d.%m.%Y}"
    environment.globals["deliveries"] = DELIVERIES_IN_WORDS
    return environment


def mail_text(name: str, tenant: Tenant, **told: Any) -> tuple[str, str]:  # noqa: ANN401 - the template's own
    """Return subject and text of a mail."""
    filled = _environment().get_template(f"{name}.txt").render(tenant=tenant, **told)
    subject, _, text = filled.partition("\n")
    return subject.strip(), text.strip() + "\n"

"""The mail that brings a notice says the town's own words, and all that the citizen needs to pay."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from chassis.persistence.tables import mail
from chassis.town.wording import Passages
from tests.service.billing.conftest import Open
from tests.service.billing.test_notices import chosen, notice_of, send_now


@pytest.fixture
def worded(work: Open) -> Iterator[Open]:
    """A town with words of its own in the mail of a notice."""
    with work() as unit:
        before = unit.catalogue
        words = Passages(opening="Moin {name},", closing="Ihre Stadtkasse {stadt}")
        unit.store_catalogue(before.model_copy(update={"wording": {"notice": {"de": words}}}))
    yield work
    with work() as unit:
        unit.store_catalogue(before)


def test_the_mail_of_a_notice_says_them_and_how_to_pay(worded: Open, do_due_work: Callable[[], int]) -> None:
    case = chosen(worded, "email")
    send_now(worded, do_due_work)
    notice = notice_of(worded, case)
    assert notice is not None
    with worded() as unit:
        text = str(unit.connection.execute(sa.select(mail.c.text)).scalar_one())
        account = unit.catalogue.notice.bank.iban
    assert text.startswith("Moin Erika Mustermann,\n")
    assert text.endswith("Ihre Stadtkasse Ostfildern\n")
    for fixed in (notice.kassenzeichen, notice.rf, account, "Wie das geht, steht im Bescheid."):
        assert fixed in text

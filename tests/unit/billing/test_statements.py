"""Reading what the bank delivers: by the standard, whole, and in bounded memory, whatever it is fed with."""

import io
import zipfile
from importlib.metadata import distribution

import pytest
from lxml import etree

from billing.adapters import statement_files
from billing.adapters.statement_files import read_file
from billing.domain.errors import StatementRefused
from billing.domain.statement import Statement, Transaction
from tests.service.billing.statements import DAY, TOWN_IBAN, Day, Told, camt, zipped

PAID = Told(amount=1300, text="RF187345260000173", name="Jürgen Müller & Söhne", bank_reference="B1")


def transactions(content: bytes) -> list[Transaction]:
    return [found for found in read_file(content) if isinstance(found, Transaction)]


@pytest.mark.parametrize("kind", ["053", "054"])
def test_our_examples_are_valid_by_the_iso_schema(kind: str) -> None:
    # The package is installed for its schemas; its code and what that needs are never loaded.
    file = distribution("camt053").locate_file(f"camt053/xsd/camt.{kind}.001.08.xsd")
    schema = etree.XMLSchema(etree.parse(str(file)))
    told = (PAID, Told(amount=-500, text="Rückgabe", returned=True), Told(amount=800, reference="RF187345260000173"))
    schema.assertValid(etree.fromstring(camt(Day(told=told, kind=kind, together=(PAID, PAID)))))
    assert len(transactions(camt(Day(told=told, kind=kind, together=(PAID, PAID))))) == 5


def test_purpose_name_account_and_days_come_whole() -> None:
    head, one = read_file(
        camt(Day(told=(Told(amount=1300, text="Kassenzeichen 7345.26.0000\n17-3", name="Zoë Groß"),)))
    )
    assert head == Statement(
        iban=TOWN_IBAN, number="2026-229", kind="statement", sequence=229, opening=100_000, closing=101_300
    )
    assert isinstance(one, Transaction)
    assert (one.amount, one.name, one.booked_on, one.value_on) == (1300, "Zoë Groß", DAY, DAY)
    assert one.text == "Kassenzeichen 7345.26.0000\n17-3"
    assert one.counter_iban == "DE02120300000000202051"


def test_an_entry_of_many_transactions_is_many_transactions() -> None:
    parts = (Told(amount=1300, text="A"), Told(amount=800, text="B"), Told(amount=1300, text="A"))
    found = transactions(camt(Day(told=(), together=parts)))
    assert [one.amount for one in found] == [1300, 800, 1300]
    assert len({one.key for one in found}) == 3, "what is the same twice is two transactions"


def test_a_transaction_has_one_key_in_notification_and_statement() -> None:
    [early], [late] = (transactions(camt(Day(told=(PAID,), kind=kind, number=kind))) for kind in ("054", "053"))
    assert early.key == late.key


def test_what_is_only_announced_is_not_booked() -> None:
    assert transactions(camt(Day(told=(Told(amount=1300, status="PDNG"),)))) == []


def test_a_zip_is_read_file_by_file() -> None:
    content = zipped(b=camt(Day(told=(PAID,))), a=camt(Day(told=(Told(amount=5),), number="2", kind="054")))
    assert [one.amount for one in transactions(content)] == [5, 1300]


def test_a_balance_that_does_not_add_up_is_refused() -> None:
    with pytest.raises(StatementRefused) as refused:
        transactions(camt(Day(told=(PAID,), closing=101_301)))
    assert refused.value.why == "balance"


def test_parts_that_do_not_make_their_entry_are_refused() -> None:
    wrong = camt(Day(told=(), together=(PAID, PAID))).replace(b'"EUR">26.00', b'"EUR">27.00')
    with pytest.raises(StatementRefused) as refused:
        transactions(wrong)
    assert refused.value.why == "details"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"not a statement", "not-xml"),
        (b"<Document/>", "format"),
        (camt(Day(told=(PAID,))).replace(b"camt.053.001.08", b"camt.053.001.02"), "format"),
        (camt(Day(told=(PAID,)))[:-30], "not-xml"),
        (camt(Day(told=(PAID,))).replace(b'Ccy="EUR"', b'Ccy="USD"'), "currency"),
        (b"PK\x03\x04 broken", "zip"),
        (zipped(), "zip"),
        (zipped(inner=zipped(a=camt(Day(told=(PAID,))))), "not-xml"),
    ],
)
def test_what_is_no_statement_is_refused_with_its_reason(content: bytes, why: str) -> None:
    with pytest.raises(StatementRefused) as refused:
        transactions(content)
    assert refused.value.why == why


def with_type(inside: str, text: str) -> bytes:
    """Return a statement that brings a document type and uses its entity."""
    told = camt(Day(told=(Told(amount=1300, text="HERE"),))).decode().replace("HERE", text)
    return told.replace("<Document", f"<!DOCTYPE Document [{inside}]><Document", 1).encode()


def test_an_entity_that_reads_a_file_is_refused() -> None:
    with pytest.raises(StatementRefused) as refused:
        transactions(with_type('<!ENTITY x SYSTEM "file:///etc/passwd">', "&x;"))
    assert refused.value.why == "entities"


def test_a_bomb_of_entities_is_refused() -> None:
    laughs = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    with pytest.raises(StatementRefused) as refused:
        transactions(with_type(laughs, "&a9;"))
    assert refused.value.why == "entities"


def test_a_bomb_of_zeros_in_a_zip_is_stopped_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statement_files, "LARGEST_TEXT", 1_000_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.xml", camt(Day(told=(PAID,))).replace(b"</GrpHdr>", b"</GrpHdr>" + b" " * 5_000_000))
    assert len(out.getvalue()) < 20_000
    with pytest.raises(StatementRefused) as refused:
        transactions(out.getvalue())
    assert refused.value.why == "too-large"


def test_a_file_larger_than_any_statement_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statement_files, "LARGEST_FILE", 100)
    with pytest.raises(StatementRefused) as refused:
        transactions(camt(Day(told=(PAID,))))
    assert refused.value.why == "too-large"

"""The notice as data for machines: Factur-X, alias ZUGFeRD, in the profile EN 16931 (syntax UN/CEFACT CII).

A sovereign fee lies outside the scope of VAT: category O (UNTDID 5305) with the reason VATEX-EU-O, and the authority is
named by an identifier of its own (BT-29), since it acts without a VAT number.
"""

from datetime import UTC, datetime, time
from decimal import Decimal

from drafthorse.models.accounting import ApplicableTradeTax
from drafthorse.models.document import Document
from drafthorse.models.note import IncludedNote
from drafthorse.models.party import TradeParty
from drafthorse.models.payment import PaymentMeans, PaymentTerms
from drafthorse.models.tradelines import LineItem

from billing.use_cases.document_content import NoticeContent
from chassis.documents.metadata import Property, Vocabulary
from chassis.documents.repair import AttachedData
from chassis.tenancy import Address

FILE = "factur-x.xml"
PROFILE = "urn:cen.eu:en16931:2017"
FACTUR_X = Vocabulary(
    "Factur-X PDFA Extension Schema",
    "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#",
    "fx",
    (
        Property("DocumentFileName", FILE, "Name of the embedded XML invoice file"),
        Property("DocumentType", "INVOICE", "Kind of the embedded document"),
        Property("Version", "1.0", "Version of the standard that the XML follows"),
        Property("ConformanceLevel", "EN 16931", "Profile that the XML conforms to"),
    ),
)
"""What the metadata say about the attachment (Factur-X 1.0, 6.2.2)."""

_INVOICE, _TRANSFER, _PIECE, _EURO = "380", "58", "C62", "EUR"
_OUTSIDE_SCOPE, _REASON = "O", "VATEX-EU-O"


def data_of(content: NoticeContent) -> AttachedData:
    """Return the attachment of a notice."""
    made_at = datetime.combine(content.dated_on, time(), UTC)
    return AttachedData(FILE, invoice_xml(content), "text/xml", f"Gebührenbescheid {content.number} als Daten", made_at)


def invoice_xml(content: NoticeContent) -> bytes:
    """Return the notice as XML, valid by the schema of its profile."""
    document = Document()
    document.context.guideline_parameter.id = PROFILE
    document.header.id = content.number
    document.header.type_code = _INVOICE
    document.header.issue_date_time = content.dated_on
    for text in (f"Gebührenbescheid, {content.legal_basis}", f"Vorgang {content.case_number}", content.remedy):
        note = IncludedNote()
        note.content = text
        document.header.notes.add(note)
    _parties(document, content)
    document.trade.items.add(_line(content))
    _settlement(document, content)
    return bytes(document.serialize(schema="FACTUR-X_EN16931"))


def _parties(document: Document, content: NoticeContent) -> None:
    seller, buyer = document.trade.agreement.seller, document.trade.agreement.buyer
    seller.id, seller.name = content.authority_id, content.authority
    _lives_at(seller, content.authority_address)
    seller.contact.department_name = content.contact[0]
    seller.contact.telephone.number = content.phone
    seller.contact.email.address = content.contact[2]
    buyer.name = content.recipient[0]
    _lives_at(buyer, content.recipient_address)


def _lives_at(party: TradeParty, address: Address | None) -> None:
    party.address.country_id = "DE"
    if address is not None:
        party.address.postcode = address.postal_code
        party.address.line_one = address.street
        party.address.city_name = address.city


def _line(content: NoticeContent) -> LineItem:
    line, amount = LineItem(), Decimal(content.payment.amount_decimal)
    line.document.line_id = "1"
    line.product.name = content.procedure
    line.product.description = content.explanation
    line.agreement.net.amount = amount
    line.delivery.billed_quantity = (Decimal(1), _PIECE)
    line.settlement.trade_tax.type_code = "VAT"
    line.settlement.trade_tax.category_code = _OUTSIDE_SCOPE
    line.settlement.monetary_summation.total_amount = amount
    return line


def _settlement(document: Document, content: NoticeContent) -> None:
    settlement, amount = document.trade.settlement, Decimal(content.payment.amount_decimal)
    settlement.payment_reference = content.payment.rf.replace(" ", "")
    settlement.currency_code = _EURO
    settlement.payment_means.add(_transfer(content))
    tax = ApplicableTradeTax()
    tax.calculated_amount, tax.basis_amount = Decimal("0.00"), amount
    tax.type_code, tax.category_code = "VAT", _OUTSIDE_SCOPE
    tax.exemption_reason_code, tax.exemption_reason = _REASON, content.tax_note
    settlement.trade_tax.add(tax)
    terms = PaymentTerms()
    terms.description, terms.due = f"Zu zahlen bis zum {content.due}", content.due_on
    settlement.terms.add(terms)
    total = settlement.monetary_summation
    total.line_total = total.due_amount = amount
    total.tax_basis_total = total.grand_total = (amount, None)
    total.tax_total = (Decimal("0.00"), _EURO)


def _transfer(content: NoticeContent) -> PaymentMeans:
    means = PaymentMeans()
    means.type_code = _TRANSFER
    means.payee_account.iban = content.payment.iban
    means.payee_account.account_name = content.payment.holder
    means.payee_institution.bic = content.payment.bic
    return means

"""A unit of work of billing in dictionaries."""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from billing.domain.section import BillingSection
from chassis.testing.fakes import FakeUnit
from tests.unit.billing.fake_bank import FakeBank, FakeRefunds
from tests.unit.billing.fake_books import FakeLedger, FakeNotices
from tests.unit.billing.fake_charges import FakeAppointments, FakeCharges, FakeClosedCases, FakePayments
from tests.unit.billing.fake_post import FakeDispatches, FakePapers

ROOT = Path(__file__).resolve().parents[3]


def section(town: str = "ostfildern") -> BillingSection:
    """Return the demo town's section, so that what is delivered is what is tested."""
    document = yaml.safe_load((ROOT / "local" / "catalogues" / f"{town}.yaml").read_text(encoding="utf-8"))
    return BillingSection.model_validate(document["billing"])


@dataclass
class FakeBillingUnit(FakeUnit):
    """One transaction of one town, in memory."""

    catalogue: BillingSection = field(default_factory=section)
    appointments: FakeAppointments = field(default_factory=FakeAppointments)
    charges: FakeCharges = field(default_factory=FakeCharges)
    closed_cases: FakeClosedCases = field(default_factory=FakeClosedCases)
    payments: FakePayments = field(default_factory=FakePayments)
    notices: FakeNotices = field(default_factory=FakeNotices)
    ledger: FakeLedger = field(default_factory=FakeLedger)
    bank: FakeBank = field(default_factory=FakeBank)
    papers: FakePapers = field(default_factory=FakePapers)
    refunds: FakeRefunds = field(default_factory=FakeRefunds)
    dispatches: FakeDispatches = field(default_factory=FakeDispatches)

    def said(self) -> list[str]:
        """Return the names of the events, in order."""
        return [type(event).__name__ for event in self.events]

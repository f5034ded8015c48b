"""How long a whole notice takes (layout, data, repair, seal) against WeasyPrint's layout of the same page alone."""

import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

from billing.adapters import pdf
from billing.domain.charge import Addressee, Charge
from billing.domain.notice import Notice
from billing.domain.references import references
from billing.use_cases.document_content import NoticeContent
from billing.use_cases.notice_content import notice_content
from chassis.documents.seal import SealKey
from chassis.settings import Secrets
from chassis.testing.fakes import tenant
from local.home import ROOT
from local.seal import make_seal
from tests.unit.billing.fakes import section

ROUNDS = 12
FONTS = ROOT / "libs" / "chassis" / "node_modules" / "@kern-ux" / "native" / "dist" / "fonts" / "fira-sans"


@dataclass(frozen=True)
class Documents:
    """What was measured, in one process, the two ways taking turns."""

    whole_a_second: float
    bare_a_second: float
    peak_megabytes: float

    @property
    def times(self) -> float:
        """How many times as long the whole takes as the layout alone."""
        return self.bare_a_second / self.whole_a_second


def measure() -> Documents:
    """Render the same notice both ways in turn, after a first round that warms up."""
    told, key = content(), seal()

    def whole() -> None:
        pdf.render(told, FONTS, key)

    def bare() -> None:
        pdf.laid_out("notice.html", told, FONTS)

    for warm in (whole, bare):
        warm()
    spent = {whole: 0.0, bare: 0.0}
    for _ in range(ROUNDS):
        for way in (whole, bare):
            spent[way] += _seconds(way)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Documents(ROUNDS / spent[whole], ROUNDS / spent[bare], peak)


def _seconds(way: Callable[[], None]) -> float:
    """CPU time, since other work on the machine is none of the document's."""
    before = time.process_time()
    way()
    return time.process_time() - before


def seal() -> SealKey:
    """Return a key that nobody trusts."""
    with tempfile.TemporaryDirectory() as folder:
        for name, value in zip(("region.seal_key", "region.seal_certificate"), make_seal(), strict=True):
            (Path(folder) / name).write_text(value, encoding="utf-8")
        return SealKey.of_region(Secrets(Path(folder)))


def content() -> NoticeContent:
    """Return what stands on one notice."""
    one, names = UUID(int=1), references("GB", "7345", 2026, 17)
    charge = Charge(
        id=one,
        case_id=one,
        appointment_id=one,
        case_number="OF-2026-00042",
        procedure="fuehrungszeugnis",
        procedure_name="Führungszeugnis",
        delivery="post",
        amount=1300,
        federation_share=780,
        legal_basis="§ 4 JVKostG in Verbindung mit Nummer 1130 des Kostenverzeichnisses",
        explanation="Ein Führungszeugnis kostet bundesweit 13,00 €.",
        addressee=Addressee("Erika", "Mustermann", "Hindenburgstraße 12", "73760", "Ostfildern"),
        assessed_at=datetime(2026, 11, 24, tzinfo=UTC),
    )
    notice = Notice(
        id=one,
        charge_id=one,
        case_id=one,
        appointment_id=one,
        year=2026,
        serial=17,
        number=names.number,
        kassenzeichen=names.kassenzeichen,
        rf=names.rf,
        channel="post",
        amount=1300,
        dated=date(2026, 11, 24),
        due=date(2026, 12, 24),
        numbered_at=charge.assessed_at,
    )
    return notice_content(tenant(), section(), charge, notice)

"""What the other services say about one citizen's appointment, and the citizen's answers."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

from chassis.access import AccessKeys, Grant, digest
from contracts.billing import ChargeSettled, Settlement
from contracts.booking import AppointmentConfirmed, AppointmentRescheduled
from contracts.identity import CheckVerified
from contracts.parts import Access, BookedProcedure, Contact, Level, VerifiedPerson
from fulfilment.domain.case import Case
from fulfilment.use_cases.accept_identity import accept_identity
from fulfilment.use_cases.confirm_case import confirm_case
from fulfilment.use_cases.open_cases import open_cases
from fulfilment.use_cases.ports import FulfilmentUnit
from fulfilment.use_cases.prepare_case import prepare_case
from fulfilment.use_cases.settle_case import settle_case

KEYS = AccessKeys.parse("1:" + "ab" * 32)
CLERK = "staff:c-1"
HOME = {"address.street": "Hindenburgstraße 12", "address.postal_code": "73760", "address.city": "Ostfildern"}
FORMER_HOME = {
    "former_address.street": "Hauptstraße 1",
    "former_address.postal_code": "70173",
    "former_address.city": "Stuttgart",
}
ANSWERS: dict[str, dict[str, str]] = {
    "beratung": {},
    "meldebescheinigung": {"delivery": "download", "purpose": "general", **HOME},
    "fuehrungszeugnis": {
        "delivery": "post",
        "birth_place": "Berlin",
        "nationality": "deutsch",
        "type": "simple",
        "european": "none",
        "applicant": "self",
        **HOME,
    },
    "lebensbescheinigung": {
        "delivery": "download",
        "purpose": "pension",
        "payer": "Deutsche Rentenversicherung",
        "payer_form": "certificate",
        **HOME,
    },
    "ummeldung": {
        "delivery": "download",
        "moving_in": "2026-01-02",
        "residence": "only",
        "landlord_confirmation": "y",
        **HOME,
        **FORMER_HOME,
    },
    "abmeldung": {
        "delivery": "download",
        "moving_out": "2026-01-02",
        "residence": "only",
        **HOME,
        **FORMER_HOME,
    },
    "steuer-id": {"birth_place": "Berlin", **HOME},
    "gewerbezentralregister": {
        "delivery": "post",
        "subject": "person",
        "birth_place": "Berlin",
        "nationality": "deutsch",
        **HOME,
    },
}
ERIKA = VerifiedPerson(given_names="Erika", family_name="Mustermann", birth_date=date(1964, 8, 12))


@dataclass(frozen=True)
class Story:
    """One appointment for one procedure."""

    procedure: str = "meldebescheinigung"
    level: Level = "substantial"
    tenant: str = "ostfildern"
    answers: dict[str, str] = field(default_factory=dict)
    appointment_id: UUID = field(default_factory=uuid4)
    case_id: UUID = field(default_factory=uuid4)

    @property
    def typed(self) -> dict[str, str]:
        """What the clerk types."""
        return ANSWERS[self.procedure] | self.answers

    def token(self, purpose: str) -> str:
        """Return the citizen's token."""
        return KEYS.token(Grant(self.tenant, self.appointment_id, purpose))

    def confirmed(self) -> AppointmentConfirmed:
        """What booking says."""
        now = datetime.now(UTC)
        access = tuple(
            Access(purpose=purpose, digest=digest(self.token(purpose)), epoch=1, valid_until=now + timedelta(days=90))
            for purpose in ("manage", "join", "case")
        )
        booked = BookedProcedure(
            item_id=self.case_id, procedure=self.procedure, name=self.procedure, identity_level="normal"
        )
        return AppointmentConfirmed(
            appointment_id=self.appointment_id,
            number="T-4711",
            begins_at=now,
            ends_at=now + timedelta(minutes=20),
            office="rathaus",
            office_name="Rathaus",
            desk="1",
            procedures=(booked,),
            contact=Contact(given_names="Erika", family_name="Mustermann", email="erika@example.org"),
            access=access,
        )

    def moved(self, begins_at: datetime) -> AppointmentRescheduled:
        """What booking says when it has moved."""
        heard = self.confirmed()
        return AppointmentRescheduled(
            appointment_id=self.appointment_id,
            begins_at=begins_at,
            ends_at=begins_at + timedelta(minutes=20),
            office=heard.office,
            office_name=heard.office_name,
            desk=heard.desk,
            access=tuple(replace(one, digest=one.digest[::-1], epoch=2) for one in heard.access),
        )

    def verified(self) -> CheckVerified:
        """What identity says."""
        return CheckVerified(
            appointment_id=self.appointment_id,
            check_id=uuid4(),
            person=ERIKA,
            level=self.level,
            method="video",
            document_kind="id_card",
            issuing_state="D",
            verified_at=datetime.now(UTC),
        )

    def settled(self, settlement: Settlement = "free") -> ChargeSettled:
        """What billing says."""
        return ChargeSettled(
            charge_id=uuid4(),
            case_id=self.case_id,
            appointment_id=self.appointment_id,
            settlement=settlement,
            amount=0,
            settled_at=datetime.now(UTC),
        )

    def open(self, unit: FulfilmentUnit) -> Case:
        """Book."""
        open_cases(unit, self.confirmed())
        return unit.cases.get(self.case_id)

    def show(self, unit: FulfilmentUnit) -> Case:
        """Book, and show the text."""
        self.open(unit)
        prepare_case(unit, self.case_id, self.typed, CLERK)
        return unit.cases.get(self.case_id)

    def submit(self, unit: FulfilmentUnit) -> Case:
        """Book, show, confirm, identify."""
        self.show(unit)
        return self._submit(unit)

    def settle(self, unit: FulfilmentUnit) -> Case:
        """Do all of that and pay."""
        self.submit(unit)
        return self._settle(unit)

    def settle_opened(self, unit: FulfilmentUnit) -> Case:
        """Do what follows the booking, for a case to which something was added."""
        prepare_case(unit, self.case_id, self.typed, CLERK)
        self._submit(unit)
        return self._settle(unit)

    def _submit(self, unit: FulfilmentUnit) -> Case:
        case = unit.cases.get(self.case_id)
        assert case.statement is not None
        confirm_case(unit, self.appointment_id, self.case_id, case.statement.digest)
        accept_identity(unit, self.verified())
        return unit.cases.get(self.case_id)

    def _settle(self, unit: FulfilmentUnit) -> Case:
        settle_case(unit, self.settled())
        return unit.cases.get(self.case_id)

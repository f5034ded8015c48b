"""Tell the other services how a check ended."""

from contracts.identity import CheckRejected, CheckRevoked, CheckVerified
from contracts.parts import VerifiedPerson
from identity.domain.check import Check
from identity.use_cases.ports import IdentityUnit


def say_verified(unit: IdentityUnit, check: Check) -> None:
    """Say who the person is: names, date of birth and level, nothing else of the document."""
    person, document = check.results.identified, check.results.document
    unit.record(
        CheckVerified(
            appointment_id=check.appointment_id,
            check_id=check.id,
            person=VerifiedPerson(
                given_names=person.names.given_names,
                family_name=person.names.family_name,
                birth_date=person.birth_date,
            ),
            level=check.decided.level,
            method=check.decided.method,
            document_kind=document.kind.value if document else "other",
            issuing_state=document.state if document else "",
            verified_at=check.decided.at,
        )
    )


def say_rejected(unit: IdentityUnit, check: Check) -> None:
    """Say that the person could not be identified, and why."""
    unit.record(
        CheckRejected(
            appointment_id=check.appointment_id,
            check_id=check.id,
            reason=check.decided.reason,
            rejected_at=check.decided.at,
        )
    )


def say_revoked(unit: IdentityUnit, check: Check) -> None:
    """Say that the check does not stand any more."""
    unit.record(
        CheckRevoked(
            appointment_id=check.appointment_id,
            check_id=check.id,
            reason=check.decided.reason,
            revoked_at=check.decided.at,
        )
    )

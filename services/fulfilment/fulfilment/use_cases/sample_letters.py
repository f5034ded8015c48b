"""What fulfilment's mails of a town look like, told about Erika Mustermann and the town's own procedures."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from chassis.languages.catalogues import in_language
from chassis.mail.message import Mail
from chassis.one_time_code import VALID
from chassis.town.wording import Sample, Speaker
from fulfilment.domain.case import Case
from fulfilment.domain.section import FulfilmentSection, Procedure
from fulfilment.use_cases.outside import Outside

_NOBODY = UUID(int=0)
_NAMES = ("Erika", "Mustermann")


def sample_letters(
    voice: Speaker[FulfilmentSection], outside: Outside, language: str
) -> Mapping[str, Sequence[Sample]]:
    """Return each mail in a language, for its usual occasions; none for what no procedure of the town leads to."""
    procedures = [voice.catalogue.procedure(key) for key in voice.catalogue.procedures]
    minutes = int(VALID.total_seconds() // 60)

    def say(kind: str, procedure: Procedure, occasion: str = "", reason: str = "", **told: object) -> Sample:
        usual: dict[str, object] = {"delivery": "post", "detail": "", "procedure": procedure}
        usual["link"] = voice.tenant.url(f"/vorgang/zugang/MUSTER{in_language(language)}")
        subject, text = outside.mail_texts(kind, voice, language, _case(procedure, reason), _NAMES, **(usual | told))
        return Sample(Mail("sample", "erika.mustermann@example.org", subject, text), occasion)

    any_, issued = procedures[:1], [one for one in procedures if one.certificate][:1]
    sent = [one for one in procedures if one.register_plan][:1]
    return {
        "signing-code": [say("signing-code", one, code="123 456", minutes=minutes) for one in any_],
        "tell-submitted": [say("tell-submitted", one) for one in any_],
        "tell-sent": [say("tell-sent", one) for one in sent],
        "tell-ready": [
            say("tell-ready", one, occasion, delivery=delivery)
            for one in issued
            for delivery, occasion in (("download", "zum Herunterladen"), ("post", "mit der Post"))
        ],
        "tell-withdrawn": [
            say("tell-withdrawn", one, occasion, reason)
            for one in any_
            for reason, occasion in (
                ("citizen", "wenn die Person ihn zurücknimmt"),
                ("cancelled", "wenn der Termin nicht stattfindet"),
            )
        ],
        "tell-failed": [
            say("tell-failed", one, reason="rejected_by_authority", detail="Die Angaben waren unvollständig.")
            for one in sent
        ],
    }


def _case(procedure: Procedure, reason: str) -> Case:
    now = datetime.now(UTC)
    return Case(
        id=_NOBODY,
        appointment_id=_NOBODY,
        number="MUSTER",
        procedure=procedure.key,
        version=procedure.version,
        procedure_name=procedure.name,
        opened_at=now,
        changed_at=now,
        reason=reason,
    )

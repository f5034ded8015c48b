"""What a refused use case says to the person who asked."""

from flask_babel import lazy_gettext as _

from chassis.web.problems import Refusal
from video.domain.errors import (
    ConsultationOver,
    NotAdmitted,
    NotPossible,
    NotYourCall,
    TooManyPeople,
    UnknownConsultation,
)

REFUSALS: dict[type[Exception], Refusal] = {
    UnknownConsultation: Refusal(
        404,
        _("Dieses Gespräch finden wir nicht"),
        _("Ein eben gebuchter Termin braucht einen Augenblick, bis er hier erscheint. Bitte laden Sie die Seite neu."),
        slug="consultation-unknown",
    ),
    ConsultationOver: Refusal(
        410,
        _("Dieses Gespräch ist vorbei"),
        _("Was besprochen wurde und wie es weitergeht, sehen Sie auf der Seite „Ihr Vorgang“."),
        slug="consultation-over",
    ),
    NotPossible: Refusal(
        409,
        _("Das geht jetzt nicht mehr"),
        _("Inzwischen hat sich etwas geändert. Bitte laden Sie die Seite neu, dann sehen Sie den neuen Stand."),
        slug="consultation-changed",
    ),
    NotAdmitted: Refusal(
        403,
        _("Das Gespräch hat noch nicht begonnen"),
        _("Sobald Sie aufgerufen werden, verbinden wir Sie von selbst."),
        slug="not-admitted",
    ),
    TooManyPeople: Refusal(
        409,
        _("Mehr Personen gehen nicht"),
        _("An einem Gespräch nehmen höchstens vier Personen teil. Bitte entfernen Sie zuerst jemanden."),
        slug="call-full",
    ),
    NotYourCall: Refusal(
        403,
        _("Dieses Gespräch führt jemand anderes"),
        _("Nur wer ein Gespräch begonnen hat, kann es führen und beenden."),
        slug="not-your-call",
    ),
}

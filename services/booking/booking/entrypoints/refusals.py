"""Answers that pages and API of an appointment share."""

from flask_babel import lazy_gettext as _

from booking.domain.errors import TooManyPersons, UnknownProcedure
from chassis.web.problems import Refusal

_NOT_OFFERED = Refusal(
    409,
    _("Dieses Anliegen bieten wir so nicht mehr an"),
    _("Ihr Termin bleibt; zum Verschieben rufen Sie uns bitte an."),
    slug="not-offered",
)
NOT_OFFERED: dict[type[Exception], Refusal] = {UnknownProcedure: _NOT_OFFERED, TooManyPersons: _NOT_OFFERED}
"""An appointment whose procedure the town has dropped takes place, but no times can be searched for it."""

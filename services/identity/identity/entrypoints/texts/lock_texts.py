"""What the supervisor reads about locked security questions."""

from flask_babel import lazy_gettext as _

from identity.domain.lock import LockedBy

LOCKED_BY = {
    LockedBy.APPOINTMENT: _("zu viele Antworten zu diesem Termin"),
    LockedBy.PERSON: _("zu viele Antworten zu dieser Person"),
    LockedBy.CLERK: _("zu viele Antworten bei dieser Sachbearbeitung"),
    LockedBy.TOWN: _("zu viele Antworten in der ganzen Kommune"),
    LockedBy.TOPICS: _("für diese Person ist keine Frage mehr übrig"),
}

"""Why an answer of BundID was not believed, for the citizen."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from identity.domain.handoff import Refusal

_AGAIN = _("Bitte versuchen Sie es aus dem Gespräch heraus noch einmal.")
_TELL = _("Bitte gehen Sie zurück in das Gespräch und sagen Sie, dass es nicht geklappt hat.")

REFUSED: dict[Refusal, LazyString] = {
    Refusal.NO_ANSWER: _AGAIN,
    Refusal.WRONG_SIGNATURE: _TELL,
    Refusal.WRONG_ISSUER: _TELL,
    Refusal.WRONG_AUDIENCE: _TELL,
    Refusal.OTHER_TOWN: _TELL,
    Refusal.EXPIRED: _(
        "Es hat zu lange gedauert. Bitte sagen Sie im Gespräch, dass Sie es noch einmal versuchen möchten."
    ),
    Refusal.UNSOLICITED: _TELL,
    Refusal.REPLAYED: _("Sie haben sich schon ausgewiesen. Es ist nichts mehr zu tun."),
    Refusal.CANCELLED: _("Sie haben bei BundID abgebrochen. Sie können es noch einmal versuchen."),
    Refusal.LEVEL_TOO_LOW: _(
        "Für dieses Anliegen brauchen Sie bei BundID einen sichereren Weg, zum Beispiel den Online-Ausweis."
    ),
    Refusal.INCOMPLETE: _TELL,
    Refusal.UNDER_AGE: _TELL,
    Refusal.CALL_OVER: _("Das Gespräch ist schon zu Ende. Bitte rufen Sie uns an."),
}

"""Why an answer of BundID was not believed, for the clerk."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from identity.domain.handoff import Refusal

REFUSED: dict[Refusal, LazyString] = {
    Refusal.NO_ANSWER: _("Die Antwort war nicht lesbar."),
    Refusal.WRONG_SIGNATURE: _(
        "Die Antwort war nicht von BundID unterschrieben. Bitte melden Sie es der Leitung, und gehen Sie "
        "einen anderen Weg."
    ),
    Refusal.WRONG_ISSUER: _(
        "Die Antwort kam nicht von BundID. Bitte melden Sie es der Leitung, und gehen Sie einen anderen Weg."
    ),
    Refusal.WRONG_AUDIENCE: _(
        "Die Antwort war für jemand anderen bestimmt. Bitte melden Sie es der Leitung, und gehen Sie einen anderen Weg."
    ),
    Refusal.OTHER_TOWN: _(
        "Die Antwort war für eine andere Stadt bestimmt. Bitte melden Sie es der Leitung, und gehen Sie "
        "einen anderen Weg."
    ),
    Refusal.EXPIRED: _("Die Antwort kam zu spät. Bieten Sie BundID noch einmal an."),
    Refusal.UNSOLICITED: _("Nach dieser Antwort hatte niemand gefragt."),
    Refusal.REPLAYED: _("Eine Antwort kam zum zweiten Mal."),
    Refusal.CANCELLED: _("Die Person hat bei BundID abgebrochen. Sie kann es noch einmal versuchen."),
    Refusal.LEVEL_TOO_LOW: _(
        "Die Person hat sich nicht sicher genug ausgewiesen. Nötig ist zum Beispiel der Online-Ausweis."
    ),
    Refusal.INCOMPLETE: _("In der Antwort fehlten Name oder Geburtsdatum."),
    Refusal.UNDER_AGE: _("Die Person ist jünger als das Mindestalter Ihrer Stadt."),
    Refusal.CALL_OVER: _("Die Antwort kam nach dem Ende der Prüfung."),
}

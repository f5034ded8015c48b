"""What the clerk reads and says at each step, and what the citizen is asked to do meanwhile."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from identity.domain.check import Step
from identity.domain.documents import DocumentKind


@dataclass(frozen=True)
class StepText:
    """One step: its name, a sentence to say, and the citizen's side of it."""

    label: LazyString
    say: LazyString
    citizen_title: LazyString
    citizen: LazyString
    picture: str


STEPS: dict[Step, StepText] = {
    Step.CONSENT: StepText(
        _("Einverständnis"),
        _(
            "Ich möchte jetzt Ihren Ausweis prüfen, damit ich Ihr Anliegen bearbeiten darf. "
            "Es wird nichts aufgezeichnet und kein Bild gespeichert. Sind Sie einverstanden?"
        ),
        _("Gleich prüfen wir Ihren Ausweis"),
        _(
            "Bitte legen Sie Ihren Personalausweis oder Reisepass bereit. Es wird nichts aufgezeichnet und kein Bild "
            "gespeichert. Sie werden gefragt, ob Sie einverstanden sind."
        ),
        "talk",
    ),
    Step.CONNECTION: StepText(
        _("Verbindung"),
        _("Bitte lesen Sie mir die Prüfzahl vor, die bei Ihrem Videobild steht."),
        _("Bitte lesen Sie die Prüfzahl vor"),
        _(
            "Sie steht bei Ihrem Videobild. Ist sie auf beiden Seiten gleich, hört und sieht niemand sonst mit. "
            "Schalten Sie bitte Filter und künstliche Hintergründe aus."
        ),
        "talk",
    ),
    Step.DOCUMENT: StepText(
        _("Ausweis"),
        _("Welchen Ausweis haben Sie dabei? Bitte zeigen Sie ihn kurz."),
        _("Bitte zeigen Sie Ihren Ausweis"),
        _("Halten Sie ihn mit der Vorderseite vor die Kamera, etwa eine Handbreit entfernt."),
        "front",
    ),
    Step.FEATURES: StepText(
        _("Sicherheitsmerkmale"),
        _("Bitte halten Sie die Vorderseite vor die Kamera und kippen Sie den Ausweis langsam hin und her."),
        _("Bitte kippen Sie den Ausweis langsam"),
        _(
            "Halten Sie die Vorderseite vor die Kamera und kippen Sie den Ausweis langsam: nach links und rechts, dann "
            "nach oben und unten. Das Licht soll darüber wandern."
        ),
        "tilt",
    ),
    Step.ZONE: StepText(
        _("Maschinenlesbare Zeilen"),
        _("Bitte drehen Sie den Ausweis um und halten Sie die Rückseite ruhig vor die Kamera."),
        _("Bitte zeigen Sie die Rückseite"),
        _(
            "Drehen Sie den Ausweis um und halten Sie ihn ruhig. Die Zeilen mit den Zeichen < unten sollen "
            "gut zu lesen sein."
        ),
        "back",
    ),
    Step.NAMES: StepText(
        _("Name"),
        _("Bitte zeigen Sie noch einmal die Vorderseite. Ich vergleiche Ihren Namen."),
        _("Bitte zeigen Sie noch einmal die Vorderseite"),
        _("Ihr Name wird mit der Buchung verglichen. Halten Sie den Ausweis dabei ruhig."),
        "front",
    ),
    Step.FACE: StepText(
        _("Gesicht"),
        _("Bitte sehen Sie in die Kamera und folgen Sie meinen Bitten."),
        _("Bitte sehen Sie in die Kamera"),
        _(
            "Ihr Gesicht soll gut beleuchtet und ganz zu sehen sein. Nehmen Sie eine Sonnenbrille oder Mütze bitte ab. "
            "Danach bitte:"
        ),
        "face",
    ),
    Step.QUESTIONS: StepText(
        _("Sicherheitsfragen"),
        _("Zum Schluss stelle ich Ihnen noch kurze Fragen zu Ihren Meldedaten."),
        _("Bitte beantworten Sie kurze Fragen"),
        _(
            "Sie werden nach Angaben gefragt, die nicht auf dem Ausweis stehen. Antworten Sie aus dem Gedächtnis. Ihre "
            "Antworten werden nicht gespeichert."
        ),
        "talk",
    ),
    Step.CODE: StepText(
        _("Code an die Buchung"),
        _("Ich schicke Ihnen jetzt einen Code. Bitte lesen Sie ihn mir vor."),
        _("Sie bekommen einen Code"),
        _(
            "Wir schicken ihn an die E-Mail-Adresse oder Telefonnummer, die Sie bei der Buchung angegeben haben. "
            "Bitte lesen Sie ihn vor. Geben Sie ihn sonst niemandem."
        ),
        "talk",
    ),
    Step.DECISION: StepText(
        _("Ergebnis"),
        _("Vielen Dank, das war alles. Ich schließe die Prüfung ab."),
        _("Einen kurzen Moment bitte"),
        _("Sie müssen nichts mehr tun. Den Ausweis können Sie weglegen."),
        "talk",
    ),
}
_BOOKLET = {
    Step.ZONE: (
        _("Bitte zeigen Sie die Seite mit Ihrem Foto und halten Sie den Pass ruhig vor die Kamera."),
        _("Bitte zeigen Sie die Seite mit Ihrem Foto"),
        _(
            "Halten Sie den aufgeschlagenen Pass ruhig. Die zwei Zeilen mit den Zeichen < unten "
            "sollen gut zu lesen sein."
        ),
        "passport",
    ),
    Step.FEATURES: (
        _("Bitte halten Sie die Seite mit Ihrem Foto vor die Kamera und kippen Sie den Pass langsam."),
        _("Bitte kippen Sie den Pass langsam"),
        _(
            "Schlagen Sie die Seite mit Ihrem Foto auf, halten Sie sie vor die Kamera und kippen Sie den Pass langsam "
            "hin und her. Das Licht soll darüber wandern."
        ),
        "passport",
    ),
}


def text_of(step: Step, kind: DocumentKind | None) -> StepText:
    """Return the texts of a step; a passport has pages in place of a back."""
    plain = STEPS[step]
    if kind is not DocumentKind.PASSPORT or step not in _BOOKLET:
        return plain
    return StepText(plain.label, *_BOOKLET[step])


PROMPTS: dict[str, LazyString] = {
    "turn-left": _("den Kopf langsam nach links drehen"),
    "turn-right": _("den Kopf langsam nach rechts drehen"),
    "look-up": _("kurz nach oben sehen"),
    "hand-over-face": _("mit der flachen Hand langsam am Gesicht vorbeifahren"),
    "finger-at-nose": _("mit einem Finger die Nase berühren"),
    "raise-hand": _("eine Hand neben das Gesicht heben"),
    "closer": _("etwas näher an die Kamera kommen"),
}

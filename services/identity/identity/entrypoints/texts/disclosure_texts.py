"""What the citizen reads about what was kept."""

from flask_babel import gettext as _

from identity.domain.check import Check, Status
from identity.domain.reasons import Reason
from identity.entrypoints.texts import document_texts, outcome_texts


def standing_of(check: Check) -> str:
    """Return how the check ended, in a sentence."""
    if check.status is Status.REJECTED and check.decision is not None:
        return str(outcome_texts.REASONS[Reason(check.decision.reason)].citizen)
    texts = {
        Status.NOT_NEEDED: _("Für diesen Termin wurde kein Ausweis gebraucht."),
        Status.VERIFIED: _("Ihre Identität wurde bestätigt."),
        Status.REVOKED: _("Die Bestätigung Ihrer Identität wurde widerrufen. Bitte rufen Sie uns an."),
        Status.CLOSED: _("Der Termin fand nicht statt."),
    }
    return str(texts.get(check.status, _("Die Prüfung ist noch nicht abgeschlossen.")))


def kept_lines(check: Check) -> list[tuple[str, str]]:
    """Return (what, value) of everything that is kept about the person."""
    results, lines = check.results, []
    if check.booked.family_name:
        lines.append((_("Name bei der Buchung"), f"{check.booked.given_names} {check.booked.family_name}"))
    if results.person is not None:
        names = results.person.names
        lines += [
            (_("Name aus der Prüfung"), f"{names.given_names} {names.family_name}"),
            (_("Geburtsdatum"), results.person.birth_date.strftime("%d.%m.%Y")),
        ]
    if results.elsewhere is not None:
        lines.append((_("Ausgewiesen"), _("bei BundID; gespeichert sind nur Name, Geburtsdatum und Niveau")))
    if results.document is not None:
        kind, state = results.document.kind, results.document.state
        lines.append((_("Ausweis"), f"{document_texts.kind_name(kind)}, {document_texts.state_name(state)}"))
    if results.consent is not None:
        lines.append(
            (_("Einverständnis"), _("erteilt, Fassung der Regeln: %(version)s", version=results.consent.policy))
        )
    if looked_at := [one for one in results.features if one.seen is not None]:
        lines.append((_("Sicherheitsmerkmale"), _("%(count)s angesehen", count=len(looked_at))))
    if results.questions:
        lines.append(
            (
                _("Sicherheitsfragen"),
                _("%(count)s gestellt; gespeichert ist nur, ob die Antwort passte", count=len(results.questions)),
            )
        )
    if results.code_confirmed:
        lines.append((_("Code an Ihren Kontakt"), _("bestätigt")))
    if check.decision is not None and check.status is Status.VERIFIED:
        lines.append((_("Ergebnis"), str(outcome_texts.LEVELS[check.decision.level])))
    return [(str(what), str(value)) for what, value in lines]

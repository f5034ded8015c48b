"""What tasks, steps of the history and rights to act for others are called on pages for staff."""

from chassis.web.words import _ as _l

TASKS = {
    "record_in_register": _l("Im Fachverfahren erfassen"),
    "record_answer": _l("Antwort der Behörde eintragen"),
    "no_answer": _l("Bei der Behörde nachfragen"),
    "rejected": _l("Ablehnung besprechen"),
    "returned_mail": _l("Rückläufer klären"),
    "refused_letter": _l("Abgewiesenen Brief verschicken"),
    "follow_up": _l("Nachsehen und erledigen"),
}
HOW = {
    "record_in_register": _l("Erfassen Sie den Antrag im Fachverfahren und tragen Sie hier dessen Nummer ein."),
    "record_answer": _l("Tragen Sie ein, was die Behörde entschieden hat. Der Bürger erfährt es dann von selbst."),
    "no_answer": _l("Die Behörde hat nicht geantwortet. Fragen Sie nach und tragen Sie das Ergebnis ein."),
    "rejected": _l("Die Behörde hat den Antrag nicht angenommen. Besprechen Sie mit der Person, wie es weitergeht."),
    "returned_mail": _l("Der Brief ist zurückgekommen. Klären Sie die Anschrift und schreiben Sie das Ergebnis auf."),
    "refused_letter": _l(
        "Der Briefdienst hat den Brief nicht angenommen; warum, steht im Verlauf des Vorgangs. Übergeben Sie ihn noch "
        "einmal, wenn der Fehler behoben ist, oder drucken und verschicken Sie ihn selbst."
    ),
    "follow_up": _l("Sehen Sie nach, was noch zu tun ist, und schreiben Sie auf, was Sie getan haben."),
}
EVENTS = {
    "begin": _l("Vorgang angelegt"),
    "prepare": _l("Text dem Bürger gezeigt"),
    "revise": _l("Text zum Ändern zurückgenommen"),
    "object": _l("Bürger: etwas stimmt nicht"),
    "confirm": _l("Vom Bürger bestätigt"),
    "reidentify": _l("Name nach der Prüfung neu geschrieben"),
    "submit": _l("Eingereicht"),
    "settle": _l("Gebühr geregelt"),
    "issue": _l("Bescheinigung erstellt"),
    "transmit": _l("An die Behörde übermittelt"),
    "acknowledge": _l("Von der Behörde angenommen"),
    "dispatch": _l("Versandt oder bereitgestellt"),
    "complete": _l("Erledigt"),
    "advise": _l("Beratung abgeschlossen"),
    "reject_identity": _l("Identität nicht festgestellt"),
    "accept_identity": _l("Identität doch festgestellt"),
    "withdraw": _l("Zurückgenommen"),
    "fail": _l("Nicht erledigt"),
    "expire": _l("Frist abgelaufen"),
    "look_after": _l("Aufgabe erledigt"),
    "correct": _l("Angaben zur Person berichtigt"),
    "post": _l("Brief zur Post gegeben"),
}
ACTORS = {
    "clerk": _l("Sachbearbeitung"),
    "citizen": _l("Bürger"),
    "system": _l("von selbst"),
    "authority": _l("Behörde"),
}
GUARDS = {
    "identity": _l("Identität festgestellt"),
    "level": _l("Vertrauensniveau erreicht"),
    "age": _l("Mindestalter erreicht"),
    "signature": _l("unterschrieben, wo die Leistung es verlangt"),
}
EFFECTS = {
    "issue-certificate": _l("Bescheinigung erstellen"),
    "transmit-case": _l("an die Behörde übermitteln"),
    "tell-submitted": _l("Mail: eingegangen"),
    "tell-sent": _l("Mail: liegt bei der Behörde"),
    "tell-ready": _l("Mail: fertig"),
    "tell-failed": _l("Mail: nicht erledigt"),
    "tell-withdrawn": _l("Mail: zurückgenommen"),
}
RIGHTS = {
    "guardian": _l("laut Buchung als gesetzliche Vertretung: Nachweis prüfen"),
    "power-of-attorney": _l("laut Buchung mit Vollmacht: Vollmacht und Ausweis dieser Person prüfen"),
}
"""By which right somebody acts for another."""

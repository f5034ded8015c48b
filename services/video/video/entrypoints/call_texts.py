"""What the scripts of the call say, translated with the page that carries them."""

from flask_babel import gettext as _


def call_texts(phone: str) -> dict[str, str]:
    """Return the sentences of devices.js, call.js and their neighbours; `phone` is the way on when nothing helps."""
    return {
        "denied": _(
            "Ihr Browser darf Kamera und Mikrofon nicht benutzen. Bitte erlauben Sie beides und versuchen Sie es noch "
            "einmal."
        ),
        "busy": _(
            "Kamera oder Mikrofon werden gerade von einem anderen Programm benutzt. Bitte schließen Sie andere "
            "Videoprogramme und versuchen Sie es noch einmal."
        ),
        "missing": _(
            "Wir finden weder Kamera noch Mikrofon. Bitte schließen Sie ein Gerät an oder öffnen Sie den Link aus "
            "Ihrer E-Mail auf einem Smartphone."
        ),
        "unsupported": _(
            "Dieser Browser kann keine Videogespräche. Bitte öffnen Sie den Link aus Ihrer E-Mail in einem aktuellen "
            "Firefox, Chrome, Edge oder Safari – nicht innerhalb einer anderen App."
        ),
        "no_camera": _(
            "Wir finden keine Kamera. Sie können mit Ton teilnehmen; Ihren Ausweis können wir dann aber nicht prüfen."
        ),
        "no_microphone": _("Wir finden kein Mikrofon. Bitte schließen Sie eines an und versuchen Sie es noch einmal."),
        "unknown": _(
            "Kamera und Mikrofon lassen sich nicht einschalten. Bitte rufen Sie uns an: %(phone)s", phone=phone
        ),
        "ready": _("Kamera und Mikrofon sind bereit."),
        "test_first": _("Bitte schalten Sie zuerst Kamera und Mikrofon ein."),
        "connecting": _("Verbindung wird aufgebaut …"),
        "connected": _("Verbunden"),
        "reconnecting": _("Die Verbindung ist unterbrochen. Wir verbinden Sie neu …"),
        "phone": _("Es klappt leider nicht. Bitte rufen Sie uns an: %(phone)s", phone=phone),
        "alone": _("Gleich geht es los. Die andere Seite verbindet sich gerade."),
        "replaced": _("Sie haben das Gespräch in einem anderen Fenster oder auf einem anderen Gerät geöffnet."),
        "not_yours": _("Dieses Gespräch führt jemand anderes."),
        "camera_off": _("Kamera ist aus"),
        "camera_on": _("Kamera ist an"),
        "microphone_off": _("Mikrofon ist aus"),
        "microphone_on": _("Mikrofon ist an"),
        "their_camera_off": _("Die Kamera der anderen Person ist aus."),
        "their_microphone_off": _("Das Mikrofon der anderen Person ist aus."),
        "me": _("Sie"),
        "failed": _("Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."),
        "your_turn": _("Sie sind dran!"),
        "file_too_large": _("Die Datei ist größer als 5 MB. Bitte wählen Sie eine kleinere."),
        "file_kind": _("Es gehen nur PDF, PNG und JPEG. Bitte wählen Sie eine andere Datei."),
        "file_sending": _("Datei wird gesendet …"),
        "file_nobody": _("Gerade ist niemand verbunden. Bitte versuchen Sie es gleich noch einmal."),
        "file_spoiled": _("Eine Datei kam beschädigt an und wurde verworfen. Bitte senden Sie sie noch einmal."),
        "document_on": _("Bitte halten Sie Ihren Ausweis in den Rahmen."),
        "card_dark": _("Zu dunkel. Bitte machen Sie Licht an oder drehen Sie sich zum Fenster."),
        "card_glare": _("Es spiegelt. Bitte kippen Sie den Ausweis ein wenig."),
        "card_absent": _("Kein Ausweis zu sehen. Bitte füllen Sie mit ihm den Rahmen aus."),
        "card_blurred": _("Noch unscharf. Bitte halten Sie den Ausweis ruhig und etwas weiter weg oder näher."),
        "card_readable": _("Gut lesbar. So können wir Ihren Ausweis prüfen."),
        "still_sent": _("Ein Standbild ging an die Sachbearbeitung. Es wird nirgends gespeichert."),
        "still_asked": _("Standbild wird geholt …"),
        "still_here": _("Unverändert angekommen (Prüfsumme stimmt). Bleibt nur in diesem Fenster."),
        "presenting": _("Die andere Seite sieht Ihren Bildschirm."),
        "exhibit_shown": _("{name} steht jetzt auf dem Bildschirm der anderen Seite."),
        "exhibit_page": _("Seite {number} von {count}"),
        "exhibit_no_pages": _(
            "{name} ist bei der anderen Seite angekommen, lässt sich aber nicht Seite für Seite zeigen."
        ),
        "link_shared": _("Der Link ist kopiert oder geteilt."),
        "link_by_hand": _("Bitte markieren und kopieren Sie den Link von Hand."),
        "proof_confirmed": _("Verglichen: Niemand hört mit."),
        "proof_differs": _("Die Prüfzahlen sind verschieden. Bitte beenden Sie das Gespräch und rufen Sie an."),
        "proof_broken": _("nicht möglich"),
        "proof_unsaved": _("Das wurde nicht gespeichert. Bitte versuchen Sie es noch einmal."),
    }


def practice_texts(phone: str) -> dict[str, str]:
    """Return the sentences of the practice appointment, with those of the call that it shows."""
    return call_texts(phone) | {
        "practice_partner": _("Übungsprogramm"),
        "practice_greeting": _("Guten Tag! Ich bin ein Programm zum Üben, kein Mensch. Schreiben Sie mir etwas."),
        "practice_answer": _("Ihre Nachricht ist angekommen. So schreiben Sie im Termin auch uns."),
        "practice_file": _("Ihre Datei ist auf Ihrem Gerät geblieben. Im Termin geht sie direkt an uns."),
        "practice_form_done": _("Ihr Probe-Antrag ist fertig. Er wurde nicht abgeschickt."),
        "practice_failed": _(
            "Das Probegespräch kam nicht zustande. Bitte laden Sie die Seite neu und versuchen Sie es noch einmal; "
            "hilft das nicht, nehmen Sie einen anderen Browser oder rufen Sie uns an: %(phone)s",
            phone=phone,
        ),
    }

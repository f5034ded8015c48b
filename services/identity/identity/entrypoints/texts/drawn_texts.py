"""Security features and questions, as the clerk reads them."""

from flask_babel import lazy_gettext as _

FEATURES = {
    "hologram-portrait": (
        _("Holografisches Porträt"),
        _("Beim Kippen erscheint rechts neben dem Foto ein zweites Bild des Gesichts."),
    ),
    "kinematic-eagle": (
        _("Bewegte Adler und Sterne"),
        _("Beim Kippen wandern kleine Adler und Sterne über das Foto."),
    ),
    "tilt-image": (
        _("Kippbild"),
        _("Im Kippbild wechseln sich beim Kippen Gesicht und Ablaufdatum ab."),
    ),
    "colour-shift": (_("Farbwechsel"), _("Die Farbe des Elements ändert sich beim Kippen deutlich.")),
    "guilloche-lines": (
        _("Feine Linien"),
        _("Geschwungene, mehrfarbige Linien laufen ohne Unterbrechung über die Karte und ins Foto."),
    ),
    "rainbow-print": (_("Farbverlauf"), _("Der Untergrund geht weich von einer Farbe in die andere über.")),
    "microprint-line": (_("Mikroschrift"), _("Die feinen Linien neben dem Foto bestehen aus winziger Schrift.")),
    "see-through-window": (
        _("Aufbau der Karte"),
        _("Felder, Schriften und Abstände stehen genau so wie auf dem Muster."),
    ),
    "photo-edge": (
        _("Rand des Fotos"),
        _("Das Foto ist Teil der Karte: kein Rand, kein Schatten, keine Blase."),
    ),
    "finger-across-photo": (
        _("Finger über dem Foto"),
        _("Ein Finger wandert langsam über das Foto. Bild und Finger bleiben dabei sauber getrennt."),
    ),
    "raised-number": (_("Fühlbare Schrift"), _("Beim Kippen werfen die erhabenen Ziffern einen kleinen Schatten.")),
    "stiff-card-page": (_("Steife Karte"), _("Karte oder Fotoseite ist steif und biegt sich beim Bewegen kaum.")),
    "permit-hologram": (
        _("Hologramm des Aufenthaltstitels"),
        _("Beim Kippen wechseln im Hologramm Farben und Formen."),
    ),
    "eu-flag": (
        _("Landeszeichen in der Europaflagge"),
        _("Auf der Vorderseite steht das Landeszeichen in einem blauen Feld mit zwölf gelben Sternen."),
    ),
    "no-eu-flag": (
        _("Keine Europaflagge"),
        _("Karten, die vor August 2021 ausgestellt wurden, haben vorne kein blaues Feld mit Sternen."),
    ),
    "passport-chip": (
        _("Zeichen für den Chip"),
        _("Auf dem Einband ist das Zeichen für den Chip: ein Rechteck mit einem Kreis in der Mitte."),
    ),
    "tilt-both-ways": (
        _("Kippen in beide Richtungen"),
        _("Beim Kippen nach links und rechts, dann nach oben und unten wandert das Licht über die ganze Fläche."),
    ),
    "any-hologram": (_("Hologramm"), _("Beim Kippen verändert sich ein Bild oder seine Farbe deutlich.")),
    "any-fine-lines": (_("Feine Linien"), _("Der Untergrund zeigt feine Linien ohne Punkte oder Unschärfe.")),
}
TOPICS = {
    "moved-in": _("In welchem Monat und Jahr sind Sie in Ihre jetzige Wohnung eingezogen?"),
    "previous-address": _("In welcher Straße haben Sie davor gewohnt?"),
    "previous-town": _("Aus welcher Gemeinde sind Sie hierher gezogen?"),
    "landlord": _("Wer hat Ihnen beim Einzug die Wohnungsgeberbestätigung ausgestellt?"),
    "previous-document-year": _("In welchem Jahr wurde Ihr voriger Ausweis oder Pass ausgestellt?"),
    "household": _("Wann hat eine andere Person aus Ihrer Familie Geburtstag, die bei Ihnen gemeldet ist?"),
    "marriage": _("An welchem Tag haben Sie geheiratet?"),
    "second-home": _("In welcher Gemeinde haben Sie eine zweite Wohnung gemeldet?"),
}
ANSWER_HINTS = {
    "name": _("Groß oder klein und Umlaute sind egal; ein Buchstabe darf abweichen."),
    "street": _("Groß oder klein, Umlaute und Hausnummer sind egal; ein Buchstabe darf abweichen."),
    "month": _("Monat und Jahr, zum Beispiel 3/2019"),
    "day": _("Tag und Monat, zum Beispiel 17.5."),
    "year": _("Jahr mit vier Ziffern"),
}

"""The mails of fulfilment in which a town has words of its own."""

from chassis.town.wording import Letter

_CASE = ("name", "vorgang", "leistung")
LETTERS = (
    Letter("signing-code", "Code zum Bestätigen eines Antrags", _CASE),
    Letter("tell-submitted", "Antrag eingegangen", _CASE),
    Letter("tell-sent", "Antrag an die Behörde übermittelt", _CASE),
    Letter("tell-ready", "Dokument fertig", _CASE),
    Letter("tell-withdrawn", "Antrag zurückgenommen", _CASE),
    Letter("tell-failed", "Antrag nicht erledigt", _CASE),
)

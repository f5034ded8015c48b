"""The mails and letters of booking in which a town has words of its own."""

from chassis.town.wording import Letter

_APPOINTMENT = ("name", "termin", "nummer")
LETTERS = (
    Letter("address_to_confirm", "Adresse bestätigen", ("name", "termin")),
    Letter("confirmation", "Terminbestätigung (auch der gedruckte Brief)", _APPOINTMENT),
    Letter("change", "Termin verschoben", _APPOINTMENT),
    Letter("reminder", "Erinnerung an den Termin", _APPOINTMENT),
    Letter("cancellation", "Termin abgesagt", _APPOINTMENT),
    Letter("links_again", "Links noch einmal", ("name",)),
    Letter("waiting_joined", "Warteliste: eingetragen"),
    Letter("waiting_offer", "Warteliste: Zeit angeboten", ("termin",)),
    Letter("waiting_ended", "Warteliste: beendet"),
)

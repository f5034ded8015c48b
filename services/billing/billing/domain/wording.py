"""The mails of billing in which a town has words of its own; notices and letters themselves are `letterheads`."""

from chassis.town.wording import Letter

_CASE = ("name", "vorgang", "leistung")
LETTERS = (
    Letter("notice", "Gebührenbescheid (E-Mail)", _CASE),
    Letter("reminder", "Mahnung (E-Mail)", _CASE),
    Letter("notice_lapsed", "Bescheid hinfällig (E-Mail)", _CASE),
    Letter("receipt", "Zahlung eingegangen", _CASE),
    Letter("refund", "Erstattung", _CASE),
)

"""The mails of identity in which a town has words of its own."""

from chassis.town.wording import Letter

LETTERS = (Letter("code_mail", "Code für das Videogespräch"),)

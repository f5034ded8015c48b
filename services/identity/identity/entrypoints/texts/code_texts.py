"""What clerks read about a one-time code: that it did not go out, that the typed one was not right."""

from flask_babel import gettext as _

from chassis.one_time_code import Answer
from identity.use_cases.ports import SmsFailure


def not_sent(failure: SmsFailure) -> str:
    """Return what the clerk reads when a text message did not go out."""
    texts = {
        SmsFailure.REFUSED: _("An diese Nummer kann keine SMS geschickt werden. Bitte nehmen Sie einen anderen Weg."),
        SmsFailure.UNAVAILABLE: _(
            "Die SMS konnte gerade nicht geschickt werden. Bitte versuchen Sie es noch einmal oder nehmen Sie einen "
            "anderen Weg."
        ),
        SmsFailure.UNANSWERED: _(
            "Der SMS-Dienst hat nicht geantwortet. Vielleicht kommt die SMS noch an; sonst schicken Sie bitte einen "
            "neuen Code."
        ),
    }
    return str(texts[failure])


def told(answer: Answer) -> str:
    """Return what the clerk reads about a code that was not right."""
    texts = {
        Answer.WRONG: _("Der Code stimmt nicht. Bitte noch einmal vorlesen lassen."),
        Answer.EXPIRED: _("Der Code gilt nicht mehr. Bitte schicken Sie einen neuen."),
        Answer.SPENT: _("Der Code war zu oft falsch. Bitte schicken Sie einen neuen."),
    }
    return str(texts[answer])

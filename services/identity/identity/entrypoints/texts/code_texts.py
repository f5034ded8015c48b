"""The mail and the text message that carry a one-time code, and what is said about a typed one."""

from flask_babel import gettext as _

from chassis.one_time_code import VALID, Answer
from chassis.tenancy import Tenant
from identity.use_cases.confirm_contact import CodeMail
from identity.use_cases.ports import SmsFailure


def code_mail(tenant: Tenant, code: str) -> CodeMail:
    """Return subject and text; the code stands in the text only, since subjects show on locked screens."""
    text = _(
        "Guten Tag,\n\n"
        "Sie sind gerade im Videogespräch mit dem Bürgerbüro (%(authority)s). Ihr Code ist:\n\n"
        "%(code)s\n\n"
        "Lesen Sie ihn bitte im Gespräch vor. Er gilt %(minutes)s Minuten. Sind Sie in keinem Gespräch mit uns, dann "
        "geben Sie den Code niemandem und rufen Sie uns an: %(phone)s\n",
        authority=tenant.authority,
        code=f"{code[:3]} {code[3:]}",
        minutes=int(VALID.total_seconds() // 60),
        phone=tenant.phone,
    )
    return CodeMail(str(_("Ihr Code für das Videogespräch")), str(text))


def code_sms(tenant: Tenant, code: str) -> str:
    """Return the text; short, since each started 160 signs are a message of their own (3GPP TS 23.038)."""
    text = _(
        "%(code)s ist Ihr Code für das Videogespräch mit %(authority)s. Bitte vorlesen. "
        "Nicht im Gespräch? Dann niemandem nennen.",
        code=f"{code[:3]} {code[3:]}",
        authority=tenant.authority,
    )
    return str(text)


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

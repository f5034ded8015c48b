"""Fulfilment's mails: Jinja templates beside this file, the first line of each its subject."""

from pathlib import Path

from chassis.mail.templates import MailTemplates
from chassis.town.wording import Voice, own_words
from fulfilment.domain.case import Case

_HERE = Path(__file__).parent


class TemplateTexts:
    """Words mails from templates, in the language that the citizen reads."""

    def __init__(self) -> None:
        self._templates = MailTemplates(_HERE / "templates", _HERE.parent / "translations")

    def __call__(
        self, kind: str, voice: Voice, language: str, case: Case, names: tuple[str, str], **told: object
    ) -> tuple[str, str]:
        """Return subject and text of a kind of mail."""
        words = self._templates.into(language)
        name = " ".join(names).strip()
        own = own_words(voice, kind, words.language, name=name, vorgang=case.number, leistung=case.procedure_name)
        text = words.render(f"{kind}.txt", own=own, town=voice.tenant, case=case, names=names, **told)
        subject, _, rest = text.partition("\n")
        return subject.strip(), rest.strip() + "\n"

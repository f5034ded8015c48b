"""Fulfilment's mails: Jinja templates beside this file, the first line of each its subject."""

from pathlib import Path

from chassis.mail.templates import MailTemplates

_HERE = Path(__file__).parent


class TemplateTexts:
    """Words mails from templates, in the language that the citizen reads."""

    def __init__(self) -> None:
        self._templates = MailTemplates(_HERE / "templates", _HERE.parent / "translations")

    def __call__(self, kind: str, language: str, **told: object) -> tuple[str, str]:
        """Return subject and text of a kind of mail."""
        subject, _, text = self._templates.into(language).render(f"{kind}.txt", **told).partition("\n")
        return subject.strip(), text.strip() + "\n"

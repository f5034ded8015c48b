"""Fulfilment's mails: Jinja templates beside this file, the first line of each its subject."""

from pathlib import Path

from flask_babel import gettext, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined


class TemplateTexts:
    """Words mails from templates."""

    def __init__(self) -> None:
        # Plain text: nothing is escaped, since nothing is interpreted.
        self._templates = Environment(  # noqa: S701
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            extensions=["jinja2.ext.i18n"],
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._templates.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]

    def __call__(self, kind: str, **told: object) -> tuple[str, str]:
        """Return subject and text of a kind of mail."""
        subject, _, text = self._templates.get_template(f"{kind}.txt").render(**told).partition("\n")
        return subject.strip(), text.strip() + "\n"

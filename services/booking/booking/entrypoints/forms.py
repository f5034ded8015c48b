"""The form of the citizen's details."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, EmailField, SelectField, StringField, TelField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, InputRequired, Length, Optional, Regexp

from booking.domain.appointment import Citizen
from booking.entrypoints.name_fields import RequiredUnlessSingleName, name_field
from chassis.web.forms import Form
from chassis.web.language import current_language

_LONGEST_NEED = 200
_PHONE = r"^[+0-9][0-9 ()/\-]{4,}$"


class DetailsForm(Form):
    """Who comes and how we reach them; no more than the appointment needs (GDPR, article 5)."""

    given_names = name_field(_("Vornamen"), RequiredUnlessSingleName(), description=_("Wie in Ihrem Ausweis."))
    family_name = name_field(_("Familienname"))
    single_name = BooleanField(
        _("Ich habe nur einen Namen."), description=_("Dann steht er bei Familienname und das Feld davor bleibt leer.")
    )
    email = EmailField(
        _("E-Mail-Adresse"),
        [InputRequired(), Length(max=254), Email()],
        description=_("Dorthin schicken wir Ihre Terminbestätigung und den Link zum Videogespräch."),
    )
    phone = TelField(
        _("Telefonnummer"),
        [
            Optional(),
            Length(max=30),
            Regexp(_PHONE, message=_("Bitte geben Sie eine Telefonnummer an, zum Beispiel 0711 123456.")),
        ],
        description=_("Falls die Verbindung abbricht, rufen wir Sie an."),
    )
    language = SelectField(
        _("In welcher Sprache möchten Sie sprechen?"),
        [Optional()],
        choices=[SelectChoice("de", "Deutsch"), SelectChoice("en", "English")],
        default="de",
    )
    interpreter = SelectField(_("Brauchen Sie Unterstützung beim Gespräch?"), [Optional()], choices=[])
    sign_language = BooleanField(_("Ich brauche Deutsche Gebärdensprache."))
    needs = StringField(
        _("Was sollen wir sonst wissen?"),
        [Optional(), Length(max=_LONGEST_NEED)],
        description=_("Zum Beispiel: „Ich höre schlecht“ oder „Bitte in einfacher Sprache“."),
    )
    consent = BooleanField(
        _("Ich bin einverstanden, dass die Stadt mir zu diesem Termin E-Mails schickt."),
        [InputRequired(message=_("Ohne Ihr Einverständnis können wir Ihnen den Link zum Gespräch nicht schicken."))],
    )

    def offer(self, interpreters: Sequence[str], wanted: str | None = None) -> "DetailsForm":
        """Let the citizen choose among the interpreters that can come then; the one asked for before is chosen."""
        none = SelectChoice("", str(_("Nein, danke")))
        self.interpreter.choices = [none, *(SelectChoice(name, name) for name in interpreters)]
        if wanted in interpreters and not self.is_submitted():
            self.interpreter.data = wanted
        return self

    def citizen(self) -> Citizen:
        """Return what was typed, once it is validated."""
        return Citizen(
            given_names=self.given_names.data or "",
            family_name=self.family_name.data,
            email=self.email.data,
            phone=self.phone.data or None,
            language=self.language.data or "de",
            mail_language=current_language(),
            interpreter=self.interpreter.data or None,
            sign_language=self.sign_language.data,
            needs=self.needs.data or None,
        )


class LostLinkForm(Form):
    """Where the links were sent before."""

    email = EmailField(_("E-Mail-Adresse"), [InputRequired(), Length(max=254), Email()])

"""The town's face: an administrator chooses colours, coat of arms and words, and stores them as a version."""

import base64
from typing import Any, cast

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response
from wtforms import BooleanField, StringField
from wtforms import ValidationError as Refused
from wtforms.validators import InputRequired, Length, Optional, Regexp

from chassis.town.contrast import SHAPE, TEXT, ratio
from chassis.town.face import LARGEST_ARMS, TownFace
from chassis.uploads.gate import Kind
from chassis.web.auth import current_staff, staff
from chassis.web.catalogue_pages import EXTENSION, CatalogueAdministration
from chassis.web.forms import Form
from chassis.web.tenant import current_tenant, work
from chassis.web.uploads import FileField, takes_files
from chassis.web.words import _, gettext

pages = Blueprint("face", __name__, url_prefix="/verwaltung/booking/erscheinungsbild")
_COLOUR = Regexp(r"^#[0-9a-f]{6}$", message=_("Eine Farbe hat die Form #00529b."))
_WHITE = "#ffffff"


class FaceForm(Form):
    """Colours, arms and words."""

    primary = StringField(_("Farbe der Kommune"), [InputRequired(), _COLOUR], description=_("Zum Beispiel #00529b"))
    on_primary = StringField(_("Farbe der Schrift darauf"), [InputRequired(), _COLOUR])
    arms = FileField(
        _("Wappen"),
        kinds=(Kind.PNG,),
        megabytes=1,
        description=_(
            "PNG bis 30 KB, am besten 192 × 192 Pixel mit durchsichtigem Grund. Ohne Datei bleibt das bisherige."
        ),
    )
    no_arms = BooleanField(_("Kein Wappen zeigen, sondern den Anfangsbuchstaben"))
    welcome_de = StringField(_("Begrüßung auf der Startseite"), [Optional(), Length(max=200)])
    welcome_en = StringField(_("Begrüßung auf Englisch"), [Optional(), Length(max=200)])
    note = StringField(_("Warum ändern Sie das?"), [InputRequired(), Length(max=200)])

    def validate_on_primary(self, field: Any) -> None:  # noqa: ANN401 - WTForms
        """Refuse what many could not read, with the measured contrast (WCAG 2.2, 1.4.3)."""
        words = "Diese Schrift ist darauf zu schlecht lesbar: Kontrast %(found)s zu 1, nötig sind %(least)s zu 1."
        _contrast(self.primary.data, field.data, TEXT, words)

    def validate_primary(self, field: Any) -> None:  # noqa: ANN401 - WTForms
        """Refuse a colour whose lines nobody sees on white (1.4.11)."""
        words = "Diese Farbe ist auf Weiß zu blass: Kontrast %(found)s zu 1, nötig sind %(least)s zu 1."
        _contrast(field.data, _WHITE, SHAPE, words)

    def validate_arms(self, field: Any) -> None:  # noqa: ANN401 - WTForms
        """Keep the picture small, since every page loads it."""
        if field.data and len(base64.b64encode(field.data.content)) > LARGEST_ARMS:
            raise Refused(gettext("Dieses Bild ist größer als 30 KB. Bitte verkleinern Sie es."))


def _contrast(one: str | None, other: str | None, least: float, words: str) -> None:
    """Refuse two colours that are too much alike; what is no colour has been refused already."""
    if not (_COLOUR.regex.match(one or "") and _COLOUR.regex.match(other or "")):
        return
    if (found := ratio(str(one), str(other))) < least:
        raise Refused(gettext(words, found=_german(found), least=_german(least)))


def _german(number: float) -> str:
    return f"{number:.1f}".replace(".", ",")


@pages.get("")
@staff("administrator")
def show() -> str:
    """Show how the town looks now."""
    with work() as unit:
        face: TownFace = unit.catalogue.town
    brand = face.colours or current_tenant().brand
    form = FaceForm(
        primary=brand.primary,
        on_primary=brand.on_primary,
        welcome_de=face.welcome.get("de", ""),
        welcome_en=face.welcome.get("en", ""),
    )
    return render_template("booking/staff_face.html", form=form, face=face)


@pages.post("")
@staff("administrator")
@takes_files(1)
def store() -> Response | tuple[str, int]:
    """Store the look as the next version of booking's settings, where older ones can come back."""
    form, person = FaceForm(), current_staff()
    with work() as unit:
        unit.hold_catalogue()
        section = unit.catalogue
        if not form.validate():
            return render_template("booking/staff_face.html", form=form, face=section.town), 422
        try:
            changed = type(section).model_validate(
                section.model_dump(mode="json") | {"town": _told(form, section.town)}
            )
        except ValidationError:
            form.arms.errors = [gettext("Dieses Bild lässt sich nicht verwenden. Bitte nehmen Sie ein anderes PNG.")]
            return render_template("booking/staff_face.html", form=form, face=section.town), 422
        ours = cast("CatalogueAdministration", current_app.extensions[EXTENSION])
        author = person.name if person else ""
        ours.sections.store(unit.connection, unit.tenant.key, changed, author=author, note=form.note.data)
        if ours.on_catalogue is not None:
            ours.on_catalogue(unit)
    flash(gettext("Gespeichert. Andere Browser zeigen es spätestens nach fünf Minuten."), "success")
    return redirect(url_for("face.show"), 303)


def _told(form: FaceForm, before: TownFace) -> dict[str, Any]:
    arms = before.coat_of_arms
    if form.arms.data:
        arms = base64.b64encode(form.arms.data.content).decode()
    welcome = {"de": form.welcome_de.data, "en": form.welcome_en.data}
    return before.model_dump(mode="json") | {
        "colours": {"primary": form.primary.data, "on_primary": form.on_primary.data},
        "coat_of_arms": "" if form.no_arms.data else arms,
        "welcome": {language: words for language, words in welcome.items() if words},
    }

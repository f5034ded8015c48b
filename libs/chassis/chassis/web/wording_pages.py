"""The administrator's pages of a service's mails and letters: seen as citizens get them, reworded, taken back.

The words stand in the service's section as `wording`; each change is a version of it, with author and reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from chassis.languages.catalogues import GERMAN, NAMES, direction
from chassis.persistence.sections import PartVersion
from chassis.service import SampleLetters
from chassis.town.wording import PARTS, Letter, Passages, Sample, Speaker, Wording, with_passages
from chassis.web.auth import current_staff, staff
from chassis.web.catalogue_pages import EXTENSION as CATALOGUE
from chassis.web.catalogue_pages import CatalogueAdministration
from chassis.web.house import house
from chassis.web.problems import Refusal
from chassis.web.staff_wording_form import PLACEHOLDERS, WordingForm
from chassis.web.tenant import current_tenant, work
from chassis.web.words import _, gettext

pages = Blueprint("wording", __name__)
"""Registered below `/verwaltung/<service>/schreiben` of each service that writes to citizens."""
EXTENSION = "wording_administration"
SERVICES = {
    "booking": _("Termine"),
    "identity": _("Identitätsprüfung"),
    "fulfilment": _("Vorgänge"),
    "billing": _("Gebühren"),
}
"""Which services have these pages, as their links name them."""
_WORDS_OF = {
    "opening": _("Anrede und Einleitung"),
    "advice": _("Ihr Hinweis"),
    "closing": _("Gruß und Unterschrift"),
}


@dataclass(frozen=True)
class WordingAdministration:
    """What the pages need of a service: its letters, and how they look."""

    letters: tuple[Letter, ...]
    samples: SampleLetters


@dataclass(frozen=True)
class Changed:
    """One change of one letter's words in one language."""

    version: PartVersion
    letter: Letter
    language: str
    passages: tuple[tuple[str, str, str], ...]

    @property
    def title(self) -> str:
        """The letter and the language, as a row of all changes names them."""
        return f"{self.letter.title} · {NAMES[self.language]}"


@pages.get("")
@staff("administrator")
def show() -> str:
    """Show all letters in the town's languages, and who changed which words when."""
    with work() as unit:
        wording, history = unit.catalogue.wording, _history(unit)
    return render_template(
        "chassis/wording/staff_letters.html",
        letters=_ours().letters,
        wording=wording,
        history=history,
        offered=_languages(),
        services=[(title, f"/verwaltung/{key}/schreiben", key == house().service) for key, title in SERVICES.items()],
    )


@pages.get("/<letter>/<language>")
@staff("administrator")
def edit(letter: str, language: str) -> str:
    """Show a letter as it goes out, with the town's words to edit: today's, or those before a change."""
    found = _letter(letter, language)
    with work() as unit:
        section, history = unit.catalogue, _history(unit, letter, language)
    passages, before = section.wording.get(letter, {}).get(language, Passages()), request.args.get("vor", type=int)
    if before is not None:
        passages = _before(history, before)
    form = WordingForm(formdata=None, based_on=_newest(history), **passages.model_dump()).of(found)
    return _editor(form, language, section, history, before=before)


@pages.post("/<letter>/<language>")
@staff("administrator")
def store(letter: str, language: str) -> str | tuple[str, int] | Response:
    """Show the letter with what was typed, or store that, unless somebody reworded this letter meanwhile."""
    form = WordingForm().of(_letter(letter, language))
    # What the page asks for while somebody types names the button too, if it was pressed just then.
    typing = request.headers.get("HX-Request") == "true"
    stores = request.form.get("schritt") == "speichern" and not typing
    with work() as unit:
        if stores:
            unit.hold_catalogue()
        section, history = unit.catalogue, _history(unit, letter, language)
        fine = form.validate() if stores else form.judge_words()
        if typing:
            return _preview(form, language, section)
        overtaken = stores and form.based_on.data != str(_newest(history))
        # A press that a browser sent twice finds its own words: they are stored, and nobody is in the way.
        meanwhile = overtaken and not (fine and _reworded(section, form, language) == section)
        if not (stores and fine) or meanwhile:
            form.based_on.data = str(_newest(history))
            page = _editor(form, language, section, history, meanwhile=meanwhile)
            return page if fine and not meanwhile else (page, 409 if meanwhile else 422)
        number = _store(unit, _reworded(section, form, language), form.note.data)
    if number is None and not overtaken:
        flash(gettext("Es hat sich nichts geändert."))
    else:
        flash(gettext("Gespeichert. Ab sofort gehen diese Schreiben mit Ihren Worten hinaus."), "success")
    return redirect(url_for(".edit", letter=letter, language=language), 303)


def _store(unit: Any, section: Any, note: str) -> int | None:  # noqa: ANN401 - each service has its own
    person, ours = current_staff(), cast("CatalogueAdministration", current_app.extensions[CATALOGUE])
    number: int | None = unit.store_catalogue(section, person.name if person else "", note)
    if number is not None and ours.on_catalogue is not None:
        ours.on_catalogue(unit)
    return number


def _editor(  # noqa: PLR0913 - what one page shows
    form: WordingForm,
    language: str,
    section: Any,  # noqa: ANN401 - each service has its own
    history: Sequence[Changed],
    *,
    before: int | None = None,
    meanwhile: bool = False,
) -> str:
    for part in PARTS:
        form[part].render_kw = {"lang": language, "dir": direction(language)}
    return render_template(
        "chassis/wording/staff_edit.html",
        form=form,
        letter=form.letter,
        told_in=language,
        offered=_languages(),
        placeholders={name: PLACEHOLDERS[name] for name in form.letter.known},
        history=history,
        back_to=next((one.version for one in history if one.version.number == before), None),
        meanwhile=history[0].version if meanwhile and history else None,
        preview=_preview(form, language, section),
    )


def _preview(form: WordingForm, language: str, section: Any) -> Markup:  # noqa: ANN401 - each service has its own
    """Return the letter as whoever gets it reads it, or what is wrong with the words."""
    wrong = [(form[part].label.text, form[part].errors[0]) for part in PARTS if form[part].errors]
    samples: Sequence[Sample] = ()
    if not wrong:
        voice = Speaker(current_tenant(), _reworded(section, form, language))
        samples = _ours().samples(voice, current_app.extensions["ports"], language).get(form.letter.key, ())
    told = {"wrong": wrong, "samples": samples, "told_in": language, "written": direction(language)}
    return Markup(render_template("chassis/wording/staff_preview.html", **told))  # noqa: S704 - a template escapes


def _reworded(section: Any, form: WordingForm, language: str) -> Any:  # noqa: ANN401 - each service has its own
    wording = with_passages(section.wording, form.letter.key, language, form.told())
    return section.model_copy(update={"wording": wording})


def _history(unit: Any, letter: str = "", language: str = "") -> list[Changed]:  # noqa: ANN401 - each service has its own
    """Return the changes of all words or of one letter's in one language, the newest first."""
    sections = cast("CatalogueAdministration", current_app.extensions[CATALOGUE]).sections
    found = []
    for version in sections.history_of(unit.connection, unit.tenant.key, "wording"):
        for one in _ours().letters:
            was, now = version.before.get(one.key, {}), version.after.get(one.key, {})
            for told in NAMES:
                if (letter and (one.key, told) != (letter, language)) or was.get(told) == now.get(told):
                    continue
                found.append(Changed(version, one, told, tuple(_passages(was.get(told, {}), now.get(told, {})))))
    return found


def _passages(was: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str, str]]:
    return [
        (str(_WORDS_OF[part]), was.get(part, ""), now.get(part, ""))
        for part in PARTS
        if was.get(part, "") != now.get(part, "")
    ]


def _before(history: Sequence[Changed], number: int) -> Passages:
    found = next((one for one in history if one.version.number == number), None)
    if found is None:
        raise Refusal(404, slug="not-found")
    wording: Wording = found.version.before
    return Passages.model_validate(wording.get(found.letter.key, {}).get(found.language, {}))


def _newest(history: Sequence[Changed]) -> int:
    return history[0].version.number if history else 0


def _letter(key: str, language: str) -> Letter:
    found = next((one for one in _ours().letters if one.key == key), None)
    if found is None or language not in {tag for tag, _name in _languages()}:
        raise Refusal(404, slug="not-found")
    return found


def _languages() -> list[tuple[str, str]]:
    known = current_app.extensions["chassis.catalogues"].languages
    return [(tag, NAMES[tag]) for tag in current_tenant().languages if tag == GERMAN or tag in known]


def _ours() -> WordingAdministration:
    return cast("WordingAdministration", current_app.extensions[EXTENSION])

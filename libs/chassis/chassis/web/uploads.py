"""The form field for files: says in plain words what is accepted, and gives the view an accepted `File`."""

from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from flask import current_app, request
from werkzeug.datastructures import FileStorage
from wtforms import Field, ValidationError
from wtforms.widgets import FileInput

from chassis.uploads.faults import Fault, FileRefused
from chassis.uploads.gate import MEGABYTE, File, Kind, accept
from chassis.uploads.scanning import Scan, scanner
from chassis.web.house import house
from chassis.web.words import _, gettext

View = TypeVar("View", bound=Callable[..., object])
_MARK = "_chassis_largest_body"
_FORM_BESIDES = 64 * 1024

_NAMES = {Kind.PDF: "PDF", Kind.JPEG: "JPG", Kind.PNG: "PNG", Kind.XML: "XML", Kind.ZIP: "ZIP"}
_FAULTS = {
    Fault.EMPTY: _("Diese Datei ist leer. Bitte wählen Sie eine andere."),
    Fault.TOO_LARGE: _("Diese Datei ist zu groß. Erlaubt sind %(largest)s MB. Ein Foto können Sie kleiner speichern."),
    Fault.WRONG_KIND: _("Diese Art von Datei können wir nicht annehmen. Möglich sind: %(kinds)s."),
    Fault.ACTIVE: _(
        "Dieses PDF enthält Programme oder weitere Dateien. Bitte drucken Sie es als neues PDF, "
        "oder senden Sie ein Foto."
    ),
    Fault.MALWARE: _("Unser Virenschutz hat diese Datei abgelehnt. Sie wurde nicht gespeichert."),
    Fault.NOT_SCANNED: _(
        "Die Datei konnte gerade nicht geprüft werden. Bitte versuchen Sie es in einigen Minuten noch einmal."
    ),
}


def takes_files(megabytes: int) -> Callable[[View], View]:
    """Let a view's requests be as large as files of so many megabytes need; all others stay small."""

    def decorate(view: View) -> View:
        setattr(view, _MARK, megabytes * MEGABYTE + _FORM_BESIDES)
        return view

    return decorate


def allow_files() -> None:
    """Set the largest body of this request; runs before anything reads it."""
    view = current_app.view_functions.get(request.endpoint or "")
    if (largest := getattr(view, _MARK, None)) is not None:
        request.max_content_length = largest


class FileField(Field):
    """One file, accepted by its content; `data` is a `File`, or None where nothing was chosen."""

    widget = FileInput()

    def __init__(
        self,
        label: str | None = None,
        validators: Sequence[Any] = (),
        *,
        kinds: Collection[Kind] = (Kind.PDF, Kind.JPEG, Kind.PNG),
        megabytes: int = 5,
        scan: Scan | None = None,
        **others: Any,  # noqa: ANN401 - handed on to WTForms
    ) -> None:
        others.setdefault("render_kw", {"accept": ",".join(kinds)})
        super().__init__(label, validators, **others)
        self.kinds = kinds
        self.megabytes = megabytes
        self._scan = scan

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the file through the gate."""
        self.data: File | None = None
        sent = next((one for one in valuelist if isinstance(one, FileStorage) and one.filename), None)
        if sent is None:
            return
        largest = self.megabytes * MEGABYTE
        try:
            file = accept(str(sent.filename), sent.stream.read(largest + 1), self.kinds, largest)
            (self._scan or scanner(house().settings.scan_url))(file.content)
        except FileRefused as refused:
            raise ValidationError(self._words(refused.fault)) from None
        self.data = file

    def _words(self, fault: Fault) -> str:
        kinds = ", ".join(_NAMES[kind] for kind in self.kinds)
        return gettext(str(_FAULTS[fault])) % {"largest": self.megabytes, "kinds": kinds}

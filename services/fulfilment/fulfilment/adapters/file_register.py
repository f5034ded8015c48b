"""The register port as files: one XML document a request, in a folder that the Fachverfahren reads.

The shape is our own, after the data of `bzranfrage.0430` (XMeld): who asks, for whom, what for, where to; namespace
`urn:buergerbuero:antrag:1`. A name that follows from the message makes a repetition the same file.
"""

import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from fulfilment.use_cases.outside import RegisterAnswer, RegisterRequest

NAMESPACE = "urn:buergerbuero:antrag:1"


class FileRegister:
    """Writes each request once; what comes of it a person records."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def submit(self, request: RegisterRequest) -> str:
        """Write the document and return the case's number, the only reference that there is."""
        folder = self._folder / request.tenant / "register"
        folder.mkdir(parents=True, exist_ok=True)
        _write_once(folder / f"{request.case_number}-{request.message_id}.xml", document(request))
        return request.case_number

    def ask(self, message_id: UUID) -> RegisterAnswer:
        """Say that the answer is not known here: a file tells nothing."""
        del message_id
        return RegisterAnswer("waiting")


def document(request: RegisterRequest) -> bytes:
    """Return a request as XML."""
    root = Element("antrag", {"xmlns": NAMESPACE, "version": "1"})
    head = SubElement(root, "nachrichtenkopf")
    _texts(head, nachrichtenUUID=str(request.message_id), absender=request.tenant, empfaenger=request.authority)
    case = SubElement(root, "vorgang")
    _texts(case, nummer=request.case_number, produkt=request.product, belegart=request.kind)
    _texts(case, zustellung=request.delivery)
    for role, one in (("person", request.person), ("antragsteller", request.applicant)):
        told = SubElement(root, role)
        _texts(told, familienname=one.family_name, vornamen=one.given_names, geburtsdatum=one.birth_date.isoformat())
    home = request.address
    _texts(SubElement(root, "anschrift"), strasse=home.street, postleitzahl=home.postal_code, ort=home.city)
    details = SubElement(root, "angaben")
    for name, value in sorted(request.answers.items()):
        SubElement(details, "angabe", {"name": name}).text = value
    indent(root)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _texts(parent: Element, **told: str) -> None:
    for name, text in told.items():
        SubElement(parent, name).text = text


def _write_once(target: Path, content: bytes) -> None:
    """Make the file appear whole or not at all; one that is there already stays as it is."""
    if target.exists():
        return
    draft = target.with_name(f".{target.name}.{os.getpid()}")
    with draft.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    # `link` fails where the name is taken, which `rename` would overwrite.
    with suppress(FileExistsError):
        os.link(draft, target)
    draft.unlink()

"""Looks whether a document has the structure of PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

A gate for tests: what a validator asks beyond this lies in what WeasyPrint draws.
"""

import io
from collections.abc import Callable, Iterator

import pikepdf
from lxml import etree
from pikepdf import Dictionary, Name

from chassis.documents.metadata import PDFUA, RDF

_PDFA = "http://www.aiim.org/pdfa/ns/id/"
_SUBSETS = ("/FontFile", "/FontFile2", "/FontFile3")


def structure_faults(document: bytes, attached: str | None = None) -> list[str]:
    """Return what is wrong, nothing if all is right; `attached` names the one attachment that is due."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        checks: tuple[Callable[[pikepdf.Pdf], Iterator[str]], ...] = (_metadata, _catalogue, _fonts, _figures, _fields)
        faults = [fault for check in checks for fault in check(pdf)]
        return faults + list(_attachment(pdf, attached))


def metadata_of(pdf: pikepdf.Pdf) -> etree._Element:
    """Return the document's metadata as XML."""
    return etree.fromstring(pdf.Root.Metadata.read_bytes(), etree.XMLParser(resolve_entities=False, no_network=True))


def said(metadata: etree._Element, namespace: str, name: str) -> list[str]:
    """Return every value of one property, written as an element or as an attribute."""
    full = f"{{{namespace}}}{name}"
    descriptions = metadata.iter(f"{{{RDF}}}Description")
    return [
        str(value)
        for one in descriptions
        for value in (one.get(full), *(child.text for child in one.findall(full)))
        if value is not None
    ]


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    metadata = metadata_of(pdf)
    if len(list(metadata.iter(f"{{{RDF}}}RDF"))) != 1:
        yield "the metadata has not exactly one rdf:RDF"
    wanted = ((_PDFA, "part", "3"), (_PDFA, "conformance", "A"), (PDFUA, "part", "1"))
    for namespace, name, value in wanted:
        if said(metadata, namespace, name) != [value]:
            yield f"the metadata does not say {name} {value} of {namespace}"


def _catalogue(pdf: pikepdf.Pdf) -> Iterator[str]:
    root, nothing = pdf.Root, Dictionary()
    wanted = {
        "has no trailer ID": "/ID" in pdf.trailer,
        "has no OutputIntent of its colours": "/OutputIntents" in root and len(root.OutputIntents) == 1,
        "has no language": bool(str(root.get("/Lang", ""))),
        "is not marked as tagged": bool(root.get("/MarkInfo", nothing).get("/Marked", False)),
        "has no structure": "/StructTreeRoot" in root,
        "does not show its title": bool(root.get("/ViewerPreferences", nothing).get("/DisplayDocTitle", False)),
        "has a page whose fields are not in the order of its structure": all(
            page.obj.get("/Tabs") == Name.S for page in pdf.pages
        ),
        "is encrypted or runs scripts": not pdf.is_encrypted and "/OpenAction" not in root and "/AA" not in root,
    }
    yield from (f"the document {fault}" for fault, fine in wanted.items() if not fine)


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in _all(pdf, "/Font"):
        if font.get("/Subtype") in ("/CIDFontType0", "/CIDFontType2"):
            continue
        parts = font.get("/DescendantFonts") or [font]
        descriptor = parts[0].get("/FontDescriptor", Dictionary())
        if font.get("/Subtype") != "/Type3" and not any(kind in descriptor for kind in _SUBSETS):
            yield f"the font {font.get('/BaseFont')} is not embedded"
        if "/ToUnicode" not in font:
            yield f"the font {font.get('/BaseFont')} cannot be read as text"


def _figures(pdf: pikepdf.Pdf) -> Iterator[str]:
    for element in _all(pdf, "/StructElem"):
        if element.get("/S") == "/Figure" and not str(element.get("/Alt", "")).strip():
            yield "a figure has no alternative text"


def _fields(pdf: pikepdf.Pdf) -> Iterator[str]:
    for annotation in (one for page in pdf.pages for one in page.obj.get("/Annots", [])):
        flags = int(annotation.get("/F", 0))
        hidden = flags & 0b100011  # invisible, hidden, not shown
        if hidden or not flags & 0b100:
            yield "an annotation is hidden or not printed"
        if annotation.get("/Subtype") == "/Widget" and not str(annotation.get("/TU", "")):
            yield "a field has no name for people"


def _attachment(pdf: pikepdf.Pdf, wanted: str | None) -> Iterator[str]:
    names, listed = list(pdf.attachments), list(pdf.Root.get("/AF", []))
    if names != ([wanted] if wanted else []) or len(listed) != len(names):
        yield f"the attachments are {names}, {len(listed)} of them in /AF"
        return
    for file in listed:
        stream = file.EF.get("/UF") or file.EF.F
        if file.get("/AFRelationship") != "/Alternative" or stream.get("/Subtype") != "/text/xml":
            yield "the attachment is no alternative in XML"
        if "/ModDate" not in stream.get("/Params", Dictionary()):
            yield "the attachment does not say when it was made"


def _all(pdf: pikepdf.Pdf, kind: str) -> Iterator[pikepdf.Object]:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == kind:
            yield thing

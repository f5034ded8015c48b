"""Mends what WeasyPrint leaves open for PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1), and attaches data.

WeasyPrint writes a second `rdf:RDF` for what is added to its metadata and lists an attachment twice in `/AF`; both
make readers miss what they look for. So the attachment and the additions come in here, once.
"""

import io
from dataclasses import dataclass
from datetime import datetime

import pikepdf
from pikepdf import Array, AttachedFileSpec, Dictionary, Name
from pikepdf.models.metadata import encode_pdf_date

from chassis.documents.metadata import ACCESSIBLE, Vocabulary, merged


@dataclass(frozen=True)
class AttachedData:
    """The same content for machines, as an alternative to the pages."""

    name: str
    content: bytes
    mime_type: str
    description: str
    made_at: datetime


def repaired(
    document: bytes,
    data: AttachedData | None = None,
    vocabularies: tuple[Vocabulary, ...] = (),
) -> bytes:
    """Return the document as PDF/A-3a and PDF/UA-1, with `data` attached and `vocabularies` in its metadata."""
    with pikepdf.open(io.BytesIO(document)) as pdf:
        # Readers show the title instead of the file's name (ISO 14289-1, 7.1), and walk by structure (7.18.3).
        pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
        for page in pdf.pages:
            page.obj.Tabs = Name.S
        if data is not None:
            _attach(pdf, data)
        packet = merged(pdf.Root.Metadata.read_bytes(), (ACCESSIBLE, *vocabularies))
        # Archives read metadata without unpacking, so they stay plain.
        pdf.Root.Metadata = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
        mended = io.BytesIO()
        pdf.save(mended, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return mended.getvalue()


def _attach(pdf: pikepdf.Pdf, data: AttachedData) -> None:
    moment = encode_pdf_date(data.made_at)
    file = AttachedFileSpec(
        pdf,
        data.content,
        filename=data.name,
        description=data.description,
        mime_type=data.mime_type,
        creation_date=moment,
        mod_date=moment,
    )
    file.relationship = Name.Alternative
    pdf.attachments[data.name] = file
    names = pdf.Root.Names.EmbeddedFiles.get("/Names") or pdf.Root.Names.EmbeddedFiles.Kids[0].Names
    pdf.Root.AF = Array([names[1]])

"""Metadata in one block, one attachment, and a gate that sees what is missing."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest
from lxml import etree
from weasyprint import HTML

from chassis.documents.metadata import PDFUA, RDF, Property, Vocabulary, merged
from chassis.documents.repair import AttachedData, repaired
from chassis.documents.seal import SealKey, sealed
from chassis.documents.seal_check import is_sealed
from chassis.documents.structure import metadata_of, said, structure_faults
from local.seal import make_seal

DATA = AttachedData("data.xml", b"<data/>", "text/xml", "The same as data", datetime(2026, 11, 22, tzinfo=UTC))
OURS = Vocabulary("Ours", "urn:ours#", "ours", (Property("Kind", "letter", "What it is"),))
PAGE = '<html lang="de"><title>Brief</title><p>Grüße</p></html>'


@pytest.fixture(scope="module")
def written() -> bytes:
    """What WeasyPrint writes."""
    return bytes(HTML(string=PAGE).write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True))


def test_two_blocks_of_metadata_become_one_and_lose_nothing() -> None:
    block = f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" xmlns:p="urn:p#" p:{{}}="1"/></rdf:RDF>'
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{block.format("a")}{block.format("b")}</x:xmpmeta>'
    made = etree.fromstring(merged(packet.encode(), (OURS,)))
    assert len(list(made.iter(f"{{{RDF}}}RDF"))) == 1
    assert [said(made, "urn:p#", "a"), said(made, "urn:p#", "b"), said(made, "urn:ours#", "Kind")] == [
        ["1"],
        ["1"],
        ["letter"],
    ]


def test_the_gate_sees_what_the_repair_mends(written: bytes) -> None:
    faults = " ".join(structure_faults(written, "data.xml"))
    assert PDFUA in faults
    assert "/AF" in faults
    assert structure_faults(repaired(written, DATA, (OURS,)), "data.xml") == []


def test_a_repair_that_is_repeated_changes_nothing_more(written: bytes) -> None:
    twice = repaired(repaired(written, DATA, (OURS,)), DATA, (OURS,))
    assert structure_faults(twice, "data.xml") == []
    with pikepdf.open(io.BytesIO(twice)) as pdf:
        assert said(metadata_of(pdf), "urn:ours#", "Kind") == ["letter"]


def test_a_seal_leaves_the_structure_and_holds_for_its_own_authority_alone(written: bytes) -> None:
    key, chain = make_seal()
    document = sealed(repaired(written), SealKey(key, chain), reason="Brief", place="Ostfildern")
    own, other = ("-----BEGIN" + one.split("-----BEGIN")[-1] for one in (chain, make_seal()[1]))
    assert structure_faults(document) == []
    assert is_sealed(document, own)
    assert not is_sealed(document, other)
    assert not is_sealed(repaired(written), own)
    assert not is_sealed(document + b"\n% more", own)

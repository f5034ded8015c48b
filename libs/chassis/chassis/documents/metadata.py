"""The XMP metadata of a document (ISO 16684-1): one `rdf:RDF` block, with every unusual name explained in it.

PDF/A knows a fixed set of names; any other has to come with its description (ISO 19005-3, 6.6.2.3).
"""

from dataclasses import dataclass

from lxml import etree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_BEGIN = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_END = b'\n<?xpacket end="w"?>'


@dataclass(frozen=True)
class Property:
    """One thing said about the document, and what it means."""

    name: str
    value: str
    meaning: str
    kind: str = "Text"


@dataclass(frozen=True)
class Vocabulary:
    """Things said in words that PDF/A does not know by itself."""

    title: str
    namespace: str
    prefix: str
    properties: tuple[Property, ...]


ACCESSIBLE = Vocabulary(
    "PDF/UA identification",
    PDFUA,
    "pdfuaid",
    (Property("part", "1", "Part of ISO 14289 that the document follows", "Integer"),),
)
"""What says that a document is PDF/UA-1 (ISO 14289-1, 5)."""


def merged(packet: bytes, vocabularies: tuple[Vocabulary, ...]) -> bytes:
    """Return the packet with all descriptions in one `rdf:RDF`, and those of the vocabularies beside them."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    said = etree.fromstring(packet.strip(), parser)
    blocks = said.findall(f"{{{RDF}}}RDF")
    first = blocks[0]
    for block in blocks[1:]:
        first.extend(list(block))
        said.remove(block)
    ours = {vocabulary.namespace for vocabulary in vocabularies} | {_EXTENSION}
    for old in [part for part in first if _speaks_of(part, ours)]:
        first.remove(old)
    for vocabulary in vocabularies:
        first.append(_statement(vocabulary))
    first.append(_explanation(vocabularies))
    return _BEGIN + bytes(etree.tostring(said, encoding="utf-8")) + _END


def _speaks_of(description: etree._Element, namespaces: set[str]) -> bool:
    names = [str(name) for name in description.attrib] + [str(child.tag) for child in description]
    return any(etree.QName(name).namespace in namespaces for name in names)


def _description(**namespaces: str) -> etree._Element:
    return etree.Element(f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""}, nsmap={"rdf": RDF, **namespaces})


def _statement(vocabulary: Vocabulary) -> etree._Element:
    description = _description(**{vocabulary.prefix: vocabulary.namespace})
    for one in vocabulary.properties:
        etree.SubElement(description, f"{{{vocabulary.namespace}}}{one.name}").text = one.value
    return description


def _explanation(vocabularies: tuple[Vocabulary, ...]) -> etree._Element:
    description = _description(pdfaExtension=_EXTENSION, pdfaSchema=_SCHEMA, pdfaProperty=_PROPERTY)
    schemas = _list(etree.SubElement(description, f"{{{_EXTENSION}}}schemas"), "Bag")
    for vocabulary in vocabularies:
        schema = _item(
            schemas,
            _SCHEMA,
            {"schema": vocabulary.title, "namespaceURI": vocabulary.namespace, "prefix": vocabulary.prefix},
        )
        properties = _list(etree.SubElement(schema, f"{{{_SCHEMA}}}property"), "Seq")
        for one in vocabulary.properties:
            told = {"name": one.name, "valueType": one.kind, "category": "external", "description": one.meaning}
            _item(properties, _PROPERTY, told)
    return description


def _list(parent: etree._Element, kind: str) -> etree._Element:
    return etree.SubElement(parent, f"{{{RDF}}}{kind}")


def _item(parent: etree._Element, namespace: str, told: dict[str, str]) -> etree._Element:
    item = etree.SubElement(parent, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})
    for name, text in told.items():
        etree.SubElement(item, f"{{{namespace}}}{name}").text = text
    return item

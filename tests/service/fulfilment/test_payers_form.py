"""A Lebensbescheinigung on the payer's own form: sent by the citizen, stamped on each page, sealed as one document."""

import hashlib
import io
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from weasyprint import HTML

from chassis.documents.seal_check import is_sealed
from chassis.documents.structure import structure_faults
from chassis.service import Running
from fulfilment.domain.errors import NotAllowed
from fulfilment.use_cases.keep_document import Sent, drop_document, keep_document
from fulfilment.use_cases.prepare_case import prepare_case
from tests.service.documents import trusted_root
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import CLERK, Story

FORM = {"payer_form": "form", "form_seen": "y"}
TWO_PAGES = HTML(
    string="<h1>Certificat de vie</h1><p>Caisse de retraite</p><p style='break-before: page'>Page 2</p>"
).write_pdf()


def photo() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (1200, 1600), "beige").save(written, "JPEG")
    return written.getvalue()


def send(work: Open, story: Story, content: bytes, media_type: str) -> None:
    with work() as unit:
        told = Sent("certificat.pdf", media_type, hashlib.sha256(content).hexdigest(), content)
        keep_document(unit, story.case_id, "payer_form", told)


@pytest.fixture
def story(work: Open) -> Story:
    told = Story("lebensbescheinigung", answers=FORM)
    with work() as unit:
        told.open(unit)
    return told


@pytest.mark.parametrize(
    ("content", "media_type", "pages"), [(TWO_PAGES, "application/pdf", 3), (photo(), "image/jpeg", 2)]
)
def test_each_page_of_the_form_is_part_of_the_sealed_certificate_with_the_towns_word_on_it(  # noqa: PLR0917
    work: Open,
    story: Story,
    do_due_work: Callable[[], int],
    fulfilment: Running[Any],
    tmp_path: Path,
    content: bytes,
    media_type: str,
    pages: int,
) -> None:
    send(work, story, content, media_type)
    with work() as unit:
        story.settle_opened(unit)
    do_due_work()
    with work() as unit:
        (certificate,) = unit.certificates.of(story.appointment_id)
        made = unit.certificates.content(certificate.id)
    assert structure_faults(made) == []
    assert is_sealed(made, trusted_root(fulfilment))
    (tmp_path / "made.pdf").write_bytes(made)
    read = subprocess.run(
        ["/usr/bin/pdftotext", tmp_path / "made.pdf", "-"], capture_output=True, text=True, check=True
    )
    first, *stamped = read.stdout.removesuffix("\f").split("\f")
    assert "Angefügt ist das Formular der Stelle" in first
    assert len(stamped) == pages - 1
    for page in stamped:
        assert "Sie ist am Leben." in page
        assert "Familienname: Mustermann" in page


def test_without_the_form_there_is_no_text_to_confirm(work: Open, story: Story) -> None:
    with work() as unit:
        judgement = prepare_case(unit, story.case_id, story.typed, CLERK)
    (problem,) = judgement.problems
    assert (problem.input, problem.text.startswith("Das Formular der Stelle fehlt noch")) == ("payer_form", True)


def test_what_the_citizen_has_confirmed_on_is_not_exchanged_afterwards(work: Open, story: Story) -> None:
    send(work, story, TWO_PAGES, "application/pdf")
    with work() as unit:
        prepare_case(unit, story.case_id, story.typed, CLERK)
    with pytest.raises(NotAllowed):
        send(work, story, photo(), "image/jpeg")
    with work() as unit:
        (sent,) = unit.documents.of(story.appointment_id)
        with pytest.raises(NotAllowed):
            drop_document(unit, story.appointment_id, sent.id)

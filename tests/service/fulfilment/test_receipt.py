"""The receipt of a confirmed request: sealed, complete, for its own citizen."""

import io
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf

from chassis.documents.structure import structure_faults
from chassis.service import Running
from tests.service.documents import breaks_with_any_byte, trusted_root
from tests.service.fulfilment.browser import Browser
from tests.service.fulfilment.conftest import Open
from tests.service.fulfilment.story import Story


def test_what_was_confirmed_can_be_kept_as_a_sealed_receipt(
    work: Open, citizen_of: Callable[..., Browser], fulfilment: Running[Any]
) -> None:
    story = Story()
    with work() as unit:
        number = story.submit(unit).number
    citizen = citizen_of(story, "case")
    address = f"/vorgang/{story.appointment_id}/{story.case_id}/quittung"
    assert address in citizen.get(f"/vorgang/{story.appointment_id}").text
    made = citizen.get(address)
    assert made.content_type == "application/pdf"
    assert structure_faults(made.data) == []
    assert breaks_with_any_byte(made.data, trusted_root(fulfilment))
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert str(pdf.docinfo["/Title"]) == f"Eingangsbestätigung {number}"


def test_the_receipt_of_a_family_that_moves_is_one_page_and_labels_keep_off_their_values(
    work: Open, citizen_of: Callable[..., Browser], tmp_path: Path
) -> None:
    family = {"more_people": "Kim Mustermann, 01.02.2015\nLuca Mustermann, 24.12.2019", "papers": "id_card,passport"}
    story = Story("ummeldung", answers=family)
    with work() as unit:
        story.submit(unit)
    made = citizen_of(story, "case").get(f"/vorgang/{story.appointment_id}/{story.case_id}/quittung")
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert len(pdf.pages) == 1
    (tmp_path / "receipt.pdf").write_bytes(made.data)
    read = ["/usr/bin/pdftotext", "-layout", str(tmp_path / "receipt.pdf"), "-"]
    assert re.search(
        r"Wohnungsgeberbestätigung\s+ja", subprocess.run(read, capture_output=True, check=True).stdout.decode()
    )


def test_what_is_not_confirmed_has_no_receipt(work: Open, citizen_of: Callable[..., Browser]) -> None:
    story = Story()
    with work() as unit:
        story.show(unit)
    answer = citizen_of(story, "case").get(f"/vorgang/{story.appointment_id}/{story.case_id}/quittung")
    assert answer.status_code == 404

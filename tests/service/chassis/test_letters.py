"""The letter port: each letter once, however often it is handed over; the service misbehaves as told."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import requests
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from chassis.letters.choice import letter_box
from chassis.letters.hybrid_mail import HybridMail
from chassis.letters.letter import Letter, LetterBox, LetterRefused, LettersUnavailable, Progress
from chassis.letters.spool import LetterSpool
from local.doubles.letters.app import create_app

LETTER = Letter(
    tenant="ostfildern",
    reference="GB-2026-0001",
    kind="notice",
    recipient=("Erika Mustermann", "Heidestraße 17", "73760 Ostfildern"),
    content=b"%PDF-1.7 one",
)
OTHER = replace(LETTER, content=b"%PDF-1.7 another")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(tmp_path), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()


@pytest.fixture(params=["spool", "service"])
def box(request: pytest.FixtureRequest, tmp_path: Path) -> LetterBox:
    return letter_box(tmp_path, request.getfixturevalue("service") if request.param == "service" else None)


def misbehave(service: str, **how: object) -> None:
    requests.put(f"{service}/_double/misbehaviour", json=how, timeout=5).raise_for_status()


def accepted(service: str) -> list[dict[str, Any]]:
    return list(requests.get(f"{service}/_double/letters", timeout=5).json())


def test_a_letter_handed_over_twice_is_one_letter(box: LetterBox) -> None:
    box.hand_over(LETTER)
    box.hand_over(LETTER)
    assert box.follow("ostfildern", LETTER.reference).progress is Progress.ACCEPTED


def test_another_document_under_the_same_reference_is_refused(box: LetterBox) -> None:
    box.hand_over(LETTER)
    with pytest.raises(LetterRefused):
        box.hand_over(OTHER)


def test_a_letter_that_was_never_handed_over_is_unknown_and_towns_do_not_mix(box: LetterBox) -> None:
    box.hand_over(LETTER)
    assert box.follow("musterstadt", LETTER.reference).progress is Progress.UNKNOWN
    box.hand_over(replace(OTHER, tenant="musterstadt"))
    assert box.follow("ostfildern", LETTER.reference).progress is Progress.ACCEPTED


def test_the_folder_holds_the_pdf_whole_with_its_manifest_and_nothing_else(tmp_path: Path) -> None:
    LetterSpool(tmp_path).hand_over(LETTER)
    folder = tmp_path / "ostfildern" / "notice"
    assert sorted(one.name for one in folder.iterdir()) == ["GB-2026-0001.json", "GB-2026-0001.pdf"]
    assert (folder / "GB-2026-0001.pdf").read_bytes() == LETTER.content
    assert "Heidestraße 17" in (folder / "GB-2026-0001.json").read_text(encoding="utf-8")


def test_what_the_print_shop_has_posted_says_when_and_is_not_laid_down_again(tmp_path: Path) -> None:
    spool = LetterSpool(tmp_path)
    spool.hand_over(LETTER)
    posted = tmp_path / "ostfildern" / "posted" / "2026-11-24"
    posted.mkdir(parents=True)
    (tmp_path / "ostfildern" / "notice" / "GB-2026-0001.pdf").rename(posted / "GB-2026-0001.pdf")
    spool.hand_over(LETTER)
    assert not (tmp_path / "ostfildern" / "notice" / "GB-2026-0001.pdf").exists()
    assert spool.follow("ostfildern", "GB-2026-0001").posted_on == date(2026, 11, 24)


def test_the_service_tells_when_a_letter_was_posted(service: str) -> None:
    misbehave(service, print_after=0, post_after=0)
    HybridMail(service).hand_over(LETTER)
    told = HybridMail(service).follow("ostfildern", LETTER.reference)
    assert told.progress is Progress.POSTED
    assert told.posted_on is not None


def test_what_the_service_lost_can_be_handed_over_again(service: str) -> None:
    misbehave(service, mode="lose", times=1)
    box = HybridMail(service)
    box.hand_over(LETTER)
    assert box.follow("ostfildern", LETTER.reference).progress is Progress.UNKNOWN
    box.hand_over(LETTER)
    assert len(accepted(service)) == 1


def test_an_error_of_the_service_is_no_refusal(service: str) -> None:
    misbehave(service, mode="error", times=1)
    with pytest.raises(LettersUnavailable):
        HybridMail(service).hand_over(LETTER)
    HybridMail(service).hand_over(LETTER)
    assert len(accepted(service)) == 1


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (401, LettersUnavailable),
        (403, LettersUnavailable),
        (404, LettersUnavailable),
        (429, LettersUnavailable),
        (409, LetterRefused),
        (422, LetterRefused),
    ],
)
def test_only_what_is_said_of_the_letter_itself_refuses_it(status: int, told: type[Exception]) -> None:
    server = make_server("127.0.0.1", 0, Response(status=status))
    threading.Thread(target=server.handle_request).start()
    with pytest.raises(told):
        HybridMail(f"http://127.0.0.1:{server.port}").hand_over(LETTER)
    server.server_close()


def test_a_letter_that_the_service_cannot_print_is_told(service: str) -> None:
    misbehave(service, mode="reject", times=1, print_after=0)
    HybridMail(service).hand_over(LETTER)
    assert HybridMail(service).follow("ostfildern", LETTER.reference).progress is Progress.REJECTED


def test_a_service_that_is_away_is_said_so() -> None:
    with pytest.raises(LettersUnavailable):
        HybridMail("http://127.0.0.1:1").hand_over(LETTER)


def test_the_print_shop_sees_what_lies_ready_and_takes_out_what_it_has_posted(tmp_path: Path) -> None:
    spool, day = LetterSpool(tmp_path), date(2026, 11, 28)
    later = replace(LETTER, reference="GB-2026-0002", recipient=("Otto Beispiel",))
    for letter in (later, LETTER, replace(LETTER, kind="certificate")):
        spool.hand_over(letter)
    (tmp_path / "ostfildern/notice/GB-2026-0003.json").write_text("{}")  # its PDF is still being written
    waiting = spool.waiting("ostfildern", "notice")
    assert [(one.reference, one.recipient[0]) for one in waiting] == [
        ("GB-2026-0001", "Erika Mustermann"),
        ("GB-2026-0002", "Otto Beispiel"),
    ]
    assert spool.content("ostfildern", "notice", "GB-2026-0001") == LETTER.content
    asked = ["GB-2026-0001", "GB-2026-0003", "../certificate/GB-2026-0001", "never-seen"]
    assert spool.mark_posted("ostfildern", "notice", asked, day) == ("GB-2026-0001",)
    assert spool.follow("ostfildern", "GB-2026-0001").progress is Progress.ACCEPTED, (
        "its namesake of another kind waits"
    )
    assert [one.reference for one in spool.waiting("ostfildern", "notice")] == ["GB-2026-0002"]
    assert spool.mark_posted("ostfildern", "notice", asked, day) == ()
    assert spool.mark_posted("ostfildern", "notice", ["GB-2026-0002"], day) == ("GB-2026-0002",)
    assert spool.follow("ostfildern", "GB-2026-0002").posted_on == day
    spool.hand_over(later)
    assert spool.waiting("ostfildern", "notice") == (), "what was posted is not printed again"

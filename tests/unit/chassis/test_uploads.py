"""The gate for files: content decides, names are made harmless, and what acts or explodes stays outside."""

import io
import socket
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.uploads.faults import Fault, FileRefused
from chassis.uploads.gate import Kind, accept, harmless_name
from chassis.uploads.pdf import judge_pdf
from chassis.uploads.scanning import scanner

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def pdf(change: Callable[[pikepdf.Pdf], None] = lambda _pdf: None, **how: Any) -> bytes:
    out, document = io.BytesIO(), pikepdf.new()
    document.add_blank_page()
    change(document)
    document.save(out, **how)
    return out.getvalue()


def with_script(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def with_file_inside(document: pikepdf.Pdf) -> None:
    document.attachments["a.exe"] = b"MZ"


def with_place_to_open_at(document: pikepdf.Pdf) -> None:
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def fault_of(name: str, content: bytes, largest: int = 10**6) -> Fault:
    with pytest.raises(FileRefused) as refused:
        accept(name, content, (Kind.PDF, Kind.PNG), largest)
    return refused.value.fault


def test_the_content_says_what_a_file_is_and_not_its_name() -> None:
    assert accept("scan.pdf", PNG, (Kind.PDF, Kind.PNG), 100).kind is Kind.PNG
    for content in (b"<svg onload='alert(1)'/>", b"<html>", b"MZ\x90", b"GIF89a"):
        assert fault_of("foto.png", content) is Fault.WRONG_KIND


def test_what_is_empty_or_too_large_is_said() -> None:
    assert fault_of("a.png", b"") is Fault.EMPTY
    assert fault_of("a.png", PNG, largest=len(PNG) - 1) is Fault.TOO_LARGE


def test_a_plain_pdf_passes_and_may_say_where_it_opens() -> None:
    assert accept("brief.pdf", pdf(with_place_to_open_at), (Kind.PDF,), 10**6).kind is Kind.PDF


@pytest.mark.parametrize("change", [with_script, with_file_inside])
def test_a_pdf_that_acts_or_carries_files_is_refused_also_when_packed(change: Callable[[pikepdf.Pdf], None]) -> None:
    packed = pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert fault_of("a.pdf", packed) is Fault.ACTIVE


def test_a_pdf_that_is_broken_or_locked_is_refused() -> None:
    assert fault_of("a.pdf", b"%PDF-1.7 nothing more") is Fault.WRONG_KIND
    assert fault_of("a.pdf", pdf(encryption=pikepdf.Encryption(user="a", owner="b"))) is Fault.WRONG_KIND


def test_a_pdf_that_unpacks_beyond_measure_is_refused() -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b" " * 2**20) for _ in range(1500)) + packer.flush()
    document = (
        b"%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length "
        + str(len(bomb)).encode()
        + b">>\nstream\n"
        + bomb
        + b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF"
    )
    with pytest.raises(FileRefused):
        judge_pdf(document)


@given(st.text())
def test_every_name_becomes_harmless(name: str) -> None:
    seen = harmless_name(name)
    assert seen
    assert not set(seen) & set("/\\\0\n\r\u202e")
    assert not seen.startswith(".")


def test_a_path_in_a_name_is_dropped_and_its_last_part_kept() -> None:
    assert harmless_name("../../etc/passwd") == "passwd"
    assert harmless_name("C:\\Bilder\\Käfer.jpg") == "Käfer.jpg"


@contextmanager
def daemon(answer: bytes | None) -> Iterator[tuple[str, list[bytes]]]:
    """A ClamAV that hears one file and says `answer`, or hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        heard: list[bytes] = []

        def serve() -> None:
            line, _ = door.accept()
            with line, line.makefile("rb") as said:
                heard.append(said.read(len(b"zINSTREAM\0")))
                while size := int.from_bytes(said.read(4), "big"):
                    heard.append(said.read(size))
                if answer is not None:
                    line.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"tcp://127.0.0.1:{door.getsockname()[1]}", heard
        thread.join(10)


def test_the_scanner_hears_the_whole_file_and_its_word_counts() -> None:
    with daemon(b"stream: OK\0") as (url, heard):
        scanner(url)(PNG * 5000)
    assert heard[0] == b"zINSTREAM\0"
    assert b"".join(heard[1:]) == PNG * 5000


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (b"stream: Eicar-Signature FOUND\0", Fault.MALWARE),
        (b"INSTREAM size limit exceeded. ERROR\0", Fault.NOT_SCANNED),
        (None, Fault.NOT_SCANNED),
    ],
)
def test_what_the_scanner_did_not_clear_is_not_taken(answer: bytes | None, fault: Fault) -> None:
    with daemon(answer) as (url, _heard), pytest.raises(FileRefused) as refused:
        scanner(url)(PNG)
    assert refused.value.fault is fault


def test_a_scanner_that_is_down_lets_nothing_through() -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        url = f"tcp://127.0.0.1:{door.getsockname()[1]}"
    with pytest.raises(FileRefused) as refused:
        scanner(url)(PNG)
    assert refused.value.fault is Fault.NOT_SCANNED


def test_an_address_that_is_none_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="tcp://host:port"):
        scanner("clamav")

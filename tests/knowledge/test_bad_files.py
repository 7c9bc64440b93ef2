"""Files that are damaged, mislabelled or made to do harm: refused by reason, in bounded time."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from knowledge.documents import LARGEST, LARGEST_WITH_PICTURES, load_raw
from knowledge.errors import DocumentError
from knowledge.readers import apart
from knowledge.readers.docx import MOST_PARTS, MOST_UNPACKED, MOST_UNPACKED_XML
from knowledge.readers.pdf import MOST_PAGES
from tests.knowledge.conftest import CorpusOf
from tests.knowledge.loading import load, refusal
from tests.knowledge.made_files import docx, encrypted, lines, nurse_docx, pdf, pdf_of

PDF = pdf(lines("Nurse", "They care for people who are ill."))
DOCX = docx(nurse_docx())
# What a refusal may take on a slow machine, with a process to start.
SOON = 10.0


def outcome(folder: Path, name: str, content: bytes) -> str:
    """The text of the file, else the reason with its next step."""
    try:
        return load(folder, name, content).text
    except DocumentError as error:
        reason, step = error.reason.split("; ")
        return f"{reason}; {step}"


@contextmanager
def soon() -> Iterator[None]:
    """Fails where the body takes long."""
    start = time.monotonic()
    yield
    assert time.monotonic() - start < SOON


def repacked(change: Callable[[str, bytes], bytes], more: int = 0, size: int = 0) -> bytes:
    """The Word file with each part changed, and more parts of a size."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(DOCX)) as package,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as changed,
    ):
        for name in package.namelist():
            changed.writestr(name, change(name, package.read(name)))
        for n in range(more):
            changed.writestr(f"word/media/{n}.png", b"\0" * size)
    return out.getvalue()


def with_body(body: bytes, prolog: bytes = b"") -> bytes:
    """A Word file whose main part has this body."""
    names = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = b"<?xml version='1.0'?>%s<w:document %s><w:body>%s</w:body></w:document>"
    made = xml % (prolog, names, body)
    return repacked(lambda name, data: made if name == "word/document.xml" else data)


def test_the_files_that_are_made_bad_here_are_good(tmp_path: Path) -> None:
    """Without the damage they are read, so what is refused below is refused for the damage."""
    assert "They care" in load(tmp_path, "a.pdf", PDF).text
    assert "Take vital signs" in load(tmp_path, "a.docx", DOCX).text
    assert "Take vital signs" in load(tmp_path, "a.docx", repacked(lambda _, data: data)).text
    plain = with_body(b"<w:p><w:r><w:t>They care.</w:t></w:r></w:p>")
    assert load(tmp_path, "a.docx", plain).text.endswith("They care.")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.95])
@pytest.mark.parametrize(("name", "data"), [("a.pdf", PDF), ("a.docx", DOCX)])
def test_half_a_file_is_refused(tmp_path: Path, name: str, data: bytes, share: float) -> None:
    """A download that broke off is named as damaged or as none of its kind; so too for its text."""
    reason = refusal(tmp_path, name, data[: int(len(data) * share)])
    assert "damaged" in reason or "no Word document" in reason
    assert "save" in reason


@pytest.mark.parametrize("password", ["secret", "ලංකා"])
def test_a_locked_pdf_is_refused(tmp_path: Path, password: str) -> None:
    """Nobody is asked for a password; one that opens without is read."""
    assert "encrypted PDF; save a copy" in refusal(tmp_path, "a.pdf", encrypted(PDF, password))
    assert "They care" in load(tmp_path, "b.pdf", encrypted(PDF, "")).text


def test_a_pdf_without_text_is_refused(tmp_path: Path) -> None:
    """Scanned pages need text recognition; letters that cannot be told are no text."""
    drawing = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \xff EI Q"
    assert "images without text; run text recog" in refusal(tmp_path, "a.pdf", pdf_of([drawing]))
    signs = pdf(lines("~~ ## !! ** ~~ ##"))
    assert "letters cannot be told; save" in refusal(tmp_path, "b.pdf", signs)


FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >>"
LOOPS = {
    "a form that draws itself": pdf_of(
        [b"/X Do"],
        page_extra=b"/XObject << /X 5 0 R >>",
        more=[FORM + b" /Length 11 >>\nstream\n/X Do /X Do\nendstream"],
    ),
    "pages within themselves": PDF.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"),
    "a table that refers to itself": PDF.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"),
    "a length without end": PDF.replace(b"/Length ", b"/Length 99999"),
    "a stream that unpacks to much": pdf_of([b"q " * 40_000_000]),
    "one page many times": PDF.replace(b"[5 0 R]", b"[" + b"5 0 R " * 50_000 + b"]"),
    "brackets without end": pdf_of([b"[" * 500_000]),
}


@pytest.mark.parametrize("trap", LOOPS)
def test_a_pdf_made_as_a_trap_ends_soon(tmp_path: Path, trap: str) -> None:
    """It is refused with the next step, or read for the text that it has."""
    with soon():
        assert outcome(tmp_path, "a.pdf", LOOPS[trap])


def test_a_pdf_of_very_many_pages_is_refused(tmp_path: Path) -> None:
    """A whole handbook is no document of one role."""
    book = pdf_of([b""] * (MOST_PAGES + 1))
    assert f"more than {MOST_PAGES} pages; save" in refusal(tmp_path, "a.pdf", book)


def test_reading_that_does_not_end_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reader has its seconds and no more."""
    monkeypatch.setattr(apart, "LONGEST_SECONDS", 0.01)
    assert "takes more than 0.01 seconds to read; save" in refusal(tmp_path, "a.pdf", PDF)


def grown(kind: str) -> bytes:
    """A Word file that unpacks to more than it should."""
    if kind == "one part":
        return repacked(lambda _, data: data, 1, MOST_UNPACKED)
    if kind == "many parts":
        return repacked(lambda _, data: data, MOST_PARTS, 1)
    blank = b" " * MOST_UNPACKED_XML
    return repacked(lambda name, data: data + blank if name == "word/document.xml" else data)


@pytest.mark.parametrize("kind", ["one part", "many parts", "text"])
def test_a_zip_bomb_is_refused_by_what_it_says(tmp_path: Path, kind: str) -> None:
    """The sizes that a Word file gives are added up before anything is unpacked."""
    bomb = grown(kind)
    assert len(bomb) < 500_000
    with soon():
        assert "unpacks to more than a document's size; save" in refusal(tmp_path, "a.docx", bomb)


def test_a_zip_bomb_that_lies_is_refused(tmp_path: Path) -> None:
    """A part that holds more than it says is damage; it is unpacked no further than it says."""
    size = 60_000_000
    bomb = repacked(lambda _, data: data, 1, size)
    lying = bomb.replace(size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert lying != bomb
    with soon():
        assert "damaged Word document; open" in refusal(tmp_path, "a.docx", lying)


TRAPS = {
    "entities that multiply": with_body(
        b"<w:p><w:r><w:t>They care. &j;</w:t></w:r></w:p>",
        b"<!DOCTYPE d [<!ENTITY a 'aaaaaaaaaa'>%s]>"
        % b"".join(b"<!ENTITY %c '%s'>" % (97 + n, b"&%c;" % (96 + n) * 10) for n in range(1, 10)),
    ),
    "a file of this machine": with_body(
        b"<w:p><w:r><w:t>They care. &x;</w:t></w:r></w:p>",
        b"<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/hostname'>]>",
    ),
    "tables in tables": with_body(b"<w:tbl><w:tr><w:tc>" * 60 + b"</w:tc></w:tr></w:tbl>" * 60),
    "elements too deep": with_body(b"<w:sdt>" * 5_000 + b"</w:sdt>" * 5_000),
    "a cell over a billion columns": with_body(
        b"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='1000000000'/></w:tcPr><w:p><w:r><w:t>a"
        b"</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    ),
    "no document in it": repacked(lambda _, __: b"<x/>"),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_a_word_file_made_as_a_trap_ends_soon(tmp_path: Path, trap: str) -> None:
    """It is refused, or read without what it would pull in."""
    with soon():
        told = outcome(tmp_path, "a.docx", TRAPS[trap])
    assert 0 < len(told) < 1000
    assert Path("/etc/hostname").read_text().strip() not in told


def test_front_matter_that_multiplies_is_refused(tmp_path: Path) -> None:
    """A title of a few lines that stands for a billion words is not written out."""
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    front = "\n".join(["a0: &a0 [x]", *levels, "title: *a9"])
    text = f"---\n{front}\n---\n# Nurse\n\nThey care."
    with soon():
        assert "YAML aliases" in refusal(tmp_path, "a.md", text.encode())


PAGES = {
    "terms in terms": ("<dl><dt>a</dt><dd>" * 60 + "x" + "</dd></dl>" * 60) * 50,
    "tables in tables": ("<table><tr><td>" * 60 + "x" + "</td></tr></table>" * 60) * 50,
    "cells that span all": "<table>" + ("<tr>" + "<td rowspan=999 colspan=999>x" * 9) * 900,
    "a heading at the bottom": "<div class=a>" * 200 + "<h2>x</h2><p>y</p>" * 5_000,
    "boxes in boxes": ("<aside>" * 60 + "<h2>t</h2>" + "</aside>" * 60) * 100,
    "comments before": "<!---->" * 100_000 + "<p>x",
}


@pytest.mark.parametrize("trap", PAGES)
def test_a_page_made_as_a_trap_ends_soon(tmp_path: Path, trap: str) -> None:
    """What is nested or spanned on purpose takes time in proportion to its size."""
    with soon():
        assert outcome(tmp_path, "a.html", PAGES[trap].encode())


@pytest.mark.parametrize(
    ("name", "size", "limit"),
    [("a.txt", 200_000_000, LARGEST), ("a.html", 200_000_000, LARGEST_WITH_PICTURES)],
)
def test_what_is_far_too_large_is_not_even_read(
    tmp_path: Path, name: str, size: int, limit: int
) -> None:
    """The size is looked at first."""
    path = tmp_path / name
    with path.open("wb") as file:
        file.truncate(size)
    with soon(), pytest.raises(DocumentError, match=f"200 MB is too large .* {limit // 10**6} MB"):
        load_raw(path, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
@pytest.mark.parametrize(
    "sign", ["a", "é", "£", "<p>", "<div>", "<ul><li>", "<table><tr><td>", "&"]
)
def test_the_largest_files_are_loaded_soon(tmp_path: Path, name: str, sign: str) -> None:
    """What is just within the limit takes seconds, whatever its encoding and however deep."""
    with soon():
        assert outcome(tmp_path, name, (sign * LARGEST).encode("cp1252")[:LARGEST])


def test_a_bad_file_spoils_no_good_one(corpus_of: CorpusOf) -> None:
    """Each is told by its name; the others are read."""
    corpus = corpus_of({"good.pdf": PDF, "bad.pdf": PDF[:99], "bad.docx": b"PK\x03\x04"})
    assert [document.id for document in corpus.documents] == ["good"]
    assert [refused.document for refused in corpus.refused] == ["bad.docx", "bad.pdf"]

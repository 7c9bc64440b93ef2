"""What kind a file is and in which encoding, told by what is in it."""

import zlib
from pathlib import Path

import pytest

from knowledge.readers.files import Kind
from tests.knowledge.conftest import CorpusOf
from tests.knowledge.loading import load, refusal
from tests.knowledge.made_files import docx, lines, nurse_docx, pdf

PDF = pdf(lines("Nurse", "They care for people who are ill."))
DOCX = docx(nurse_docx())
HTML = "<!DOCTYPE html><html><body><h1>Nurse</h1><h2>Pay</h2><p>Good.</p></body></html>"


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", PDF, Kind.PDF),
        ("a.docx", PDF, Kind.PDF),
        ("a.md", DOCX, Kind.DOCX),
        ("a.txt", HTML.encode(), Kind.HTML),
        ("a.md", b"\n<!-- saved -->" + HTML.encode(), Kind.HTML),
        ("a.txt", HTML.encode("utf-16"), Kind.HTML),
        ("a.html", b"Nurse\n\nPay\n\nThey earn < 5 and > 3.", Kind.TEXT),
        ("a.html", b"<p>They care.</p>", Kind.HTML),
        ("a.md", b"# Nurse\n\n<p>They care.</p>", Kind.MARKDOWN),
    ],
)
def test_a_file_is_what_is_in_it(tmp_path: Path, name: str, data: bytes, kind: Kind) -> None:
    """What shows its format is read as that, whatever it is called."""
    assert load(tmp_path, name, data).kind is kind


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", b"They care.", "is called .pdf but is not a PDF; save"),
        ("a.docx", b"They care.", "is called .docx but is not a Word document; save"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old or a protected Word"),
        ("a.txt", rb"{\rtf1 They care.}", "rich text; save it as .docx"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 40 + b"xl/workbook.xml", "no Word document; save it"),
        ("a.html", b"<html><body><script>x()</script></body></html>", "without text; save it"),
        ("a.html", b"<!-- -->", "no web page that can be read; save"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "save it as"),
        ("a.mhtml", b"They care.", "a web archive without a page; save"),
    ],
)
def test_what_is_not_what_it_is_called_is_refused(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    """The reason says what it is instead, where that can be told, and what to do."""
    assert reason in refusal(tmp_path, name, data)


WELDER = "Welder\n\nPay\n\nIt’s £30,000 – £45,000 a year, or €20 an hour, at the café.\n"


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_a_text_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    """Signs of money come out as what they are, in any of these."""
    assert load(tmp_path, "a.txt", WELDER.encode(encoding)).text == WELDER


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("iso-8859-1", "cp1252"), ("windows-1250", "cp1250"), ("utf-8", "utf-8")],
)
def test_a_page_says_its_encoding(tmp_path: Path, charset: str, encoding: str) -> None:
    """What a page declares is believed where it can be true."""
    page = f"<html><head><meta charset={charset}></head><body><p>€20 – Łódź</p></body></html>"
    text = load(tmp_path, "a.html", page.encode(encoding, "replace")).text
    assert text == ("€20 – Łódź" if encoding != "cp1252" else "€20 – ?ód?")


def test_damaged_utf_8_is_not_read_as_something_else(tmp_path: Path) -> None:
    """One wrong byte in a text of dashes would garble every range in it."""
    data = WELDER.encode().replace(b"Pay", b"P\xffay")
    assert "is not UTF-8 (byte 9 cannot be read); save it as UTF-8" in refusal(
        tmp_path, "a.txt", data
    )


def test_bytes_of_no_encoding_are_refused(tmp_path: Path) -> None:
    """Noise is no text in any encoding."""
    noise = zlib.compress(WELDER.encode() * 9)
    assert "; save it as" in refusal(tmp_path, "a.txt", noise)


def test_a_web_archive_is_read_with_its_address(corpus_of: CorpusOf) -> None:
    """The page in an .mhtml file is read, and the address that it was saved from is its own."""
    archive = (
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://careers.example/nurse\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="--b"\n\n----b\n'
        "Content-Type: text/css\n\np {}\n----b\n"
        "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n"
        "<html><body><h1>Nurse</h1><h2>Pay</h2><p>=C2=A330,000 a year.</p></body></html>\n----b--\n"
    )
    (document,) = corpus_of({"a.mhtml": archive}).documents
    assert document.source.address == "https://careers.example/nurse"
    assert document.passages[0].text == "£30,000 a year."

"""PDF and Word files made for tests, small and whole, so that they can be damaged as well."""

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from docx import Document
from docx.document import Document as WordDocument
from pypdf import PdfReader, PdfWriter


@dataclass(frozen=True, slots=True)
class Ink:
    """Some text at a place of a page."""

    text: str
    x: int
    y: int
    size: int = 10
    bold: bool = False


def lines(*texts: str, top: int = 780, leading: int = 12) -> list[Ink]:
    """Lines of plain text below each other."""
    return [Ink(text, 72, top - n * leading) for n, text in enumerate(texts)]


def pdf(*pages: Sequence[Ink]) -> bytes:
    """A PDF of these pages, in Helvetica."""
    return pdf_of([_content(page) for page in pages])


def pdf_of(
    contents: Sequence[bytes], *, page_extra: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """A PDF with a page for each content stream; `more` objects are numbered from 5."""
    first = 5 + len(more)
    kids = b" ".join(b"%d 0 R" % (first + 2 * n) for n in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
        *more,
    ]
    for n, content in enumerate(contents):
        packed = zlib.compress(content)
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources <<"
            b" /Font << /F1 3 0 R /F2 4 0 R >> %s >> >>" % (first + 2 * n + 1, page_extra),
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        ]
    return _file(objects)


def _content(page: Sequence[Ink]) -> bytes:
    shown = []
    for ink in page:
        text = ink.text.encode("cp1252").replace(b"\\", b"\\\\")
        text = text.replace(b"(", b"\\(").replace(b")", b"\\)")
        font = b"F2" if ink.bold else b"F1"
        shown.append(b"BT /%s %d Tf %d %d Td (%s) Tj ET" % (font, ink.size, ink.x, ink.y, text))
    return b"\n".join(shown)


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return out + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, len(out))
    )


def encrypted(data: bytes, password: str) -> bytes:
    """The PDF, locked."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def nurse_docx() -> WordDocument:
    """A Word document on nurses with the styles that Word offers."""
    document = Document()
    document.add_heading("Registered Nurse", 0)
    document.add_paragraph("Nurses look after people who are ill.")
    document.add_heading("Salary", 1)
    fill(document, [("Level", "Pay (LKR / month)"), ("Entry", "70,000"), ("Senior", "150,000")])
    document.add_heading("Duties", 1)
    for duty in ("Take vital signs", "Keep records"):
        document.add_paragraph(duty, style="List Bullet")
    for step in ("Finish school", "Take a degree"):
        document.add_paragraph(step, style="List Number")
    return document


def fill(document: WordDocument, rows: Sequence[Sequence[str]]) -> None:
    """Add a table."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text


def docx(document: WordDocument) -> bytes:
    """The document as a file."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()

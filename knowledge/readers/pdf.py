"""A PDF to blocks, by the places and sizes of its letters. Knows layout, not what it is about.

Runs apart (see apart.py): a PDF may keep its parser busy for ever.
"""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject, PasswordType, PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font  # the one place that knows how wide a text is

from knowledge.errors import DocumentError
from knowledge.models import Block
from knowledge.readers.lines import Line, line_blocks

MOST_PAGES = 200
MOST_CHARACTERS = 1_000_000
# Fewer letters than this of what is not blank is no text: a font without a map, or a drawing.
_FEWEST_LETTERS = 0.5
# In heights of a line: a piece so far from the one before is a cell, or another word.
_CELL_GAP = 1.0
_WORD_GAP = 0.15
# Where a font does not tell how wide its letters are.
_LETTER = 0.5
_TIDY = str.maketrans({"\x7f": "•", "\uf0b7": "•", "\u00ad": None, "\0": None})


def read_pdf(data: bytes) -> tuple[Block, ...]:
    """Return a PDF's blocks; raises DocumentError where it cannot be read as text."""
    try:
        reader = _opened(data)
        if len(reader.pages) > MOST_PAGES:
            raise DocumentError(
                f"has more than {MOST_PAGES} pages; save those on the role as a file of their own"
            )
        pages = _pages(reader)
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except PyPdfError as error:
        raise DocumentError("is a damaged PDF; save or download it again") from error
    _check_text(pages)
    return tuple(line_blocks(pages, _named(title)))


def _opened(data: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted:
        try:
            opened = reader.decrypt("") != PasswordType.NOT_DECRYPTED
        except DependencyError:
            opened = False
        if not opened:
            raise DocumentError("is an encrypted PDF; save a copy without a password")
    return reader


def _pages(reader: PdfReader) -> list[list[Line]]:
    pages: list[list[Line]] = []
    characters = 0
    for page in reader.pages:
        lines = _lines(page)
        characters += sum(len(line.text) for line in lines)
        if characters > MOST_CHARACTERS:
            raise DocumentError("has too much text; save what is on the role as a file of its own")
        pages.append(lines)
    return pages


def _check_text(pages: Sequence[Sequence[Line]]) -> None:
    text = "".join("".join(line.text.split()) for page in pages for line in page)
    if not text:
        raise DocumentError(
            "is a PDF of images without text; run text recognition (OCR) on it and save it again"
        )
    if sum(map(str.isalnum, text)) < _FEWEST_LETTERS * len(text):
        raise DocumentError("is a PDF whose letters cannot be told; save it as text")


def _named(title: str) -> str:
    """A title that somebody gave; programs put file names there."""
    tidy = " ".join(title.split())
    return "" if "." in tidy or "\\" in tidy or tidy.casefold() == "untitled" else tidy


def _lines(page: PageObject) -> list[Line]:
    pen = _Pen()
    fonts: dict[str, Font] = {}

    def visit(text: str, cm: Any, tm: Any, raw: Any, size: float) -> None:
        font = None
        if text.strip() and isinstance(raw, DictionaryObject):
            name = str(raw.get("/BaseFont"))
            font = fonts.get(name) or Font.from_font_resource(raw)
            fonts[name] = font
        pen.write(text.translate(_TIDY), cm, tm, size, font)

    page.extract_text(visitor_text=visit)
    return pen.lines


@dataclass(slots=True)
class _Pen:
    """Puts the pieces of a page's text into lines as they come."""

    lines: list[Line] = field(default_factory=list)
    start: float = 0.0
    """Where the last piece begins."""
    longest: int = 0
    """The longest piece of the line, which gives it its size."""
    apart: bool = True
    """Whether white space came since the last piece."""

    def write(
        self, text: str, cm: Sequence[float], tm: Sequence[float], size: float, font: Font | None
    ) -> None:
        """Take up some text at its place."""
        if not text.strip():
            self.apart = self.apart or bool(text)
            return
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        height = abs(size) * math.hypot(tm[2], tm[3]) * math.hypot(cm[2], cm[3]) or 1.0
        self.apart = self.apart or text[0].isspace()
        bold = font is not None and "bold" in font.name.casefold()
        for n, piece in enumerate(filter(str.strip, text.split("\n"))):
            width = font.get_text_width(piece) / 1000 if font else _LETTER * len(piece)
            words = " ".join(piece.split())
            self._put(Line([words], [(x, x + width * height)], y - n * height, height, bold))
        self.apart = text[-1].isspace()

    def _put(self, piece: Line) -> None:
        """Add a piece to the line that it stands on, else begin one with it."""
        line = self.lines[-1] if self.lines else None
        (words,), ((start, end),) = piece.cells, piece.spans
        if line is None or abs(line.y - piece.y) > piece.size / 2 or start < self.start:
            self.lines.append(piece)
            self.longest = 0
        elif start - line.end > _CELL_GAP * piece.size:
            line.cells.append(words)
            line.spans.append((start, end))
        else:
            gap = self.apart or start - line.end > _WORD_GAP * piece.size
            line.cells[-1] += f" {words}" if gap else words
            line.spans[-1] = (line.spans[-1][0], end)
        line = self.lines[-1]
        line.bold = line.bold and piece.bold
        if len(words) > self.longest:
            line.size, self.longest = piece.size, len(words)
        self.start = start

"""A Word document to blocks. Knows layout, not what a document is about.

Runs apart (see apart.py), after the sizes of what is packed in it were checked.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from lxml import etree

from knowledge.errors import DocumentError
from knowledge.models import Block, BlockKind
from knowledge.readers.grid import MOST_COLUMNS, GridRow, grid_blocks
from knowledge.readers.running import in_line

# A role's document is some dozens of kilobytes of text; pictures are packed already.
MOST_UNPACKED = 50_000_000
MOST_UNPACKED_XML = 20_000_000
MOST_PARTS = 2_000
_XML = (".xml", ".rels")
_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)
_LISTED = re.compile(r"list (bullet|number)", re.IGNORECASE)
_MARK = re.compile(r"[\[(]?[\d*†‡,]*[\])]?")
_LONGEST_BOLD = 80
# "Heading 1" stands below a title; a bold line stands below all that have a style.
_TOP = 2
_BOLD_DEPTH = 11
_PARAGRAPH, _TABLE, _ROW, _CELL = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc"))
_RUN, _TEXT, _VALUE = (qn(f"w:{name}") for name in ("r", "t", "val"))
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:sym"): " ",
}
# What is struck off, replaced or said twice.
_UNSAID = frozenset(
    {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "drawing", "pict", "object")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_FAULTS = (PackageNotFoundError, etree.LxmlError, KeyError, ValueError, AttributeError, IndexError)


def read_docx(data: bytes) -> tuple[Block, ...]:
    """Return a Word document's blocks; raises DocumentError where it cannot be read."""
    _check_package(data)
    try:
        document = Document(io.BytesIO(data))
        blocks = [b for b in _Reading(document).blocks() if b.text or b.items]
        title = " ".join((document.core_properties.title or "").split())
    except _FAULTS as error:
        raise DocumentError("is a damaged Word document; open and save it again") from error
    if not blocks:
        raise DocumentError("is a Word document without text; write something into it")
    return tuple(_titled(blocks, title))


def _check_package(data: bytes) -> None:
    """Refuse what unpacks to more than a document's size, as it says and as it does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
            xml = sum(part.file_size for part in parts if part.filename.endswith(_XML))
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or xml > MOST_UNPACKED_XML or unpacked > MOST_UNPACKED:
                raise DocumentError(
                    "unpacks to more than a document's size; save the text alone as a new document"
                )
            damaged = package.testzip()  # unpacks each part piece by piece, up to what it says
    except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, ValueError) as error:
        raise DocumentError("is a damaged Word document; open and save it again") from error
    if damaged:
        raise DocumentError("is a damaged Word document; open and save it again")


class _Reading:
    """Goes through a document's body and puts lists together."""

    def __init__(self, document: WordDocument) -> None:
        self._body = document.element.body
        self._styles = {str(style.style_id): str(style.name) for style in document.styles}
        self._bulleted = _bulleted(document)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in reading order."""
        drafts = self._content(self._body, bold=True)
        for item, run in groupby(drafts, key=lambda block: block.kind if block.items else None):
            if item:
                yield Block(item, items=tuple(text for block in run for text in block.items))
            else:
                yield from run

    def _content(self, element: Any, *, bold: bool) -> Iterator[Block]:
        """The blocks in an element; with `bold`, a bold line is a heading."""
        for child in element.iterchildren():
            if child.tag == _PARAGRAPH:
                yield from self._paragraph(child, bold=bold)
            elif child.tag == _TABLE:
                yield from self._table(child)
            elif isinstance(child.tag, str) and child.tag not in _UNSAID:
                yield from self._content(child, bold=bold)  # inserted, or filled into a form

    def _paragraph(self, element: Any, *, bold: bool) -> Iterator[Block]:
        lines = list(filter(None, map(_tidy, "".join(_said(element)).split("\n"))))
        text = " ".join(lines)
        style = self._styles.get(str(element.style), "")
        if heading := _HEADING.match(style):
            yield Block(BlockKind.HEADING, text, depth=int(heading.group(1)) + 1)
        elif style == "Title":
            yield Block(BlockKind.HEADING, text, depth=1)
        elif text and (kind := self._list_kind(element, style)):
            yield Block(kind, items=(text,))
        elif bold and _is_bold_line(element, text):
            yield Block(BlockKind.HEADING, text.rstrip(": "), depth=_BOLD_DEPTH)
        else:
            yield from map(_line, lines)

    def _list_kind(self, element: Any, style: str) -> BlockKind | None:
        numbered = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if numbered is not None and numbered.get(_VALUE) != "0":
            bulleted = numbered.get(_VALUE) in self._bulleted
        elif listed := _LISTED.match(style):
            bulleted = listed.group(1).casefold() == "bullet"
        else:
            return None
        return BlockKind.BULLETS if bulleted else BlockKind.STEPS

    def _table(self, element: Any) -> Iterator[Block]:
        """A table's rows; one that only lays the page out is read cell by cell."""
        rows = [
            (row, [_TableCell(cell, list(self._content(cell, bold=False))) for cell in cells])
            for row in element.iterchildren(_ROW)
            if (cells := list(row.iterchildren(_CELL)))
        ]
        inner = [block for _, cells in rows for cell in cells for block in cell.blocks]
        if any(block.kind is BlockKind.HEADING for block in inner):
            yield from inner
        else:
            yield from grid_blocks(tuple(_grid(rows)))


@dataclass(frozen=True, slots=True)
class _TableCell:
    """A cell, as it is in the file and as it is read."""

    element: Any
    blocks: list[Block]

    @property
    def goes_on(self) -> bool:
        """Whether the cell above reaches down over it."""
        down = self.element.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        return down is not None and down.get(_VALUE) != "restart"


def _grid(table: Iterable[tuple[Any, Sequence[_TableCell]]]) -> Iterator[GridRow]:
    above: list[str] = []
    for row, own in table:
        cells: list[str] = []
        for cell in own:
            told = cell.goes_on and len(cells) < len(above)
            text = above[len(cells)] if told else in_line(cell.blocks)
            cells += [text] * min(cell.element.grid_span, MOST_COLUMNS)
        head = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        yield GridRow(tuple(cells), head=head, whole=len(own) == 1 and len(cells) > 1)
        above = cells


def _said(element: Any) -> Iterator[str]:
    """The words of a paragraph as a person sees them, changes accepted."""
    for child in element.iterchildren():
        if child.tag == _TEXT:
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag == _RUN and _is_unseen(child):
            continue
        elif isinstance(child.tag, str) and child.tag not in _UNSAID:
            yield from _said(child)


def _is_unseen(run: Any) -> bool:
    """Whether a run is struck out or hidden, or a footnote's mark set high: not a digit."""
    look = run.find(qn("w:rPr"))
    if look is None:
        return False
    if any(_is_on(look, name) for name in ("strike", "dstrike", "vanish")):
        return True
    high = look.find(qn("w:vertAlign"))
    raised = high is not None and high.get(_VALUE) == "superscript"
    return raised and bool(_MARK.fullmatch("".join(run.itertext()).strip()))


def _is_on(look: Any, name: str) -> bool:
    switch = look.find(qn(f"w:{name}"))
    return switch is not None and switch.get(_VALUE, "1") not in {"0", "false", "none"}


def _is_bold_line(element: Any, text: str) -> bool:
    """Whether a paragraph is one short bold line: a heading by its looks."""
    if not text[:1].isupper() or len(text) > _LONGEST_BOLD or text.endswith((".", "!", ",", ";")):
        return False
    runs = [run for run in element.iter(_RUN) if "".join(run.itertext()).strip()]
    looks = [run.find(qn("w:rPr")) for run in runs]
    return all(look is not None and _is_on(look, "b") for look in looks)


def _tidy(line: str) -> str:
    cells = (" ".join(cell.split()) for cell in line.split("\t"))
    return "\t".join(filter(None, cells))


def _line(text: str) -> Block:
    """A line as a paragraph; with tabs in it, it is a label with its values."""
    label, *values = text.split("\t")
    if not values:
        return Block(BlockKind.PARAGRAPH, text)
    return Block(BlockKind.BULLETS, items=(f"{label.rstrip(': ')}: {' · '.join(values)}",))


def _bulleted(document: WordDocument) -> frozenset[str]:
    """The ids of the lists that have bullets, not numbers."""
    found = [rel.target_part for rel in document.part.rels.values() if rel.reltype == RT.NUMBERING]
    if not found or not isinstance(found[0], XmlPart):
        return frozenset()
    numbering = found[0].element
    formats = {
        kind.get(qn("w:abstractNumId")): kind.find(f"{qn('w:lvl')}/{qn('w:numFmt')}")
        for kind in numbering.iterchildren(qn("w:abstractNum"))
    }
    bulleted = {key for key, fmt in formats.items() if fmt is None or fmt.get(_VALUE) == "bullet"}
    return frozenset(
        number.get(qn("w:numId"))
        for number in numbering.iterchildren(qn("w:num"))
        for kind in number.iterchildren(qn("w:abstractNumId"))
        if kind.get(_VALUE) in bulleted
    )


def _titled(blocks: Sequence[Block], title: str) -> Iterator[Block]:
    """The blocks below a title: of that style, else the one heading on top, else as the file says.

    Several headings on top are of sections, and none of them is the title.
    """
    tops = [block for block in blocks if block.depth == _TOP]
    if any(block.depth == 1 for block in blocks):
        yield from blocks
    elif len(tops) == 1:
        yield from (replace(b, depth=1) if b is tops[0] else b for b in blocks)
    else:
        if title:
            yield Block(BlockKind.HEADING, title, depth=1)
        yield from blocks

"""A saved web page to blocks. Knows layout, not what a page is about, and runs no script of it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from knowledge.errors import DocumentError
from knowledge.models import Block, BlockKind
from knowledge.readers.cards import BLOCKS, bold_line, is_next_name, pairs, rank
from knowledge.readers.grid import Cell, grid_blocks, spread
from knowledge.readers.navigation import is_navigation, without_link
from knowledge.readers.noise import drop_noise, is_box_title
from knowledge.readers.origin import Origin, origin_of
from knowledge.readers.running import Piece, in_line, line_of, pieces, prose

# Heavy pages have ten thousand; one of more could be made to take minutes.
MOST_ELEMENTS = 30_000
_HEADING = re.compile(r"h[1-6]")
# The depth of headings that have none of their own: bold lines, questions that fold.
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says, and what it says of itself."""

    blocks: tuple[Block, ...]
    origin: Origin


def read_html(text: str) -> Page:
    """Return a page's blocks without what is around its text; raises DocumentError."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as error:
        raise DocumentError("is no web page that can be read; save the page again") from error
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise DocumentError("is too large for one role's page; save the part on the role alone")
    origin = origin_of(tree, text)
    body = tree.find("body")
    body = tree if body is None else body
    drop_noise(body, origin.host)
    _unwrap(body)
    blocks = _without_boxes([b for b in _inner(body) if b.text or b.items])
    return Page(tuple(_titled(_merged(blocks), origin)), origin)


def _unwrap(body: HtmlElement) -> None:
    """Make a container of each inline element that holds blocks, and text of links within items."""
    for link in list(body.iter("a")):
        # in a list or a table a link is a term like others
        if next(link.iterancestors("td", "th", "li", "dt", "dd"), None) is not None:
            link.tag = "span"
    for element in list(body.iter(*BLOCKS)):
        for outer in element.iterancestors():
            if outer.tag in BLOCKS:
                break
            outer.tag = "div"


def _inner(element: HtmlElement) -> Iterator[Block]:
    """The blocks in an element: its own running text between them is paragraphs."""
    if items := pairs(element):
        yield Block(BlockKind.BULLETS, items=items)
        return
    run: list[Piece] = [Piece(element.text or "")]
    for child in element:
        if child.tag in BLOCKS:
            yield from prose(run)
            yield from _block(child)
            run = []
        else:
            run += [Piece(", ")] if is_next_name(child) else []
            run += pieces(child, linked=False)
        run.append(Piece(child.tail or ""))
    yield from prose(run)


def _block(element: HtmlElement) -> Iterator[Block]:
    tag = str(element.tag)
    if _HEADING.fullmatch(tag):
        yield from _heading(line_of(element), int(tag[1]))
    elif tag == "summary":
        yield from _heading(line_of(element), _DEEPEST)
    elif tag in {"ul", "ol", "menu"}:
        kind = BlockKind.STEPS if tag == "ol" else BlockKind.BULLETS
        yield from _list(element, kind)
    elif tag == "dl":
        yield from _fields(element)
    elif tag == "table":
        yield from _table(element)
    elif tag == "pre":
        lines = "".join(element.itertext()).splitlines()
        yield from (Block(BlockKind.PARAGRAPH, " ".join(line.split())) for line in lines)
    elif bold := bold_line(element):
        yield from _heading(bold, _DEEPEST)
    else:
        yield from _inner(element)


def _heading(text: str, depth: int) -> Iterator[Block]:
    text = without_link(text)
    if rank(text) > 1:
        yield Block(BlockKind.PARAGRAPH, text)  # "$48k", set large
    elif text and not is_navigation(text):
        yield Block(BlockKind.HEADING, text, depth=depth)


def _list(element: HtmlElement, kind: BlockKind) -> Iterator[Block]:
    """The items of a list; items with headings are cards, not items."""
    items: list[str] = []
    for child in element:
        inner = [b for b in _inner(child) if b.text or b.items]
        if any(b.kind is BlockKind.HEADING for b in inner):
            yield Block(kind, items=tuple(items))
            items = []
            yield from inner
        elif inner:
            items.append(in_line(inner))
    yield Block(kind, items=tuple(items))


def _fields(element: HtmlElement) -> Iterator[Block]:
    """A list of terms, each with what it stands for, as labelled items."""
    items: list[str] = []
    own = [part for child in element for part in (child if child.tag == "div" else (child,))]
    label, values = "", list[str]()
    for child in own:
        if child.tag == "dd":
            values.append(in_line(_inner(child)))
        elif child.tag == "dt":
            items.append(_field(label, values))
            label, values = line_of(child).rstrip(": "), []
    items.append(_field(label, values))
    yield Block(BlockKind.BULLETS, items=tuple(filter(None, items)))


def _field(label: str, values: Iterable[str]) -> str:
    value = " · ".join(filter(None, values))
    return f"{label}: {value}" if label and value else label or value


def _table(element: HtmlElement) -> Iterator[Block]:
    """A table's rows; one that only lays the page out is read cell by cell."""
    rows = list(element.iterdescendants("tr"))
    layout = element.get("role") in {"presentation", "none"}
    inner = ("table", "h1", "h2", "h3", "h4", "h5", "h6")
    if layout or next(element.iterdescendants(*inner), None) is not None:
        yield from _inner(element)
        return
    for caption in element.iterchildren("caption"):
        yield Block(BlockKind.PARAGRAPH, f"{line_of(caption).rstrip(':')}:")
    yield from grid_blocks(spread([_cells(row) for row in rows]))


def _cells(row: HtmlElement) -> tuple[Cell, ...]:
    parent = row.getparent()
    in_head = parent is not None and parent.tag == "thead"
    return tuple(
        Cell(
            in_line(_inner(cell)),
            across=_span(cell, "colspan"),
            down=_span(cell, "rowspan"),
            head=in_head or cell.tag == "th",
        )
        for cell in row.iterchildren("td", "th")
    )


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or ""
    return max(1, int(value)) if re.fullmatch(r"[0-9]{1,3}", value) else 1


def _without_boxes(blocks: Iterable[Block]) -> list[Block]:
    """The blocks without the sections whose heading is that of a box of the site's."""
    kept: list[Block] = []
    box = 0
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            inside = box and block.depth > box
            box = box if inside else block.depth if is_box_title(block.text) else 0
        if not box:
            kept.append(block)
    return kept


def _merged(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, with cards of one label and value each put into one list."""
    for single, run in groupby(blocks, key=_is_card):
        if single:
            yield Block(BlockKind.BULLETS, items=tuple(i for b in run for i in b.items))
        else:
            yield from run


def _is_card(block: Block) -> bool:
    return block.kind is BlockKind.BULLETS and len(block.items) == 1


def _titled(blocks: Iterable[Block], origin: Origin) -> Iterator[Block]:
    """The blocks below the page's title: its first heading, else what its head says.

    The name of the site, set as a heading, is no title.
    """
    rest = [b for b in blocks if b.depth != 1 or b.text != origin.site]
    title = next((b.text for b in rest if b.depth == 1), origin.title)
    if title:
        yield Block(BlockKind.HEADING, title, depth=1)
    yield from (b for b in rest if not (b.kind is BlockKind.HEADING and b.text == title))

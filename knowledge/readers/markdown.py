"""Markdown to blocks. Knows layout, not what a text is about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from knowledge.models import Block, BlockKind

_TAG = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)
# What a text must hold where a rule of the parser is to find anything. Most role documents are
# headings and lists, and are read in half the time without the other rules.
_SIGNS = {
    "table": re.compile(r"\|"),
    "code": re.compile(r" {4}|\t"),
    "fence": re.compile(r"```|~~~"),
    "blockquote": re.compile(r">"),
    "hr": re.compile(r"([*_-])[ \t]*\1[ \t]*\1"),
    "reference": re.compile(r"\]:"),
    "html_block": re.compile(r"<"),
    "heading": re.compile(r"#"),
    "lheading": re.compile(r"[=-]\s*$", re.MULTILINE),
    "inline": re.compile(r"[\\`*_\[<&]"),
}


def read_markdown(text: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text in reading order; markup is dropped, no word is."""
    without = tuple(rule for rule, sign in _SIGNS.items() if not sign.search(text))
    tokens: Sequence[Token] = _parser(without).parse(text)
    blocks = (block for node in _nested(tokens) for block in _blocks(node))
    return tuple(block for block in blocks if block.text or block.items)


@lru_cache(maxsize=100)
def _parser(without: Sequence[str]) -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table").disable(list(without))


@dataclass(slots=True)
class _Node:
    """A piece of markup with the pieces in it."""

    type: str
    tag: str
    content: str
    children: list["_Node"]


def _nested(tokens: Sequence[Token]) -> list[_Node]:
    """The tokens as trees; the library's own take as long to grow as the text to parse."""
    top: list[_Node] = []
    levels = [top]
    for token in tokens:
        if token.nesting < 0:
            levels.pop()
            continue
        within = _nested(token.children or ())
        node = _Node(token.type.removesuffix("_open"), token.tag, token.content, within)
        levels[-1].append(node)
        if token.nesting > 0:
            levels.append(node.children)
    return top


def _blocks(node: _Node) -> Iterator[Block]:
    if node.type == "heading":
        yield Block(BlockKind.HEADING, _plain(node), depth=int(node.tag[1]))
    elif node.type in {"bullet_list", "ordered_list"}:
        kind = BlockKind.BULLETS if node.type == "bullet_list" else BlockKind.STEPS
        yield Block(kind, items=tuple(filter(None, map(_plain, node.children))))
    elif node.type == "table":
        yield from _table(node)
    elif node.type == "blockquote":
        for child in node.children:
            yield from _blocks(child)
    elif text := _plain(node):
        yield Block(BlockKind.PARAGRAPH, text)


def _table(node: _Node) -> Iterator[Block]:
    rows = [
        [_plain(cell) for cell in row.children] for part in node.children for row in part.children
    ]
    if len(rows) > 1:
        header, *body = rows
        if heads := ", ".join(filter(None, header)):
            yield Block(BlockKind.PARAGRAPH, f"{heads}:")
        yield Block(BlockKind.BULLETS, items=tuple(_row(header, cells) for cells in body))
    else:
        yield from (Block(BlockKind.PARAGRAPH, ", ".join(filter(None, row))) for row in rows)


def _row(header: Sequence[str], cells: Sequence[str]) -> str:
    """First cell as label, the others each with their column's name: one item a row."""
    rest = [
        f"{name} {cell}".strip() if name and len(cells) > 2 else cell
        for name, cell in zip(header[1:], cells[1:], strict=False)
        if cell
    ]
    return f"{cells[0]}: {', '.join(rest)}" if rest else cells[0]


def _plain(node: _Node) -> str:
    """The words of a node, white space folded."""
    if node.type == "text":
        return node.content
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    if node.type in {"html_block", "html_inline"}:
        return " ".join(_TAG.sub(" ", node.content).split())
    if not node.children:
        return " ".join(node.content.split())
    joiner = "" if node.type in {"inline", "strong", "em", "link", "s"} else " "
    words = joiner.join(map(_plain, node.children))
    return words if node.type == "strong" else " ".join(words.split())

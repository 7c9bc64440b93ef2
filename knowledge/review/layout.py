"""Reviews layout: headings without a topic or text, text under no heading, text that was lost."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from knowledge.documents import RawDocument, title_of
from knowledge.models import BlockKind, RoleDocument
from knowledge.readers.files import Kind
from knowledge.readers.navigation import is_navigation, without_link
from knowledge.review.models import Finding, note, warning

_LETTERS = re.compile(r"[^\W_]+")
# What marks an item of a list and is no part of its text.
_MARK = re.compile(r"^\W*(?:\d{1,2}[.)]\s*|\d{2}(?=[A-Z]))")
# Of Markdown: where a link leads, a tag, what a fence or a comment begins with.
_MARKUP = re.compile(r"\]\([^)]*\)|<[^>]*>|^\s*```.*$|&\w+;")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"\s{0,3}(?P<marks>#{1,6})\s+(?P<text>.*?)[\s#]*$")
# More lost lines are one mistake, not many.
_MOST_SHOWN = 100


def silent_headings(document: RoleDocument) -> tuple[tuple[str, ...], ...]:
    """Return the heading paths that show no topic, in reading order."""
    silent = (p.heading for p in document.passages if not (p.topic or p.also or p.outline))
    return tuple(dict.fromkeys(silent))


def layout_findings(document: RoleDocument, raw: RawDocument) -> Iterator[Finding]:
    """Yield what looks wrong with a document's headings, and the lines that are in no passage."""
    yield from _few_headings(document)
    empty = tuple(_empty_headings(raw))
    for heading in empty:
        message = "this heading has no text below it; add some or remove it"
        yield warning("heading_without_text", message, (heading,))
    lost = list(_lost_lines(document, raw, empty))
    for line in lost[:_MOST_SHOWN]:
        message = (
            "this line is in no passage, maybe taken for a heading with no text below it; "
            "end it with a full stop, or begin it with “- ”"
        )
        yield warning("lost_text", message, (), line)
    if len(lost) > _MOST_SHOWN:
        more = len(lost) - _MOST_SHOWN
        yield warning("lost_text", f"{more} more lines are in no passage; see them in the file")


def _few_headings(document: RoleDocument) -> Iterator[Finding]:
    lengths = dict.fromkeys((True, False), 0)
    for passage in document.passages:
        lengths[bool(passage.heading)] += len(passage.text)
    if not lengths[True]:
        yield warning(
            "no_sections",
            "no heading was found, so its text became no section and has no topic; put headings "
            "such as “Pay” or “Education” on lines of their own",
        )
    elif lengths[False] > lengths[True]:
        yield note("few_sections", "most of its text stands before the first heading")


def _headings(raw: RawDocument) -> Iterator[tuple[int, str, bool]]:
    """Depth, text, and whether any words stand before the next heading, of each heading.

    Those of a plain text are told by the text below them, so none is empty.
    """
    if raw.blocks is not None:
        told = [(b.depth if b.kind is BlockKind.HEADING else 0, b.text) for b in raw.blocks]
    elif raw.kind is Kind.MARKDOWN:
        told = list(_markdown_lines(raw.text))
    else:
        return
    for place, (depth, text) in enumerate(told):
        if depth:
            below = place + 1 < len(told) and not told[place + 1][0]
            yield depth, text, below


def _markdown_lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with words, each heading with its depth; "#" within a fence is none."""
    fenced = False
    for line in _COMMENT.sub(" ", text).splitlines():
        fenced ^= line.lstrip().startswith("```")
        match = None if fenced else _HEADING.match(line)
        if match:
            yield len(match["marks"]), match["text"]
        elif line.strip():
            yield 0, line


def _empty_headings(raw: RawDocument) -> Iterator[str]:
    """The headings with neither text nor other headings below them; a title may stand alone."""
    headings = list(_headings(raw))
    for (depth, text, below), (after, *_) in pairwise([*headings, (0, "", True)]):
        if depth > 1 and not below and after <= depth:
            yield text


def _lost_lines(document: RoleDocument, raw: RawDocument, known: Iterable[str]) -> Iterator[str]:
    """The lines of a file that none of its document's passages has, by their letters alone."""
    kept = _letters(
        " ".join(
            [
                title_of(raw),
                document.source.title,
                *(text for depth, text, _ in _headings(raw) if depth == 1),
                *(part for p in document.passages for part in (*p.heading, p.text)),
                *known,
            ]
        )
    )
    plain = raw.kind is not Kind.MARKDOWN
    text = raw.text if plain else _COMMENT.sub(" ", raw.text)
    for written in text.splitlines():
        line = written.strip() if plain else _MARKUP.sub(" ", written).strip()
        if plain and is_navigation(line):
            continue
        if _letters(_MARK.sub("", without_link(line))) not in kept and not _in_parts(line, kept):
            yield written.strip()


def _in_parts(line: str, kept: str) -> bool:
    """Whether a line is there after all, its words apart: a table's cells, terms run together."""
    return all(word in kept for word in map(str.casefold, _LETTERS.findall(line)))


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()

"""Telegram's HTML cut into messages that fit. Knows nothing of answers or of sending."""

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import accumulate, pairwise

MAX_UNITS = 4096
MAX_ENTITIES = 100
# All entities of a message together may weigh some 9.5 kB; the addresses of links weigh most.
_MAX_TAG_CHARACTERS = 6000
_BORDERS = ("\n\n", "\n", " ")


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of the plain text and the tag around it."""

    start: int
    end: int
    name: str
    opening: str


@dataclass(slots=True)
class _OpenTag:
    place: int
    start: int
    name: str
    opening: str


@dataclass(slots=True)
class _Document:
    """A text without its tags, and the tags in the order they open."""

    text: str
    spans: list[_Span] = field(default_factory=list)


class _Reader(HTMLParser):
    """Takes HTML apart; what is left open ends with the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._text: list[str] = []
        self._length = 0
        self._open: list[_OpenTag] = []
        self._spans: list[_Span | None] = []

    def handle_data(self, data: str) -> None:
        self._text.append(data)
        self._length += len(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        opening = self.get_starttag_text() or f"<{tag}>"
        self._open.append(_OpenTag(len(self._spans), self._length, tag, opening))
        self._spans.append(None)

    def handle_endtag(self, tag: str) -> None:
        if any(opened.name == tag for opened in self._open):
            while self._end_innermost() != tag:
                pass

    def _end_innermost(self) -> str:
        opened = self._open.pop()
        span = _Span(opened.start, self._length, opened.name, opened.opening)
        self._spans[opened.place] = span
        return opened.name

    def finish(self) -> _Document:
        self.close()
        while self._open:
            self._end_innermost()
        return _Document("".join(self._text), [span for span in self._spans if span])


def split_html(source: str) -> tuple[str, ...]:
    """Cut at blocks, else lines, else words; every piece is whole HTML that fits a message."""
    document = _read(source)
    return tuple(_slice(document, start, end) for start, end in _cuts(document))


def blocks(source: str) -> tuple[str, ...]:
    """Return the parts between blank lines, each whole HTML."""
    return _parts(source, re.compile(r"\n\s*\n"))


def lines(source: str) -> tuple[str, ...]:
    """Return the lines that say something, each whole HTML."""
    return _parts(source, re.compile(r"\n"))


def utf16_units(text: str) -> int:
    """Return the length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _parts(source: str, border: re.Pattern[str]) -> tuple[str, ...]:
    document = _read(source)
    text = document.text
    borders = [(0, 0), *(match.span() for match in border.finditer(text)), (len(text), len(text))]
    found = (
        (_skip_space(text[:end], start), len(text[:end].rstrip()))
        for (_, start), (end, _) in pairwise(borders)
    )
    return tuple(_slice(document, start, end) for start, end in found if start < end)


def _read(source: str) -> _Document:
    reader = _Reader()
    reader.feed(source)
    return reader.finish()


def _cuts(document: _Document) -> Iterator[tuple[int, int]]:
    """Yield where the pieces begin and end, white space at the borders left out."""
    text = document.text
    units = [0, *accumulate(1 + (ord(character) > 0xFFFF) for character in text)]
    start = _skip_space(text, 0)
    while start < len(text):
        fits = bisect_right(units, units[start] + MAX_UNITS) - 1
        fits = min(fits, _entities_fit(document.spans, start, fits))
        end = fits if fits >= len(text) else _border(text, start, fits)
        yield start, start + len(text[start:end].rstrip())
        start = _skip_space(text, end)


def _skip_space(text: str, start: int) -> int:
    return len(text) - len(text[start:].lstrip())


def _entities_fit(spans: list[_Span], start: int, end: int) -> int:
    """Return how far a piece may go before it holds too many tags."""
    count = weight = 0
    for span in spans:
        if span.end <= start or span.start >= end or span.start == span.end:
            continue
        count += 1
        weight += len(span.opening)
        if (count > MAX_ENTITIES or weight > _MAX_TAG_CHARACTERS) and span.start > start:
            return span.start
    return end


def _border(text: str, start: int, limit: int) -> int:
    """Return the last good place to cut that is not behind the limit."""
    for border in _BORDERS:
        place = text.rfind(border, start + 1, limit + len(border))
        if place > start:
            return place
    return limit


def _slice(document: _Document, start: int, end: int) -> str:
    """Return a piece as HTML: tags cut through are closed, and opened again in the next."""
    out: list[str] = []
    stack: list[_Span] = []
    place = start

    def write_to(until: int) -> None:
        nonlocal place
        out.append(html.escape(document.text[place:until], quote=False))
        place = until

    def close_before(until: int) -> None:
        while stack and stack[-1].end <= until:
            write_to(min(stack[-1].end, end))
            out.append(f"</{stack.pop().name}>")

    for span in document.spans:
        if max(span.start, start) < min(span.end, end):
            close_before(max(span.start, start))
            write_to(max(span.start, start))
            out.append(span.opening)
            stack.append(span)
    close_before(end)
    write_to(end)
    out.extend(f"</{span.name}>" for span in reversed(stack))
    return "".join(out)

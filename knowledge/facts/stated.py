"""Facts besides pay: labelled values ("Number of Jobs, 2024: 3,391,000") and telling sentences."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from knowledge.facts.kinds import FactKind, kind_of_label, load_kinds
from knowledge.models import BlockKind, Fact, Passage
from knowledge.names import folded

_LONGEST_VALUE = 90
_SCALES = {"thousand": 1_000, "million": 1_000_000}
_COUNT = re.compile(
    r"(?P<sign>[-−–])?\s?(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    r"\s*(?P<scale>thousand|million|[km]\b)?",
    re.IGNORECASE,
)
_PERCENT = re.compile(
    r"(?P<sign>[-−–]|decline\s+(?:about\s+)?|decrease\s+)?\s?\+?"
    r"(?P<number>\d+(?:\.\d+)?)\s*(?:%|percent)",
    re.IGNORECASE,
)
_RANGE = re.compile(r"~?(?P<low>\d+(?:\.\d+)?)(?:\s*(?:to|–|-)\s*(?P<high>\d+(?:\.\d+)?))?")
# "See How to Become One" leads to another section: no value.
_ELSEWHERE = re.compile(r"(?:see|refer to|varies|n/a)\b", re.IGNORECASE)
_SPAN = re.compile(r"\b(\d{4}(?:\s*[–-]\s*\d{2,4})?)\b")

_Ends = tuple[Decimal | None, Decimal | None]


def facts_of(passage: Passage, own: frozenset[str] = frozenset()) -> Iterator[Fact]:
    """Yield the facts that a passage states, in its order.

    `own` is how a text names the role itself, folded: a sentence on anybody else gives none.
    """
    for item in passage.items:
        label, colon, value = item.partition(": ")
        kind = kind_of_label(label) if colon else None
        if kind and (fact := _fact(kind, value, _span(label), passage)):
            yield fact
    if passage.items:
        return
    if passage.kind is BlockKind.PARAGRAPH and passage.heading:
        yield from _below_label(passage)
    yield from _told(passage, own)


def _told(passage: Passage, own: frozenset[str]) -> Iterator[Fact]:
    """What sentences say."""
    text = passage.text.casefold()
    for kind, pattern in [(k, pattern) for k, says, pattern in _sentences() if says in text]:
        for match in pattern.finditer(passage.text):
            groups = match.groupdict()
            subject = groups.get("subject")
            if subject and own and folded(subject) not in own:
                continue
            span = (groups.get("as_of") or "").replace(" to ", "–") or None
            if fact := _fact(kind, match["value"], span, passage):
                yield fact


@cache
def _sentences() -> tuple[tuple[FactKind, str, re.Pattern[str]], ...]:
    return tuple((kind, *told) for kind in load_kinds().values() for told in kind.sentences)


def _below_label(passage: Passage) -> Iterator[Fact]:
    """A short value alone under a heading that is its label."""
    kind = kind_of_label(passage.heading[-1])
    short = len(passage.text.split()) <= 6 and not passage.text.endswith(".")
    if kind and short and (fact := _fact(kind, passage.text, _span(passage.heading[-1]), passage)):
        yield fact


def _fact(kind: FactKind, value: str, span: str | None, passage: Passage) -> Fact | None:
    """The fact, or None where the value cannot be read as the kind's values are."""
    value = value.strip()
    if not value or len(value) > _LONGEST_VALUE:
        return None
    ends = _read(kind.value, value)
    if ends is None:
        return None
    unit = {"percent": "percent", "years": "years"}.get(kind.value, kind.unit)
    return Fact(
        kind=kind.id,
        value=value,
        low=ends[0],
        high=ends[1],
        unit=unit,
        as_of=span,
        level=passage.level,
        market=passage.market,
    )


def _read(how: str, value: str) -> _Ends | None:
    if how == "term":
        told = re.search(r"[A-Za-z]", value) and not _ELSEWHERE.match(value)
        return (None, None) if told else None
    if how == "count":
        return _count(value)
    if how == "percent":
        return _percent(value)
    match = _RANGE.match(value)
    if not match:
        return None
    low = Decimal(match["low"])
    high = Decimal(match["high"] or match["low"])
    return (low, high) if low <= high else None


def _count(value: str) -> _Ends | None:
    match = _COUNT.match(value)
    if not match or re.match(r"\s*[%\d]", value[match.end() :]):
        return None
    scale = (match["scale"] or "").casefold()
    factor = _SCALES.get({"k": "thousand", "m": "million"}.get(scale, scale), 1)
    number = Decimal(match["number"].replace(",", "")) * factor
    number = -number if match["sign"] else number
    return number, number


def _percent(value: str) -> _Ends | None:
    match = _PERCENT.search(value)
    if not match:
        return None
    number = Decimal(match["number"])
    number = -number if match["sign"] else number
    return number, number


def _span(label: str) -> str | None:
    match = _SPAN.search(label)
    return match.group(1) if match else None

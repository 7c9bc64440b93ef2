"""Reviews levels: those named on pay without a figure, and those that earn more than the next."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from knowledge.facts.pay_places import is_about_pay
from knowledge.lexicon import level_lexicon
from knowledge.models import LEVELS, Passage, Pay, RoleDocument
from knowledge.review.models import Finding, warning

# An item of a few words is a label by itself; of a longer one what stands before the colon.
_LABEL_WORDS = 4
_AFTER_LABEL = re.compile(r":\s|\s[–—-]\s")


def level_findings(document: RoleDocument) -> Iterator[Finding]:
    """Yield what looks wrong with the levels that a document gives pay for."""
    yield from _without_pay(document)
    yield from _out_of_order(document)


def _without_pay(document: RoleDocument) -> Iterator[Finding]:
    paid = {pay.level for passage in document.passages for pay in passage.pay}
    told: set[str] = set()
    for passage in document.passages:
        if not is_about_pay(passage) or passage.outline:
            continue
        for level, line in _named(passage):
            if level not in paid | told:
                told.add(level)
                message = f"the {level} level stands here without a figure; give its pay on a line"
                yield warning("level_without_pay", message, passage.heading, line)


def _named(passage: Passage) -> Iterator[tuple[str, str]]:
    """The levels that a section's heading and its items' labels name, with the line."""
    if passage.level and not passage.pay:
        yield passage.level, ""
    for item in passage.items:
        if any(map(str.isdigit, item)):
            continue  # a figure that is not read is told of by itself
        label = _AFTER_LABEL.split(item, maxsplit=1)[0]
        if label == item and len(item.split()) > _LABEL_WORDS:
            continue
        levels = {m.value for m in level_lexicon().find(label) if m.kind == "level"}
        if len(levels) == 1:
            yield levels.pop(), item


def _out_of_order(document: RoleDocument) -> Iterator[Finding]:
    alike: dict[tuple[object, ...], dict[str, list[Pay]]] = defaultdict(lambda: defaultdict(list))
    for pay in (pay for passage in document.passages for pay in passage.pay):
        if pay.level in LEVELS and pay.low and pay.high:
            key = (pay.market, pay.currency, pay.period, pay.basis, pay.engagement, pay.as_of)
            alike[key][str(pay.level)].append(pay)
    for by_level in alike.values():
        yield from _compared(by_level)


def _compared(by_level: Mapping[str, Sequence[Pay]]) -> Iterator[Finding]:
    for lower, higher in pairwise(level for level in LEVELS if level in by_level):
        (low, high), (next_low, next_high) = (_ends(by_level[level]) for level in (lower, higher))
        if low > next_low and high > next_high:
            message = (
                f"the {lower} level earns {low:,f} – {high:,f}, more than the {higher} level "
                f"({next_low:,f} – {next_high:,f}); look whether the lines are in place"
            )
            yield warning("levels_out_of_order", message)


def _ends(pays: Sequence[Pay]) -> tuple[Decimal, Decimal]:
    lows, highs = [p.low for p in pays if p.low], [p.high for p in pays if p.high]
    return min(lows), max(highs)

"""Sums that a question asks for: "over $100k", "at least 30 dollars an hour".

Knows money and the words before it; nothing of what roles earn.
"""

import re
from decimal import Decimal

from bot.ranked.masking import Masked
from bot.ranked.models import Condition, Relation
from bot.ranked.vocabulary import words
from knowledge.facts.currencies import rupee_of
from knowledge.money import Money, find_money

# A bare number is read as it would be under such a heading; its currency stays open then.
_CONTEXT = "USD / year"
_NEVER = frozenset({"day", "week"})
_BEFORE = "|".join(f"(?P<{name}>{said})" for name, said in words()["bounds"].items())
_BOUND = re.compile(rf"(?<!\w)(?:{_BEFORE}) (?:about |around |of )?$", re.IGNORECASE)
_AFTER = re.compile(r" ?(?:\+|(?:or|and) (?:more|above|over|up)\b)", re.IGNORECASE)
_LESS = re.compile(r" (?:or|and) (?:less|under|below)\b", re.IGNORECASE)


def take_sums(text: Masked, market: str | None, currency: str | None) -> list[Condition] | None:
    """Take the sums out of a question and return what they ask; None where one cannot be used.

    `currency` is what the question names in words ("dollars") beside a number.
    """
    rupee = rupee_of(market) or "LKR"
    plain = {money.start: money for money in find_money(text.original, rupee=rupee)}
    found: list[Condition] = []
    for money in find_money(text.original, context=_CONTEXT, rupee=rupee):
        told = plain.get(money.start)
        period = told.period if told else None
        if "•" in text.text[money.start : money.end] or period in _NEVER:
            return None
        written = (told.currency if told else None) or currency
        found += [
            Condition("pay", relation, bound, written, period)
            for relation, bound in _asked(text, money)
        ]
    return found


def _asked(text: Masked, money: Money) -> list[tuple[Relation, Decimal]]:
    """What a sum asks by the words around it, which go with it; a bare one is the least."""
    before = _BOUND.search(text.text[: money.start])
    more = _AFTER.match(text.text, money.end)
    less = _LESS.match(text.text, money.end)
    ends = [match.end() for match in (more, less) if match]
    text.blank(before.start() if before else money.start, max([money.end, *ends]))
    if money.low < money.high:
        return [(Relation.AT_LEAST, money.low), (Relation.AT_MOST, money.high)]
    if before:
        told = next(r for r in Relation if before.groupdict().get(r.value))
        return [(told, money.low)]
    return [(Relation.AT_MOST if less or money.up_to else Relation.AT_LEAST, money.low)]

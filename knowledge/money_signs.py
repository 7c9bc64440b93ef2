"""What the words around amounts show: a range, an open end, a period said ahead, or no pay at all.

It looks at places in a text and knows nothing of values.
"""

import re
from functools import lru_cache

from knowledge.money_parts import STEP, Part
from knowledge.money_words import (
    SPACE,
    any_of,
    one_of,
    other_periods,
    spellings,
    stated_before,
    sure_currency,
    telling_periods,
    unsure_currency,
)

# How far before a sum words speak of it.
_REACH = 80
_NEAR = 30

_DASH = f"(?:{one_of(spellings()['dashes'])})"
_RANGE = re.compile(
    rf"\.?\s{{0,2}}(?:{_DASH}(?:\s?{STEP}\s?{_DASH}){{0,9}}|{any_of('connectors')})\s{{0,2}}",
    re.IGNORECASE,
)
_AND = re.compile(rf"\s(?:{one_of(spellings()['conjunctions'])})\s", re.IGNORECASE)
_BETWEEN = re.compile(rf"{any_of('before_range')}\s{{1,2}}$", re.IGNORECASE)
# A sum that nothing stands before is a label's value: "Salary: $17.96 and $29.62".
_LABELLED = re.compile(r"(?:^|:)\s{0,2}$")

# What shows that an expression goes on in a way that is not read: "$10B", "$12,34", "$20/lesson".
_GOES_ON = re.compile(
    r"[^\W_]|[.,'’]\d|\s?(?:%|percent\b)|/-?\d|\s?[x×*]\s?\d"
    rf"|\s?(?:years|yrs|months|weeks|days|hours|hrs|minutes|bn|billion|trillion)\b"
    rf"|{SPACE}/{SPACE}[^\W\d_]|\s(?:per|each)\s(?!(?:hour|day|week|month|year|annum)\b(?!\sper))\w"
    rf"|,?{SPACE}\(?{other_periods()}",
    re.IGNORECASE,
)
# What shows that a number began before it was understood: "540'00 000", "$ x 5", "top-5".
_BEGAN = re.compile(r"(?:[\w.,/'’#:]|[-–—−‐‑]|\d['’. ]|[$£€₹¥+]\s?)$")
_CHANGE = re.compile(rf"{any_of('changes')}(?:\s\w+)?\s(?:by|from|of)\s$", re.IGNORECASE)
_HALF_RANGE = re.compile(r"\brang(?:e|es|ed|ing)\sfrom\s$", re.IGNORECASE)
_LABEL = re.compile(rf"{any_of('labels')}\s?$", re.IGNORECASE)

_UP_TO = re.compile(rf"{any_of('up_to')}\s{{1,2}}~?$", re.IGNORECASE)
_AT_LEAST = re.compile(rf"{any_of('at_least')}\s{{1,2}}~?$", re.IGNORECASE)
_AND_MORE = re.compile(rf"\s{{0,2}}{any_of('and_more')}", re.IGNORECASE)
_OR_LESS = re.compile(rf"\s{{0,2}}{any_of('at_the_most')}", re.IGNORECASE)

_LEADING = any_of("circa", "up_to", "at_least", "pay_nouns")
_ALONE = re.compile(rf"(?:^|{any_of('pay_nouns')})\W*(?:{_LEADING}\W+)*$", re.IGNORECASE)
_AFTER_PAY = re.compile(rf"\W*$|\s?[+(]|[,.;]?\s?{any_of('after_pay')}|[.;]\s", re.IGNORECASE)
# A word after a bare number says what is counted ("60,000 readers"), unless it is one of these.
_COUNTED = re.compile(
    r"\s+(?!(?:and|as|at|before|for|from|gross|if|in|net|on|or|per|plus|to|when|with)\b)[^\W\d_]"
)
_STATED = re.compile(stated_before(), re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?;]\s|\n")
_CURRENCY = re.compile(
    rf"(?<![^\W_])(?:{sure_currency()}|{unsure_currency()}(?=\s?(?:/\s?|per\s)"
    r"(?:hour|day|week|month|year|annum)))(?![^\W_])",
    re.IGNORECASE,
)


def _before(text: str, start: int) -> str:
    """The words before a place; a mark tells them from a text's beginning if they were cut off."""
    near = text[max(0, start - _NEAR) : start]
    return near if start <= _NEAR else f"…x{near}"


def currencies_named(text: str) -> list[str]:
    """Return the currencies in a text without amounts, as they are written."""
    return _CURRENCY.findall(text)


def periods_named(text: str) -> set[str]:
    """Return the periods in a text without amounts."""
    return {name for name, pattern in telling_periods().items() if pattern.search(text)}


def joins(text: str, low: Part, high: Part) -> bool:
    """Whether the text between two amounts makes them ends of one range."""
    if _RANGE.fullmatch(text, low.end, high.start):
        return True
    if not _AND.fullmatch(text, low.end, high.start):
        return False
    before = _before(text, low.start)
    both_money = bool(low.symbols and high.symbols)
    return bool(_BETWEEN.search(before) or (both_money and _LABELLED.search(before)))


def goes_on(text: str, end: int) -> bool:
    """Whether a sum goes on after its end in a way that is not understood."""
    return bool(_GOES_ON.match(text, end))


def began(text: str, start: int) -> bool:
    """Whether what stands before a bare number belongs to it."""
    return bool(_BEGAN.search(text[max(0, start - 2) : start]))


def is_labelled(text: str, start: int) -> bool:
    """Whether a number is a label's: "Level 3"."""
    return bool(_LABEL.search(_before(text, start)))


def lacks_its_end(text: str, start: int) -> bool:
    """Whether a single sum is the low end of a range whose high end was not found."""
    return bool(_HALF_RANGE.search(_before(text, start)))


def is_change(text: str, start: int) -> bool:
    """Whether a sum is a step from another one: "rose from $80k"."""
    return bool(_CHANGE.search(_before(text, start)))


def is_up_to(text: str, start: int, end: int) -> bool:
    """Whether a sum is said to be the most that it can be."""
    before = _before(text, start)
    return bool(_UP_TO.search(before) or _OR_LESS.match(text, end))


def is_at_least(text: str, start: int, end: int) -> bool:
    """Whether a sum is said to be the least that it can be."""
    before = _before(text, start)
    return bool(_AT_LEAST.search(before) or _AND_MORE.match(text, end))


def is_counted(text: str, end: int) -> bool:
    """Whether a word after a bare number says what is counted."""
    return bool(_COUNTED.match(text, end))


def is_alone(text: str, start: int, end: int) -> bool:
    """Whether a bare number stands as pay does in a field of a form: "Up to 45,000 plus car"."""
    return bool(_ALONE.search(_before(text, start)) and _AFTER_PAY.match(text, end))


def period_before(text: str, earliest: int, start: int) -> str | None:
    """Return the one period said ahead of a sum in its sentence: "annual salary of"."""
    return _period_said(_SENTENCE.split(text[max(earliest, start - _REACH) : start])[-1])


@lru_cache(maxsize=1_000)
def _period_said(words: str) -> str | None:
    found = {match.lastgroup for match in _STATED.finditer(words)}
    return found.pop() if len(found) == 1 else None

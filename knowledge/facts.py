"""Typed facts from passages: what somebody earns, by level and market, as a passage says it.

A line gives a fact only where it is clear whose pay it is; text that is ambiguous gives none.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from babel import Locale
from babel.numbers import get_territory_currencies

from knowledge.lexicon import Lexicon, level_lexicon
from knowledge.models import Passage, Pay
from knowledge.money import Money, find_money

_PAY_TOPICS = {"pay", "freelance"}
_PAY_WORDS = re.compile(r"\b(?:salar|pay\b|paid|wage|earn|income|rate)", re.IGNORECASE)
_BASES = {
    "average": r"\b(?:average|mean)\b",
    "median": r"\bmedian\b",
    "low": r"^\W*(?:low|lowest|minimum)\b",
    "high": r"^\W*(?:high|highest|maximum)\b",
}
# A line with such a word gives another sum than pay.
_OTHER_SUM = re.compile(
    r"\b(?:bonus(?:es)?|costs?|fees?|tuition|rais(?:e|es)|budgets?|revenues?|allowances?)\b",
    re.IGNORECASE,
)
_FREELANCE = re.compile(r"freelanc|contract(?:or|ing)", re.IGNORECASE)
_TITLES = re.compile(r"\(?\s*(?:median;\s*)?job titles?:\s*([^)]+)\)?", re.IGNORECASE)
_TITLE_LIST = re.compile(r"^(?P<level>[\w -]{2,20}):\s*(?P<titles>[A-Z].*)$")
_LABEL = re.compile(r"^\W*(?P<label>[A-Z][A-Za-z ()/-]{2,40}):\s")
# A label of these says what the sum is, not whose it is.
_NO_TITLE = re.compile(
    r"salar|pay\b|wage|earn|income|rate|low|high|median|average|mean|minimum|maximum|range|freelance"
    r"|per\b|month|year|annual",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
# Above this a yearly salary is meant when dollars, pounds or euros stand without a period:
# nobody is quoted such a sum by the month.
_SURELY_A_YEAR = Decimal(20_000)
_WESTERN = {"USD", "GBP", "EUR", "AUD", "CAD", "NZD", "CHF"}


def with_facts(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return the passages with the pay facts that each states."""
    lexicon = level_lexicon()
    read = [replace(p, facts=tuple(_pay_facts(p, lexicon))) for p in passages]
    titles = _titles_by_level(read, lexicon)
    return tuple(
        replace(p, facts=tuple(_titled(fact, titles) for fact in p.facts)) if p.facts else p
        for p in read
    )


def _pay_facts(passage: Passage, lexicon: Lexicon) -> Iterator[Pay]:
    context = " › ".join((*passage.heading, passage.lead))
    about_pay = bool(_PAY_TOPICS & {passage.topic, *passage.also})
    rupee = _rupee(passage.market)
    for line in passage.items or _SENTENCE.split(passage.text):
        if not about_pay and not _PAY_WORDS.search(line):
            continue
        found = list(find_money(line, context=context, rupee=rupee))
        # Two sums in one line may be of two levels, or a sum and its raise: not clear whose
        if len(found) != 1 or not (about_pay or found[0].period):
            continue
        if fact := _pay(found[0], line, passage, lexicon):
            yield fact


def _pay(money: Money, line: str, passage: Passage, lexicon: Lexicon) -> Pay | None:
    if money.currency is None:
        return None
    words = " ".join(_TITLES.sub("", part) for part in (line[: money.start], line[money.end :]))
    level, market = (_one(lexicon, kind, words) for kind in ("level", "market"))
    if _AMBIGUOUS in {level, market} or _OTHER_SUM.search(line):
        return None
    if level is None and _of_no_level(line):
        return None
    titles = _TITLES.search(line)
    context = f"{' '.join(passage.heading)} {words}"
    return Pay(
        low=money.low,
        high=money.high,
        currency=money.currency,
        period=money.period or _plain_period(money),
        level=level or passage.level,
        market=market or passage.market,
        basis=_basis(line, passage),
        engagement="freelance" if _FREELANCE.search(context) else "employment",
        open_ended=money.open_ended,
        titles=_split_titles(titles.group(1)) if titles else _labelled(line, level),
    )


_AMBIGUOUS = "ambiguous"


def _one(lexicon: Lexicon, kind: str, words: str) -> str | None:
    """The one name of a kind in the words."""
    values = {m.value for m in lexicon.find(words) if m.kind == kind}
    if len(values) > 1:
        return _AMBIGUOUS
    return values.pop() if values else None


def _of_no_level(line: str) -> bool:
    """Whether the line is a headline sum ("from Rs.150k+") that leaves open whose it is."""
    return bool(re.search(r"headline|^\W*from\b", line, re.IGNORECASE))


def _basis(words: str, passage: Passage) -> str:
    for text in (words, *reversed(passage.heading)):
        for basis, pattern in _BASES.items():
            if re.search(pattern, text, re.IGNORECASE):
                return basis
    return "range"


def _plain_period(money: Money) -> str | None:
    return "year" if money.currency in _WESTERN and money.low >= _SURELY_A_YEAR else None


def _rupee(market: str | None) -> str | None:
    """What "Rs" means in a market."""
    codes = {name: code for code, name in Locale("en").territories.items()}
    current = get_territory_currencies(codes[market]) if market in codes else []
    return (
        current[0] if current and current[0] in {"LKR", "INR", "PKR", "NPR", "MUR", "SCR"} else None
    )


def _labelled(line: str, level: str | None) -> tuple[str, ...]:
    """The title that stands before a sum of no known level: "Matron: Rs. 190,000 a month"."""
    match = _LABEL.match(line)
    if level or not match or _NO_TITLE.search(match["label"]):
        return ()
    return (match["label"].strip(),)


def _titles_by_level(
    passages: Iterable[Passage], lexicon: Lexicon
) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """Job titles given on lines of their own: "Senior: Senior Engineer / Principal Engineer"."""
    titles: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for passage in passages:
        if passage.topic not in {"pay", "progression"}:
            continue
        for item in passage.items:
            match = _TITLE_LIST.match(item)
            if match and not re.search(r"\d", match["titles"]):
                level = _one(lexicon, "level", match["level"])
                if level and level != _AMBIGUOUS:
                    titles[passage.market, level] = _split_titles(match["titles"])
    return titles


def _titled(fact: Pay, titles: dict[tuple[str | None, str], tuple[str, ...]]) -> Pay:
    if fact.titles or fact.level is None:
        return fact
    return replace(fact, titles=titles.get((fact.market, fact.level), ()))


def _split_titles(text: str) -> tuple[str, ...]:
    return tuple(
        title.strip() for title in re.split(r"\s*(?:/|,|;| or )\s*", text) if title.strip()
    )

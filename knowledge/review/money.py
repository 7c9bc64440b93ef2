"""Reviews sums: the line each pay fact was read from, and sums that gave no fact.

It reads no pay itself: it compares what a text says with the facts that were read.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, lru_cache
from itertools import pairwise

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from knowledge import money_signs as signs
from knowledge.facts.pay_places import is_about_pay, is_on_others, lines_of
from knowledge.lexicon import level_lexicon
from knowledge.models import Passage, Pay, RoleDocument
from knowledge.money import Money, find_money
from knowledge.money_parts import Part, find_parts
from knowledge.review.models import Finding, PayLine, note, warning

_PAY_WORDS = re.compile(r"\b(?:salar|pay\b|paid|wage|earn|income)", re.IGNORECASE)
# A bare number below this is no pay, and one like a year is a year.
_LEAST = 1_000
_YEAR = re.compile(r"(?:19|20)\d\d")
# Of which country a rupee is does not matter to how a line is read.
_A_RUPEE = "LKR"
_DOUBTS = {
    "two_sums": "{n} sums on one line: not clear whose each is; give each a line of its own",
    "no_currency": "a number without a currency; if it is pay, write “LKR 90,000” or “$90,000”",
    "rupees_of_no_country": "“Rs.” of no known country; write LKR or INR, or name the `market:`",
    "two_levels": "names several levels ({named}) for one sum; give each level a line of its own",
    "two_markets": "names several countries ({named}) for one sum; give each a line of its own",
}


def pay_lines(document: RoleDocument) -> Iterator[PayLine]:
    """Yield each pay fact with the line that it was read from, in reading order."""
    for passage in document.passages:
        for pay in passage.pay:
            yield PayLine(pay, passage.heading, _line_of(pay, passage))


def money_findings(document: RoleDocument, lines: Sequence[PayLine]) -> Iterator[Finding]:
    """Yield what looks wrong with a document's sums; `lines` are its pay facts."""
    for passage in document.passages:
        if not (is_on_others(passage) or passage.outline):
            for line in lines_of(passage):
                if any(map(str.isdigit, line)):
                    yield from _of_line(line, passage)
    for each in lines:
        if each.pay.period is None:
            yield warning(
                "no_period",
                "pay without a period; add “a month” or “a year”",
                each.heading,
                each.line,
            )


def _of_line(line: str, passage: Passage) -> Iterator[Finding]:
    about = is_about_pay(passage)
    said = about or bool(_PAY_WORDS.search(line))
    found = _sums(line, passage)
    if upside := _upside_down(line, about=about):
        message = f"“{upside}” is upside down and was not read; put the lower end first"
        yield warning("range_upside_down", message, passage.heading, line)
    elif said and (strange := _not_understood(line, found)):
        message = f"“{strange}” was not understood; write one plain sum, such as “$90,000 a year”"
        yield warning("sum_not_understood", message, passage.heading, line)
    unread = [m for m in found if not any(_is(m, pay) for pay in passage.pay)]
    if unread and said:
        yield from _doubt(line, passage, found, unread[0])


def _doubt(line: str, passage: Passage, found: Sequence[Money], unread: Money) -> Iterator[Finding]:
    """Why a line's sum gave no fact."""
    kind, values = _reason(line, found, unread)
    if not is_about_pay(passage) and not unread.period:
        return
    if kind:
        message = _DOUBTS[kind].format(n=len(found), named=", ".join(values))
        yield warning(kind, message, passage.heading, line)
    elif is_about_pay(passage):
        message = "a sum that gave no pay fact: it may be a bonus, a fee or of no known level"
        yield note("no_pay", message, passage.heading, line)


def _reason(line: str, found: Sequence[Money], unread: Money) -> tuple[str | None, list[str]]:
    if len(found) > 1:
        return "two_sums", []
    if unread.currency is None:
        rupees = re.search(r"\b(?:rs|rupees?)\b|₨", line, re.IGNORECASE)
        return "rupees_of_no_country" if rupees else "no_currency", []
    rest = line[: unread.start] + " " + line[unread.end :]
    for kind, name in (("two_levels", "level"), ("two_markets", "market")):
        values = {m.value for m in level_lexicon().find(rest) if m.kind == name}
        if len(values) > 1:
            return kind, sorted(values)
    return None, []


def _line_of(pay: Pay, passage: Passage) -> str:
    """The line that states a fact; in a column of bare sums the first one alone has a currency."""
    for currency in ("", pay.currency):
        for line in lines_of(passage):
            if any(_is(money, pay) for money in _sums(line, passage, currency)):
                return line
    return passage.text.partition("\n")[0]


def _sums(line: str, passage: Passage, currency: str = "") -> tuple[Money, ...]:
    context = " › ".join(filter(None, (*passage.heading, passage.lead, currency)))
    return _read(line, context, _A_RUPEE if _has_rupees(passage.market) else None)


@cache
def _has_rupees(market: str | None) -> bool:
    codes = {name: code for code, name in Locale("en").territories.items()}
    current = get_territory_currencies(codes[market]) if market in codes else []
    return any("Rupee" in get_currency_name(code, locale="en") for code in current)


@lru_cache(maxsize=4096)
def _read(line: str, context: str, rupee: str | None) -> tuple[Money, ...]:
    return tuple(find_money(line, context, rupee))


@lru_cache(maxsize=4096)
def _parts(line: str) -> tuple[Part, ...]:
    return tuple(find_parts(line))


def _is(money: Money, pay: Pay) -> bool:
    return pay.high == money.high and pay.low in {money.low, None}


def _upside_down(line: str, *, about: bool) -> str | None:
    """A range whose first end is the higher one: "90k – 70k"."""
    for first, last in pairwise(_parts(line)):
        if signs.joins(line, first, last) and _is_money(first, last, about=about):
            low, high = (_value(part) for part in (first, last))
            if low and high and low > high:
                return line[first.start : last.end]
    return None


def _is_money(first: Part, last: Part, *, about: bool) -> bool:
    if first.symbols or last.symbols:
        return True
    large = all((_value(p) or 0) >= _LEAST and not _YEAR.fullmatch(p.number) for p in (first, last))
    return about and large


def _value(part: Part) -> Decimal | None:
    return part.value(part.scale, dotted=False)


def _not_understood(line: str, found: Sequence[Money]) -> str | None:
    """An amount with a currency that no sum was read from."""
    read = [(money.start, money.end) for money in found]
    for part in _parts(line):
        if part.symbols and not any(start <= part.start < end for start, end in read):
            return line[part.start : part.end]
    return None

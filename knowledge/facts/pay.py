"""Pay facts: what somebody earns, by level and market, as a passage says it.

A line gives a fact only where it is clear whose pay it is; text that is ambiguous gives none.
"""

import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from knowledge.facts.currencies import rupee_of, written_currency
from knowledge.facts.pay_places import is_about_pay, is_on_others, lines_of
from knowledge.lexicon import level_mentions
from knowledge.models import Passage, Pay
from knowledge.money import Money, find_money, period_of
from knowledge.names import folded

_DIGIT = re.compile(r"\d")
# What everybody earns is no role's pay.
_EVERYBODY = re.compile(r"\ball (?:occupations|workers|jobs)\b", re.IGNORECASE)
_PAY_WORDS = re.compile(r"\b(?:salar|pay\b|paid|wage|earn|income|rate)", re.IGNORECASE)
_BASES = {
    basis: re.compile(words, re.IGNORECASE)
    for basis, words in {
        "p10": r"\b(?:lowest|bottom)[ -](?:paid )?(?:10 percent|10%|tenth)|\b10th percentile",
        "p90": r"\b(?:highest|top)[ -](?:paid )?(?:10 percent|10%|tenth)|\b90th percentile",
        "p25": r"\b(?:lowest|bottom)[ -](?:paid )?quarter|\b25th percentile",
        "p75": r"\b(?:highest|top)[ -](?:paid )?quarter|\b75th percentile",
        "average": r"\b(?:average|mean)\b",
        "median": r"\bmedian\b",
        "low": r"^\W*(?:low|lowest|minimum)\b",
        "high": r"^\W*(?:high|highest|maximum)\b",
    }.items()
}
# A line with such a word gives another sum than pay.
_OTHER_SUM = re.compile(
    r"\b(?:bonus(?:es)?|costs?|fees?|tuition|rais(?:e|es)|budgets?|revenues?|allowances?)\b",
    re.IGNORECASE,
)
_FREELANCE = re.compile(r"freelanc|contract(?:or|ing)", re.IGNORECASE)
_TITLES = re.compile(r"\(?\s*(?:median;\s*)?job titles?:\s*([^)]+)\)?", re.IGNORECASE)
_TITLE_LIST = re.compile(r"^(?P<level>[\w -]{2,20}):\s*(?P<titles>[A-Z].*)$")
_LABEL = re.compile(r"^\W*(?P<label>[A-Z][A-Za-z0-9 ()/,;&'’.-]{2,160}):\s")
# "The median annual wage for avionics technicians was $77,420": of whom a sentence speaks.
_SUBJECT = re.compile(
    r"\b(?:wage|salary|pay|earnings|income)s? (?:for|of) (?:an? )?"
    r"(?P<subject>[^.]{3,90}?) (?:was|is|were|are)\b",
    re.IGNORECASE,
)
# A list whose lines are nothing but labels and amounts: the first one's currency is all of theirs.
_COLUMN = re.compile(r".+: ?[$£€₹]?\s?\d[\d,]*(?:\.\d+)?")
_CLAUSES = re.compile(r",?\s+(?:and|while|but|whereas)\s+|;\s+|,\s+(?=the\b)", re.IGNORECASE)
_DATE = re.compile(
    r"\b((?:(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December) )?(?:19|20)\d\d)\b"
)
# "The lowest 10 percent earned less than $66,030" tells the percentile itself, no upper end.
_PERCENTILES = frozenset({"p10", "p25", "p75", "p90"})
# A label of these says what the sum is, not whose it is.
_NO_TITLE = re.compile(
    r"\b(?:salar|pay\b|wage|earn|income|rates?\b|low|high|median|average|mean\b|minimum|maximum"
    r"|range|freelance|per\b|month|year|annual)",
    re.IGNORECASE,
)
# An extra beside the pay itself: "with a London weighting of £3,000".
_EXTRA_NOUN = r"(?:weighting|allowance|bonus|commission|differential)s?\b"
_NAMES_EXTRA = re.compile(_EXTRA_NOUN, re.IGNORECASE)
_EXTRA = re.compile(rf"[,;(]?\s*\b(?:with|plus)\b[^.;]*\b{_EXTRA_NOUN}.*", re.IGNORECASE)
_SURELY_PAY = re.compile(r"\b(?:salar|wage)", re.IGNORECASE)
# "Enrolled nurses usually earn $60,000": of whom a sentence speaks, too.
_EARNER = re.compile(
    r"^\W*(?:An? |The )?(?P<subject>[A-Z][^.$£€₹\d]{2,80}?)\s+"
    r"(?:(?:usually|typically|generally|can|may)\s+)?(?:earns?|makes?|(?:is|are) paid)\b"
)
# Above this a yearly salary is meant when dollars, pounds or euros stand without a period:
# nobody is quoted such a sum by the month.
_SURELY_A_YEAR = Decimal(20_000)
_WESTERN = {"USD", "GBP", "EUR", "AUD", "CAD", "NZD", "CHF"}


def with_pay(
    passages: Iterable[Passage],
    own: frozenset[str] = frozenset(),
    aliases: frozenset[str] = frozenset(),
) -> tuple[Passage, ...]:
    """Return a document's passages with the pay facts that each states.

    `own` is how a text names the role itself, folded: such a name before a sum tells nothing more.
    Nor does an alias, where the document gives the sums of nobody else and no job titles.
    """
    read = [(p, tuple(_pay_facts(p, own))) for p in passages]
    whose = {frozenset(map(folded, f.titles)) for _, pay in read for f in pay if not f.level}
    called = next(iter(whose), frozenset()) & aliases
    if len(whose) == 1 and called and not any(_TITLES.search(p.text) for p, _ in read):
        read = [(p, tuple(_without(fact, called) for fact in pay)) for p, pay in read]
    titles = _titles_by_level(p for p, _ in read)
    return tuple(
        replace(p, pay=tuple(_titled(fact, titles) for fact in pay)) if pay else p
        for p, pay in read
    )


def _without(fact: Pay, names: Set[str]) -> Pay:
    if fact.level is not None:
        return fact
    return replace(fact, titles=tuple(t for t in fact.titles if folded(t) not in names))


def _pay_facts(passage: Passage, own: frozenset[str]) -> Iterator[Pay]:
    about_pay = is_about_pay(passage)
    if is_on_others(passage) or not _may_state(passage, about_pay=about_pay):
        return
    context = " › ".join((*passage.heading, passage.lead, _column_currency(passage)))
    rupee = rupee_of(passage.market)
    subject: tuple[str, ...] = ()
    for told in lines_of(passage):
        line = _EXTRA.sub("", told) if _NAMES_EXTRA.search(told) else told
        if not (about_pay or _PAY_WORDS.search(line)) or _EVERYBODY.search(line):
            continue
        if match := _SUBJECT.search(line) or _EARNER.match(line):
            subject = () if folded(match["subject"]) in own else (match["subject"].strip(),)
        for clause, found in _clauses(line, context, rupee) if _DIGIT.search(line) else ():
            # Two sums in one line may be of two levels, or a sum and its raise: not clear whose
            if len(found) != 1:
                continue
            named = _SURELY_PAY.search(clause[: found[0].start])
            if not (about_pay or found[0].period or named):
                continue
            if fact := _pay(found[0], clause, passage):
                yield _of_whom(fact, subject, own)


def _may_state(passage: Passage, *, about_pay: bool) -> bool:
    """Whether a passage has what all that states pay has; most have not."""
    told = "\n".join(passage.items) or passage.text
    return bool(_DIGIT.search(told) and (about_pay or _PAY_WORDS.search(told)))


def _clauses(line: str, context: str, rupee: str | None) -> list[tuple[str, tuple[Money, ...]]]:
    """A line's clauses with their sums, if each states one, on a basis or with an own pay word.

    "The lowest 10 percent earned less than $66,030, and the highest 10 percent ..." is two.
    """
    parts = _CLAUSES.split(line)
    bases = {basis for part in parts if (basis := _basis_in(part))} if len(parts) > 1 else set()
    if len(parts) > 1 and (len(bases) == len(parts) or all(map(_PAY_WORDS.search, parts))):
        read = [(part, tuple(find_money(part, context, rupee))) for part in parts]
        if all(len(found) == 1 for _, found in read):
            return read
    return [(line, tuple(find_money(line, context, rupee)))]


def _column_currency(passage: Passage) -> str:
    """What the first line's amount is written in, where all are a column of bare amounts."""
    symbol = re.search(r": ?([$£€₹])", passage.items[0]) if passage.items else None
    column = symbol and all(_COLUMN.fullmatch(item) for item in passage.items)
    return symbol.group(1) if symbol and column else ""


def _of_whom(fact: Pay, subject: tuple[str, ...], own: frozenset[str]) -> Pay:
    """The fact with whom a sentence before it speaks of; the role's own name is nobody else."""
    titles = tuple(t for t in fact.titles if folded(t) not in own)
    if fact.level is None and not titles:
        titles = subject
    return replace(fact, titles=titles)


def _pay(money: Money, line: str, passage: Passage) -> Pay | None:
    if money.currency is None:
        return None
    words = " ".join(_TITLES.sub("", part) for part in (line[: money.start], line[money.end :]))
    level, market = (_one(kind, words) for kind in ("level", "market"))
    if level and _within_label(line):
        level = None
    if _AMBIGUOUS in {level, market} or _OTHER_SUM.search(line):
        return None
    if level is None and _of_no_level(line):
        return None
    titles = _TITLES.search(line)
    context = f"{' '.join(passage.heading)} {words}"
    basis = _basis(words, passage)
    at_most = money.up_to and basis not in _PERCENTILES
    return Pay(
        low=None if at_most else money.low,
        high=money.high,
        currency=written_currency(money, line, market or passage.market),
        period=money.period or _period_in(words) or _plain_period(money),
        level=level or passage.level,
        market=market or passage.market,
        basis=basis,
        engagement="freelance" if _FREELANCE.search(context) else "employment",
        open_ended=money.open_ended and basis not in _PERCENTILES,
        titles=_split_titles(titles.group(1)) if titles else _labelled(line, level),
        as_of=_date(words, passage),
    )


def _period_in(words: str) -> str | None:
    """A period named apart from the sum: "the median annual wage was $93,600"."""
    return period_of(words) if _PAY_WORDS.search(words) else None


def _date(words: str, passage: Passage) -> str | None:
    """The one date that the words around a sum give, or the heading they stand under."""
    for text in (words, *reversed(passage.heading)):
        found = set(_DATE.findall(text))
        if found:
            return found.pop() if len(found) == 1 else None
    return None


_AMBIGUOUS = "ambiguous"


def _one(kind: str, words: str) -> str | None:
    """The one name of a kind in the words."""
    values = {m.value for m in level_mentions(words) if m.kind == kind}
    if len(values) > 1:
        return _AMBIGUOUS
    return values.pop() if values else None


def _within_label(line: str) -> bool:
    """Whether a level's word stands amid a label: "elementary, middle, and secondary teachers".

    A label that is of a level says so at its beginning or at its end.
    """
    match = _LABEL.match(line)
    levels = [m for m in level_mentions(match["label"]) if m.kind == "level"] if match else []
    if not match or not levels:
        return False
    label = match["label"]
    ends = [(label[: level.start], label[level.end :]) for level in levels]
    return min(len(words.split()) for pair in ends for words in pair) > 1


def _of_no_level(line: str) -> bool:
    """Whether the line is a headline sum ("from Rs.150k+") that leaves open whose it is."""
    return bool(re.search(r"headline|^\W*from\b", line, re.IGNORECASE))


def _basis(words: str, passage: Passage) -> str:
    found = (_basis_in(text) for text in (words, *reversed(passage.heading)))
    return next(filter(None, found), "range")


@lru_cache(maxsize=1_000)
def _basis_in(text: str) -> str | None:
    return next((basis for basis, words in _BASES.items() if words.search(text)), None)


def _plain_period(money: Money) -> str | None:
    return "year" if money.currency in _WESTERN and money.low >= _SURELY_A_YEAR else None


def _labelled(line: str, level: str | None) -> tuple[str, ...]:
    """The title that stands before a sum of no known level: "Matron: Rs. 190,000 a month"."""
    match = _LABEL.match(line)
    if level or not match or _NO_TITLE.search(match["label"]):
        return ()
    return (match["label"].strip(),)


def _titles_by_level(
    passages: Iterable[Passage],
) -> dict[tuple[str | None, str], tuple[str, ...]]:
    """Job titles given on lines of their own: "Senior: Senior Engineer / Principal Engineer"."""
    titles: dict[tuple[str | None, str], tuple[str, ...]] = {}
    for passage in passages:
        if passage.topic not in {"pay", "progression"}:
            continue
        for item in passage.items:
            match = _TITLE_LIST.match(item)
            if match and not re.search(r"\d", match["titles"]):
                level = _one("level", match["level"])
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

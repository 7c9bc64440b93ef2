"""Utterance to criteria: is it a question over many careers, and which ones does it ask for.

Precise rather than complete: a question of which too much is left is answered in the usual way.
Knows patterns and names; no facts and no documents.
"""

import re
from dataclasses import replace
from decimal import Decimal

from bot.ranked.masking import HEAD, MARKS, SUPERLATIVE, TAKEN, Masked, words_in
from bot.ranked.models import Condition, Criteria, Relation
from bot.ranked.sums import take_sums
from bot.ranked.vocabulary import (
    GAP,
    Order,
    besides,
    compiled,
    fields,
    filters,
    orders,
    pattern_of,
    word_set,
    words,
)
from bot.utterance import ROLES, Utterance
from knowledge.facts.values import step_named
from knowledge.lexicon import Mention
from knowledge.money import currency_of

_LONGEST = 30
_LEFT_OVER = 3
# Their numbers have one digit.
_MOST_ROLES = 10
MOST_ROWS = 10
_HEADS = words()["heads"]
_NO_HEAD = rf"\b(?! (?:{_HEADS['none']})\b)"
_PLURALS = compiled(rf"(?P<head>{_HEADS['many']}){_NO_HEAD}")
_ONE = rf"(?P<head>{_HEADS['one']}){_NO_HEAD}"
_TOLD_END = re.compile(words()["told_end"], re.IGNORECASE)
_SOMEBODY = re.compile(rf"(?:{words()['somebody']}) [{MARKS}]", re.IGNORECASE)
# "What is the lowest pay" may be of the role talked about, "who earns the least" is not.
_OF_A_THING = re.compile(r"\bwhat is\b", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:until|till|by|through|up to)\s+(?:the\s+year\s+)?20[3-9]\d\b", re.IGNORECASE
)
_ASKED = "which|what|any|every|each|another|(?:kind|type|sort) of"
# "which job", "the best paid job"; "a job that ..."
_SINGULAR = (
    compiled(rf"(?:(?:{_ASKED}) |{SUPERLATIVE}+ ){GAP}{_ONE}"),
    compiled(rf"an? {GAP}{_ONE}(?= (?:that|which|with|where|[{MARKS}]))"),
)


def criteria_of(said: Utterance) -> Criteria | None:
    """Return what a question over many careers asks for; None where it is none for certain."""
    if len(said.text.split()) > _LONGEST or not pattern_of("gate").search(said.text):
        return None
    return _Reading(said).criteria()


class _Reading:
    """One question, read step by step; each step takes out the words that it understood."""

    def __init__(self, said: Utterance) -> None:
        self._said = said
        # signs that would be taken for marks give way to blanks, so that places stay
        plain = re.sub(rf"[{MARKS}@]", " ", said.text.replace("’", "'"))
        # up to when, the answer says: it is that of the projections
        self._text = Masked(_UNTIL.sub(lambda match: " " * len(match.group()), plain))
        self._mentions = [m for m in said.names if m.kind in ROLES and not _is_field(said, m)]
        self._unused: list[str] = []
        self._currency: str | None = None
        self._headed = False
        self._topped = False
        """Whether it says "top 10", of whatever."""
        self._asked_from = 0
        """Where the question begins, after "Top 10:" and what is told before it."""
        self._told = False
        """Whether something was told before it that careers must meet."""
        self._parted = False
        """Whether a level or market stands within the superlative: "highest senior pay"."""

    def criteria(self) -> Criteria | None:
        """What it asks for, or None."""
        places = self._take_places()
        for number, mention in enumerate(self._mentions[:_MOST_ROLES]):
            self._text.name(mention.start, mention.end, number)
        if places is None or len(self._mentions) > _MOST_ROLES:
            return None
        self._skip_count()
        told = self._take_told()
        if self._begins("beginnings") or self._begins("own"):
            return None
        if command := self._begins("commands"):
            self._text.blank(*command.span())
        asked = Criteria(self._said.text, level=places[0], market=places[1], conditions=told)
        found = self._read(asked)
        if found is None or not self._is_sure(found):
            return None
        return replace(found, unused=(*self._unused, *self._left(found)))

    def _read(self, found: Criteria) -> Criteria | None:
        found = self._take_beside(found)
        named = self._named(found)
        found = self._take_order(found, among=len(named) > 1)
        found = self._take_filters(found)
        sums = take_sums(self._text, found.market, self._currency)
        if sums is None:
            return None
        found = replace(found, conditions=(*found.conditions, *sums), roles=named)
        if not (found.by or found.conditions or pattern_of("undefined").search(self._text.text)):
            return None
        return self._take_heads(self._take_fields(self._take_count(found)))

    def _take_places(self) -> tuple[str | None, str | None] | None:
        """The level and the market; None where there are several, which one table cannot have."""
        for mention in self._said.names:
            words_said = self._said.text[mention.start : mention.end]
            if mention.kind == "market" and (currency := currency_of(words_said, "LKR")):
                self._currency = currency
            elif mention.kind in {"level", "market"}:
                self._text.blank(mention.start, mention.end)
        told = [m for m in self._said.names if TAKEN in self._text.text[m.start : m.end]]
        levels, markets = (
            tuple(dict.fromkeys(m.value for m in told if m.kind == kind))
            for kind in ("level", "market")
        )
        if len(levels) > 1 or len(markets) > 1:
            return None
        return (*levels, None)[0], (*markets, None)[0]

    def _begins(self, name: str) -> re.Match[str] | None:
        """The beginning of the question, where it is as a pattern of words.yaml has it."""
        return pattern_of(name).match(self._text.text, self._asked_from)

    def _skip_count(self) -> None:
        """The question begins after the "Top 10:" that asks one again for more rows."""
        count = self._begins("count")
        if count and self._text.text.startswith(": ", count.end()):
            self._asked_from = count.end() + len(": ")

    def _take_told(self) -> tuple[Condition, ...]:
        """What careers must meet by what is told before the question, if it says no more."""
        start = self._asked_from
        if self._begins("beginnings"):
            return ()
        for end in reversed([m.end() for m in _TOLD_END.finditer(self._text.text)]):
            told = Masked(self._text.text[start:end])
            met, unused = _conditions_in(told)
            told.take(pattern_of("age"))
            known = word_set("stopwords") | word_set("telling")
            if met and not unused and all(word in known for word in words_in(told.text)):
                self._text.blank(start, end - 1)
                self._asked_from, self._told = end, True
                return met
        return ()

    def _take_beside(self, found: Criteria) -> Criteria:
        for relation, pattern in besides():
            for match in self._text.take(pattern):
                number = re.search(r"@(\d)", match.group())
                if number and found.beside is None:
                    role = self._mentions[int(number[1])].value.partition("|")[0]
                    lowest = relation is Relation.UNDER
                    found = replace(found, by="pay", beside=role, relation=relation, lowest=lowest)
        return found

    def _named(self, found: Criteria) -> tuple[str, ...]:
        """The roles named besides the one compared with."""
        numbers = re.findall(r"@(\d)", self._text.text)
        ids = (self._mentions[int(n)].value.partition("|")[0] for n in numbers)
        return tuple(dict.fromkeys(role for role in ids if role != found.beside))

    def _take_order(self, found: Criteria, *, among: bool) -> Criteria:
        """The order asked for: by its name before a superlative, and that before an adjective.

        Of several the first.
        """
        told = [(o, m) for o in orders() if among or not o.among for m in self._taken(o)]
        told.sort(key=lambda pair: (not pair[0].sorted, not pair[0].superlative, pair[1].start()))
        for order, match in told:
            self._parted = self._parted or (order.superlative and TAKEN in match.group())
            if found.by is None:
                found = replace(found, by=order.by, lowest=order.lowest)
                if order.below is not None:
                    below = Condition(order.by, Relation.UNDER, order.below)
                    found = replace(found, conditions=(*found.conditions, below))
            elif order.by == "demand" and found.by != "demand":
                high = Condition("demand", Relation.AT_LEAST, Decimal(step_named("demand", "high")))
                found = replace(found, conditions=(*found.conditions, high))
            elif order.by != found.by or order.lowest != found.lowest:
                self._unused.append(self._text.said(match))
        return found

    def _taken(self, order: Order) -> list[re.Match[str]]:
        return self._text.take(order.pattern, SUPERLATIVE if order.superlative else TAKEN)

    def _take_fields(self, found: Criteria) -> Criteria:
        for field in fields().values():
            if field.excluded and self._text.take(field.excluded):
                found = replace(found, not_fields=(*found.not_fields, field.id))
        for field in fields().values():
            people = self._text.take(field.heads, HEAD, "who") if field.heads else []
            self._headed = self._headed or bool(people)
            named = self._text.take(field.named) if field.named else []
            for match in (*people, *named):
                if found.field is None:
                    found = replace(found, field=field.id)
                elif found.field != field.id:
                    self._unused.append(self._text.said(match))
        return found

    def _take_filters(self, found: Criteria) -> Criteria:
        conditions, unused = _conditions_in(self._text, found.conditions)
        self._unused += unused
        return replace(found, conditions=conditions)

    def _take_count(self, found: Criteria) -> Criteria:
        for match in self._text.take(pattern_of("count")):
            said = (match["count"] or match["count_"]).casefold()
            number = words()["numbers"].get(said) or int(said)
            found = replace(found, count=max(1, min(number, MOST_ROWS)))
            self._topped = self._topped or match.group().casefold().startswith(("top", "best"))
        return found

    def _take_heads(self, found: Criteria) -> Criteria | None:
        """The criteria where the question is over careers at all."""
        text = self._text
        somebody = _SOMEBODY.match(text.text, self._asked_from)
        heads = [m for pattern in (*_SINGULAR, _PLURALS) for m in text.take(pattern, HEAD, "head")]
        best = bool(text.take(pattern_of("undefined")))
        topped = best or (self._topped and not found.conditions)
        if topped and found.by is None and found.beside is None:
            found = replace(found, by="pay", assumed=True)
        superlative = SUPERLATIVE in text.text and not self._parted
        self._headed = self._headed or bool(heads)
        if self._headed or len(found.roles) > 1:
            return found
        if somebody and superlative:
            of_a_thing = _OF_A_THING.search(somebody.group()) is not None
            left = self._left(found) or found.conditions or found.roles
            return replace(found, bare=of_a_thing and not left)
        alone = not (self._left(found) or found.conditions) and superlative
        return replace(found, bare=True) if alone else None

    def _left(self, found: Criteria) -> tuple[str, ...]:
        fillers = word_set("stopwords") | {f"@{n}" for n in range(10)}
        if "pay" in found.kinds:
            fillers |= word_set("pay_words")
        if len(found.roles) > 1:
            fillers |= {"these", "following", "vs", "versus"}
        fillers |= self._spoken_of
        return self._text.left(fillers)

    @property
    def _spoken_of(self) -> frozenset[str]:
        """The words for whom and what was told of before the question."""
        return word_set("told_of") if self._told else frozenset()

    def _is_sure(self, found: Criteria) -> bool:
        """Whether so much was understood that what is left can be named as not understood."""
        telling = found.by or found.conditions or found.beside
        if not telling or len(found.roles) == 1:
            return False
        if self._text.negates() or self._text.narrows(self._spoken_of):
            return False
        left = [word for run in self._left(found) for word in words_in(run)]
        if any(w in word_set("elsewhere") or any(c.isdigit() for c in w) for w in left):
            return False
        alone = found.by is None or found.assumed or not self._headed
        said = [w for w in left if w not in word_set("stopwords") | word_set("negators")]
        return len(said) <= (0 if alone else _LEFT_OVER)


def _is_field(said: Utterance, mention: Mention) -> bool:
    """Whether a role's name is only the name of a field: "computer" in "computer jobs"."""
    words_said = said.text[mention.start : mention.end]
    return any(field.words.fullmatch(words_said) for field in fields().values())


def _relation(groups: dict[str, str | None]) -> Relation | None:
    return next((r for r in Relation if groups.get(r.value)), None)


def _conditions_in(
    text: Masked, known: tuple[Condition, ...] = ()
) -> tuple[tuple[Condition, ...], list[str]]:
    """Take out what careers must meet; return it, and the words for a second of a kind."""
    met, unused = list(known), list[str]()
    for each in filters():
        for match in text.take(each.pattern):
            groups = match.groupdict()
            relation = each.relation or _relation(groups)
            number = Decimal(groups["number"]) if groups.get("number") else each.bound
            if relation is None or number is None:
                continue
            if any(condition.kind == each.kind for condition in met):
                unused.append(text.said(match))
            else:
                met.append(Condition(each.kind, relation, number, period=each.period))
    return tuple(met), unused

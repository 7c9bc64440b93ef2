"""How people ask over many careers, from words.yaml and fields.yaml, as compiled patterns.

Knows the words alone: not what is asked, and no role.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from bot.ranked.models import Relation
from knowledge.facts.values import step_named
from knowledge.resources import yaml_resource

ROLE = r"@\d@*"
"""How a role's name stands in a text that is read: its place among them."""
# <name> stands for a part; (?P<name> and (?<! are of the patterns themselves.
_PART = re.compile(r"(?<!\(\?P)(?<!\(\?)<(\w+)>")
GAP = "(?:[•★◆]+ )*"
"""What may stand between words: what was understood before."""
_KINDS = "(?:type|kind|sort)s? of"
_WHERE = "(?: (?:field|sector|industry|area|world|domain|line))?"
_NOT_IN = (
    "(?:but )?(?:not|outside|other than|except|excluding|apart from)[ -]"
    "(?:(?:of|in|for|the|any|from) )*"
)


@dataclass(frozen=True, slots=True)
class Order:
    """Words that ask for an order of careers."""

    pattern: re.Pattern[str]
    by: str
    lowest: bool
    superlative: bool
    sorted: bool
    """Whether it names the order outright: "sorted by growth"."""
    among: bool
    """Whether it orders only careers that are named: "who earns more"."""
    below: Decimal | None
    """What the value must be under, too: a "shrinking" career's growth."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Words that a career must meet."""

    pattern: re.Pattern[str]
    kind: str
    relation: Relation | None
    """None where the words before the number tell."""
    bound: Decimal | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """A field of work: how people call it, and which roles are in it."""

    id: str
    label: str
    named: re.Pattern[str] | None
    """Where a question names it: "IT jobs", "in the medical field"."""
    excluded: re.Pattern[str] | None
    heads: re.Pattern[str] | None
    """Those who work in it: "which engineers"."""
    words: re.Pattern[str]
    groups: frozenset[str]
    names: re.Pattern[str] | None


def compiled(pattern: str, **own: str) -> re.Pattern[str]:
    """Return a pattern of words.yaml with its parts put in, between borders of words."""
    parts = {**words()["parts"], "role": ROLE, "bound": _bound(), **own}
    before = ""
    while pattern != before:
        before = pattern
        pattern = _PART.sub(lambda match: _grouped(parts[match[1]]), pattern)
    return re.compile(rf"(?<![\w@])(?:{pattern})(?!\w)", re.IGNORECASE)


@cache
def words() -> dict[str, Any]:
    """Return what words.yaml holds."""
    loaded: dict[str, Any] = yaml_resource("bot.ranked", "words.yaml")
    return loaded


@cache
def pattern_of(name: str) -> re.Pattern[str]:
    """Return one of the single patterns of words.yaml."""
    return compiled(words()[name])


@cache
def word_set(name: str) -> frozenset[str]:
    """Return one of the lists of words of words.yaml."""
    return frozenset(str(words()[name]).split())


@cache
def besides() -> tuple[tuple[Relation, re.Pattern[str]], ...]:
    """Return the words that compare with a named career."""
    return tuple((Relation(e["relation"]), compiled(e["pattern"])) for e in words()["beside"])


@cache
def orders() -> tuple[Order, ...]:
    """Return the words that ask for an order."""
    return tuple(
        Order(
            pattern=compiled(entry["pattern"]),
            by=entry["by"],
            lowest=entry.get("lowest", False),
            superlative=entry.get("superlative", False),
            sorted=entry.get("sorted", False),
            among=entry.get("among", False),
            below=Decimal(entry["below"]) if "below" in entry else None,
        )
        for entry in words()["orders"]
    )


@cache
def filters() -> tuple[Filter, ...]:
    """Return the words that careers must meet."""
    return tuple(_filter(entry, step) for entry in words()["conditions"] for step in _steps(entry))


@cache
def fields() -> Mapping[str, Field]:
    """Return the fields of work by id."""
    loaded = yaml_resource("bot.ranked", "fields.yaml")
    return {key: _field(key, entry) for key, entry in loaded.items()}


def _steps(entry: dict[str, Any]) -> Iterable[str | None]:
    """The steps that a condition is for: all of a kind, its own, or none."""
    return words()[entry["each"]] if "each" in entry else (entry.get("step"),)


def _filter(entry: dict[str, Any], step: str | None) -> Filter:
    called = words()[entry["each"]][step] if "each" in entry else {}
    return Filter(
        pattern=compiled(entry["pattern"], **called),
        kind=entry["kind"],
        relation=Relation(entry["relation"]) if "relation" in entry else None,
        bound=Decimal(step_named(entry["kind"], step)) if step else _number_of(entry),
        period=entry.get("period"),
    )


def _field(key: str, entry: dict[str, Any]) -> Field:
    said, heads, names = (entry.get(name) for name in ("words", "heads", "names"))
    return Field(
        id=key,
        label=entry["label"],
        named=compiled(_in_it(said)) if said else None,
        excluded=compiled(f"{_NOT_IN}(?:{said})(?: (?:<head>)\\b)?{_WHERE}") if said else None,
        heads=compiled(_asked_of(heads)) if heads else None,
        words=compiled("|".join(filter(None, (said, heads)))),
        groups=frozenset(entry.get("groups", ())),
        names=re.compile(names, re.IGNORECASE) if names else None,
    )


def _in_it(said: str) -> str:
    """ "in the medical field", "IT jobs"."""
    within = f"(?:in|within|from) (?:the )?(?:(?:field|area) of )?(?:{said}){_WHERE}"
    before = f"(?:{said})(?:[ -](?:related|based|sector|industry|field))?(?= {GAP}(?:<head>)\\b)"
    return f"{within}|{before}"


def _asked_of(heads: str) -> str:
    """ "which engineers", "what type of engineer"."""
    return f"(?:(?:which|what|★+)(?: [•★]+)*(?: {_KINDS})? {GAP}|{_KINDS} )(?P<who>{heads})"


def _grouped(part: str) -> str:
    return f"(?:{part})"


def _bound() -> str:
    told = "|".join(f"(?P<{name}>{said})" for name, said in words()["bounds"].items())
    return f"(?:{told}) (?:about )?"


def _number_of(entry: dict[str, Any]) -> Decimal | None:
    return Decimal(entry["number"]) if "number" in entry else None

"""The words that money is written with, from money.yaml and CLDR, as patterns and look-ups.

It knows spellings only: what a text with several of them means is read in `money`.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from babel import Locale
from babel.numbers import get_currency_name, get_currency_symbol, get_territory_currencies

from knowledge.resources import yaml_resource

# Layout wraps and pads a line; more space than this parts two things.
SPACE = r"[^\S\n]{0,2}"
_ONE_SPACE = r"[^\S\n]{1,2}"
# Shorter ones are read beside a number only: "PM" in a heading is a project manager.
_TELLING = 3
# Layout runs a label and a sum together: "Entry LevelRs.75k", "EngineerLKR 120,000".
_BEGINS = re.compile(r"(?<![^\W_])|(?<=[a-z])(?=Rs|LKR|USD|INR|[$£€₹])")


@cache
def spellings() -> Mapping[str, Any]:
    """Return what money.yaml holds."""
    loaded: dict[str, Any] = yaml_resource("knowledge", "money.yaml")
    return loaded


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, the longest that fits, whatever space parts them."""
    # by first letter, since the expression engine would try hundreds of words one after the other
    by_first: dict[str, list[str]] = {}
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        by_first.setdefault(word[0], []).append(_spaced(word[1:]))
    return "|".join(rf"{re.escape(first)}(?:{'|'.join(ws)})" for first, ws in by_first.items())


def _spaced(word: str) -> str:
    return re.escape(word).replace(r"\ ", _ONE_SPACE)


def any_of(*groups: str) -> str:
    """Return a pattern for any whole word of the named groups."""
    words = [word for group in groups for word in spellings()[group]]
    return rf"(?<![^\W_])(?:{one_of(words)})(?![^\W_])"


def _inverted(groups: Mapping[Any, Iterable[str]]) -> dict[str, Any]:
    return {word.casefold(): key for key, words in groups.items() for word in words}


def _folded(word: str) -> str:
    return " ".join(word.split()).casefold()


@cache
def _codes() -> frozenset[str]:
    """ISO codes of the currencies in use today."""
    territories = (code for code in map(str, Locale("en").territories) if len(code) == len("LK"))
    in_use = {code for place in territories for code in get_territory_currencies(place)}
    return frozenset(in_use) - set(spellings()["not_codes"])


@cache
def _sure() -> dict[str, str | None]:
    """Spellings that are a currency anywhere, in lower case; None for one that many share."""
    named = {get_currency_name(code, n, "en").casefold(): code for code in _codes() for n in (1, 2)}
    signs = {get_currency_symbol(code, "en").casefold(): code for code in _codes()}
    signs = {sign: code for sign, code in signs.items() if not sign.isalpha()}
    by_code = {code.casefold(): code for code in spellings()["sure_codes"]}
    shared = dict.fromkeys(map(str.casefold, spellings()["shared"]))
    return shared | _rupees() | signs | named | by_code | _inverted(spellings()["symbols"])


@cache
def _rupees() -> dict[str, str | None]:
    return dict.fromkeys(map(str.casefold, spellings()["rupees"]))


@cache
def _unsure() -> dict[str, str]:
    """Spellings that may mean something else, in their case: "PHP", "R"."""
    symbols = spellings()["cased_symbols"].items()
    codes = {code: code for code in _codes() - set(spellings()["sure_codes"])}
    return codes | {symbol: code for code, group in symbols for symbol in group}


def code_of(symbol: str, rupee: str | None = None) -> str | None:
    """Return the code of a currency as written; None where several countries share the name."""
    if is_rupee(symbol):
        return rupee
    return _unsure().get(symbol) or _sure().get(_folded(symbol))


def is_rupee(symbol: str) -> bool:
    """Whether a currency as written is the rupee of one of several countries."""
    return _folded(symbol) in _rupees()


def is_sure(symbol: str) -> bool:
    """Whether a spelling is a currency even beside a small number."""
    return symbol not in _unsure()


@cache
def _lengths() -> Mapping[str, Sequence[int]]:
    """How long the words are that end in a letter, the longest first."""
    found: dict[str, set[int]] = defaultdict(set)
    for word in (*_sure(), *_unsure()):
        found[word[-1].casefold()].add(len(word))
    return {letter: sorted(lengths, reverse=True) for letter, lengths in found.items()}


def currency_ending(text: str, earliest: int, end: int) -> str | None:
    """Return the longest currency written right before a place, if it is a word of its own."""
    last = text[end - 1].casefold() if end > earliest else ""
    for length in _lengths().get(last, ()):
        start = end - length
        word = text[max(start, 0) : end]
        known = word in _unsure() or word.casefold() in _sure()
        if known and start >= earliest and _BEGINS.match(text, start):
            return word
    return None


def scale_of(word: str | None) -> int:
    """Return what an amount is multiplied by: 100000 for "lakh"."""
    found: int = _inverted(spellings()["scales"])[_folded(word)] if word else 1
    return found


def is_yearly(scale: str | None) -> bool:
    """Whether a scale says that the sum is of a year: "12 LPA"."""
    return scale is not None and _folded(scale) in spellings()["yearly_scales"]


def sure_currency() -> str:
    """Return a pattern for a currency in a spelling that means nothing else."""
    return rf"(?i:{one_of(_sure())})"


def any_currency() -> str:
    """Return a pattern for a currency in any spelling."""
    return rf"{sure_currency()}|{unsure_currency()}"


def unsure_currency() -> str:
    """Return a pattern for a currency in a spelling that may mean something else."""
    return rf"(?-i:{one_of(_unsure())})"


def _spelt_out(form: str) -> str:
    if not form.startswith("~"):
        return one_of([form]).replace("/", rf"/{SPACE}")
    # "/per month" and "per/hour" are seen as well
    per = rf"/{SPACE}(?:per{_ONE_SPACE})?|per{SPACE}/?{SPACE}|an?{_ONE_SPACE}|each{_ONE_SPACE}"
    return rf"(?:{per}){form[1:]}"


def _pattern(forms: Iterable[str]) -> str:
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    return rf"(?:{'|'.join(map(_spelt_out, longest_first))})(?![^\W_])"


def periods() -> str:
    """Return a pattern for what stands beside a number, with a group by period.

    A period's bare name counts in capitals only: "$24.07 - $37.36 HOUR".
    """
    groups = (
        rf"(?P<{name}>{_pattern(forms)}|(?-i:{name.upper()}\b))"
        for name, forms in spellings()["periods"].items()
    )
    return rf"(?:{'|'.join(groups)})(?!{SPACE}ago\b)"


@cache
def telling_periods() -> Mapping[str, re.Pattern[str]]:
    """Return a pattern by period for what means one even far from a number."""
    return {
        name: re.compile(
            r"(?<![^\W_])"
            + _pattern(
                f for f in forms if len(re.sub(r"[~/.]", "", f)) >= _TELLING or f.startswith("~")
            ),
            re.IGNORECASE,
        )
        for name, forms in spellings()["periods"].items()
    }


def other_periods() -> str:
    """Return a pattern for a period that we have no name for."""
    return rf"(?:(?:every|per|an?|/)?{SPACE}{any_of('other_periods')})"


def stated_before() -> str:
    """Return a pattern for a period said ahead of a sum ("monthly salary of"), with groups."""
    noun = any_of("pay_nouns")
    groups = []
    for name, words in spellings()["period_adjectives"].items():
        said = rf"(?<![^\W_])(?:{one_of(words)})(?![^\W_])"
        alone = one_of(spellings()["one_word_periods"].get(name, ["\0"]))
        ahead = rf"{said}\W{{1,3}}(?:\w+\W{{1,2}}){{0,2}}?{noun}"
        groups.append(rf"(?P<{name}>{ahead}|{noun}\W{{1,3}}{said}|{said}:|(?:{alone})s?\b)")
    return "|".join(groups)

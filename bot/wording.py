"""Templates and phrases to text: the only place where words for people are put together."""

import html
import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.dates import as_of
from knowledge.lexicon import GLOBAL
from knowledge.names import singular

_LANGUAGE = "en"
_TAG = re.compile(r"</?[a-z][^>]*>")
_VOWELS = "aeiou"
# Letters whose names begin with a vowel: "an NLP engineer", "a UX designer".
_SPOKEN_AS_VOWELS = "AEFHILMNORSX"
_INITIALS = re.compile(r"[A-Z][A-Z0-9/&+.-]{1,4}")
_JOINS = re.compile(r",|\band\b")
_YOU_OR_ONE = re.compile(r"uni|use|eu|one\b|once\b", re.IGNORECASE)


@cache
def templates() -> Environment:
    """Return all templates, with what they have in common."""
    environment = Environment(
        loader=PackageLoader("bot", f"templates/{_LANGUAGE}"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )
    environment.filters["as_of"] = _as_of
    return environment


def _as_of(text: str) -> str:
    """A document's date as people read it: "2024-05" is "May 2024"."""
    dated = as_of(text)
    return dated.label if dated else ""


def render_html(template: str, **values: Any) -> str:
    """Return a template's text with Telegram's HTML; every value is escaped."""
    text = templates().get_template(f"{template}.j2").render(**values)
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def plain(text: str) -> str:
    """Return the same words without markup."""
    return html.unescape(_TAG.sub("", text))


@cache
def phrases() -> dict[str, Any]:
    """Return the short wordings that stand inside answers."""
    source = files("bot").joinpath(f"templates/{_LANGUAGE}/phrases.yaml")
    loaded: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return loaded


def with_article(role: str) -> str:
    """Return a role's name with "a" or "an", as it is spoken: "an SEO specialist".

    Documents that nobody prepared name their roles in the plural: "Cooks" is "a Cook", while
    "Cooks and Bakers" stay as they are.
    """
    one = singular(role)
    if one != role and _JOINS.search(role):
        return role
    first = one.partition(" ")[0]
    if _INITIALS.fullmatch(first):
        vowel = first[0] in _SPOKEN_AS_VOWELS
    else:
        vowel = first[:1].casefold() in _VOWELS and not _YOU_OR_ONE.match(first)
    return f"{'an' if vowel else 'a'} {one}"


def in_market(market: str) -> str:
    """Return where something holds: "in the United States", "worldwide"."""
    words = phrases()
    if market == GLOBAL:
        return str(words["global"])
    named = f"the {market}" if market in words["markets_with_the"] else market
    return str(words["in_market"]).format(market=named)


def market_named(market: str | None) -> str:
    """Return a market's name for a list: "Sri Lanka", "worldwide"."""
    if market is None:
        return str(phrases()["market_not_stated"])
    return str(phrases()["global"]) if market == GLOBAL else market


def level_named(level: str) -> str:
    """Return a level as people say it: "senior level"."""
    return str(phrases()["levels"].get(level, level))

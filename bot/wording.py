"""Templates and phrases to text: the only place where words for people are put together."""

import html
import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined

_LANGUAGE = "en"
_TAG = re.compile(r"</?[a-z][^>]*>")


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("bot", f"templates/{_LANGUAGE}"),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=False,
    )


def render_html(template: str, **values: Any) -> str:
    """Return a template's text with Telegram's HTML; every value is escaped."""
    text = _templates().get_template(f"{template}.j2").render(**values)
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
    """Return a role's name with "a" or "an"."""
    return f"{'an' if role[:1].lower() in 'aeiou' else 'a'} {role}"

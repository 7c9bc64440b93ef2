"""The words of the Telegram side, from its template files. Every value put in is escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.dates import as_of


def say(template: str, /, **values: object) -> str:
    """Return the text of a template as Telegram's HTML, blocks set apart by one blank line."""
    return _environment().get_template(f"{template}.j2").render(values).strip()


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("bot", "templates/en/telegram"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["as_of"] = _date
    return environment


def _date(text: str) -> str:
    """A document's date as people read it: "May 2024"."""
    dated = as_of(text)
    return dated.label if dated else ""

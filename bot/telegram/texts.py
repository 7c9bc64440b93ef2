"""The words of the Telegram side, from its template files. Every value put in is escaped."""

from functools import cache

from jinja2 import Environment

from bot.wording import templates


def say(template: str, /, **values: object) -> str:
    """Return the text of a template as Telegram's HTML, blocks set apart by one blank line."""
    return _templates().get_template(f"telegram/{template}.j2").render(values).strip()


@cache
def _templates() -> Environment:
    """All templates, read so that a tag alone on its line leaves no line behind."""
    return templates().overlay(trim_blocks=True, lstrip_blocks=True)

"""Reviews what a document says of itself: role, market, date, title and front matter's keys."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import get_close_matches

from knowledge.documents import RawDocument
from knowledge.lexicon import level_lexicon
from knowledge.models import RoleDocument
from knowledge.names import ends_as_occupation
from knowledge.readers.files import Kind
from knowledge.review.models import Finding, note, warning

KEYS = ("role", "aliases", "title", "market", "as_of", "address", "licence")
"""What front matter says that is read."""
# Read as another of them, or meant for people: no mistakes.
_OTHER_KEYS = {"url", "source", "attribution", "built_by"}
_MEANT = {"date": "as_of", "country": "market", "license": "licence", "alias": "aliases"}
_DATE = re.compile(r"\b(?P<year>(?:19|20)\d\d)(?:[-/](?P<month>0?[1-9]|1[0-2])\b)?")
_OLDEST_YEARS = 2
_NEAR = 0.6


def front_findings(document: RoleDocument, raw: RawDocument, today: date) -> Iterator[Finding]:
    """Yield what a document does not say of itself, or not so that it can be read."""
    if raw.kind in {Kind.TEXT, Kind.MARKDOWN}:
        yield from _keys(raw)
    yield from _role(document, raw)
    yield from _market(document)
    yield from _date(document, today)
    if document.source.title == raw.path.stem.replace("-", " ") and not raw.meta.get("title"):
        message = f"is named by its file as a source (“{document.source.title}”); add a `title:`"
        yield warning("no_title", message)


def _keys(raw: RawDocument) -> Iterator[Finding]:
    for key, value in raw.meta.items():
        if key in KEYS and value in (None, "", []):
            yield warning("empty_key", f"`{key}:` in its front matter is empty; fill or remove it")
        if key in KEYS or key in _OTHER_KEYS:
            continue
        folded = str(key).casefold().replace(" ", "_").replace("-", "_")
        near = _MEANT.get(folded) or next(iter(get_close_matches(folded, KEYS, 1, _NEAR)), None)
        known = f"did you mean `{near}:`?" if near else f"what is read: {', '.join(KEYS)}"
        yield warning("unknown_key", f"`{key}:` in its front matter is not read; {known}")


def _role(document: RoleDocument, raw: RawDocument) -> Iterator[Finding]:
    if str(raw.meta.get("role") or "").strip():
        return
    name = document.role.name
    if ends_as_occupation(name):
        message = f"the role {name!r} is taken from its title or name; a `role:` would settle it"
        yield note("role_guessed", message)
    else:
        yield warning(
            "role_guessed",
            f"the role {name!r} is taken from its title or name and is no occupation we know; "
            f"{_add('role')}",
        )


def _market(document: RoleDocument) -> Iterator[Finding]:
    if document.market and not any(
        m.kind == "market" for m in level_lexicon().find(document.market)
    ):
        message = f"{document.market!r} is no country we know; correct its `market:`"
        yield warning("unknown_market", message)
    if document.market:
        return
    homeless = sum(pay.market is None for passage in document.passages for pay in passage.pay)
    if homeless:
        message = f"its {_figures(homeless)} of no country; {_add('market')}"
        yield warning("no_market", message)
    elif any(pay.market for passage in document.passages for pay in passage.pay):
        yield note("no_market", "names no market for itself; its pay figures name theirs")
    else:
        yield note("no_market", f"names no market; where it is for one country, {_add('market')}")


def _figures(number: int) -> str:
    return "pay figure is" if number == 1 else f"{number} pay figures are"


def _date(document: RoleDocument, today: date) -> Iterator[Finding]:
    as_of = document.source.as_of
    figures = any(passage.pay or passage.facts for passage in document.passages)
    grade = warning if figures else note
    if not as_of:
        yield grade("no_date", f"does not say of when it is; {_add('as_of')} such as 2026-03")
        return
    given = _DATE.search(as_of)
    if not given:
        yield warning("unread_date", f"{as_of!r} is no date; write `as_of: 2026-03`")
        return
    month = int(given["month"] or 12)
    months = (today.year - int(given["year"])) * 12 + today.month - month
    if months > _OLDEST_YEARS * 12:
        yield grade("old", f"is of {as_of}, more than two years old; look whether it still holds")
    elif int(given["year"]) > today.year:
        yield warning("unread_date", f"{as_of!r} is yet to come; correct its `as_of:`")


def _add(key: str) -> str:
    return f"add `{key}:` to its front matter"

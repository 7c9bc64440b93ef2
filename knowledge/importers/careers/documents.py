"""Writes sections as Markdown with front matter, in the form that knowledge/documents.py reads."""

from collections.abc import Iterable, Mapping

import yaml

from knowledge.importers.careers.models import Section

BUILT_BY = "knowledge.importers.careers"
_NEVER_FOLD = 10_000


def render(front: Mapping[str, object], sections: Iterable[Section]) -> str:
    """Return a document's text; values of None or nothing are left out of the front matter."""
    given = {key: _plain(value) for key, value in front.items() if value}
    head = yaml.safe_dump(
        {**given, "built_by": BUILT_BY}, sort_keys=False, allow_unicode=True, width=_NEVER_FOLD
    )
    body = "\n".join(_section(section) for section in sections)
    return f"---\n{head}---\n# {front['role']}\n\n{body}"


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _section(section: Section) -> str:
    parts = [f"## {section.heading}\n"]
    if section.text:
        parts.append(f"{section.text}\n")
    if section.items:
        parts.append("".join(f"- {item}\n" for item in section.items))
    return "\n".join(parts)

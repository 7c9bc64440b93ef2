"""How people call the careers of work.yaml, as a list that helps to name any documents' roles."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import yaml

_HEADER = """\
# How people call careers, made by knowledge.importers.careers of what is written there by hand.
# One line a career: its names, the first one the name it goes by.
"""


def names_by_career(titles: Mapping[str, str]) -> str:
    """Return the list as text, one career a line; `titles` are the handbook's, by career."""
    text = files("knowledge.importers.careers").joinpath("work.yaml").read_text(encoding="utf-8")
    lines = (
        " | ".join(dict.fromkeys((*_names(career), titles.get(slug, career["role"]))))
        for slug, career in yaml.safe_load(text).items()
    )
    return _HEADER + "".join(f"{line}\n" for line in sorted(lines))


def _names(career: Mapping[str, Any]) -> Iterator[str]:
    yield career["role"]
    yield from map(str, career["aliases"])

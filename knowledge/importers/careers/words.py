"""Reads what people wrote of the careers: names, and what the work is."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from knowledge.importers.careers.errors import CareersError
from knowledge.importers.careers.models import Words


def read_words(path: Path) -> dict[str, Words]:
    """Return the entries by career; raises CareersError where one lacks something."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {slug: words_of(f"{path.name}, {slug}", entry) for slug, entry in loaded.items()}


def words_of(place: str, entry: Mapping[str, Any]) -> Words:
    """Return an entry's words."""
    role, work = (str(entry.get(key) or "").strip() for key in ("role", "work"))
    if not role:
        raise CareersError(place, "has no role; write what one person of the career is called")
    return Words(role, tuple(str(a) for a in entry.get("aliases") or ()), " ".join(work.split()))

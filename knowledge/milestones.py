"""After how many years of work a level is reached, as documents on progression say it."""

import re
from collections.abc import Iterable

from knowledge.lexicon import Lexicon, level_lexicon
from knowledge.models import Passage

_YEARS = r"(?P<years>\d{1,2})\s*(?:years?|yrs?)"
# "3yr to mid · 7yr to senior", "reaches mid level after 3 years and senior level after 7 years"
_TO_LEVEL = re.compile(rf"{_YEARS}\s+to\s+(?P<words>[\w-]+)", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?P<words>[\w-]+(?:\s+level)?),?\s+(?:typically\s+)?after\s+{_YEARS}", re.IGNORECASE
)


def milestones(passages: Iterable[Passage]) -> dict[str, int]:
    """Return level to years from the passages on progression, fewest years first."""
    found: dict[str, int] = {}
    for passage in passages:
        for level, years in reached_after(passage):
            found.setdefault(level, years)
    return dict(sorted(found.items(), key=lambda item: item[1]))


def reached_after(passage: Passage) -> tuple[tuple[str, int], ...]:
    """Return levels with the years after which a passage on progression says they are reached."""
    if "progression" not in passage.topics and "progression" not in passage.text.casefold():
        return ()
    return tuple(dict.fromkeys(_in_text(passage.text, level_lexicon())))


def level_after(years: int, known: dict[str, int]) -> str | None:
    """Return the level that somebody with so many years has reached; None where nothing tells."""
    if not known:
        return None
    reached = [level for level, needed in known.items() if years >= needed]
    return reached[-1] if reached else "entry"


def _in_text(text: str, lexicon: Lexicon) -> Iterable[tuple[str, int]]:
    for pattern in (_TO_LEVEL, _AFTER):
        for match in pattern.finditer(text):
            levels = {m.value for m in lexicon.find(match["words"]) if m.kind == "level"}
            if len(levels) == 1:
                yield levels.pop(), int(match["years"])

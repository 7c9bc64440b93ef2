"""The first part of a long answer: what a phone shows at once, with its sources in short.

Knows nothing of messages, of buttons, and of how the answer was made.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.telegram.markup import blocks, lines
from bot.telegram.texts import say
from bot.types import AnswerSource
from bot.wording import plain

# What a phone shows at once, about.
SCREEN_LETTERS = 900
SCREEN_LINES = 18
# However much stands at the end, so much of what was asked for is shown.
_LEAST = 0.4
# So little is not worth a press.
_WORTH_LETTERS = 200
_WORTH_LINES = 4
_MOST_SOURCES = 5
_SOURCES = "Sources"


@dataclass(frozen=True, slots=True)
class _Size:
    letters: int
    lines: int

    @classmethod
    def of(cls, parts: Sequence[str]) -> "_Size":
        """The size of blocks one below the other, with a blank line between."""
        texts = [plain(part) for part in parts]
        return cls(sum(map(len, texts)), sum(text.count("\n") + 2 for text in texts) - 1)

    def holds(self, other: "_Size") -> bool:
        return other.letters <= self.letters and other.lines <= self.lines


@dataclass(frozen=True, slots=True)
class _Source:
    """One title with the numbers it has in the answer."""

    title: str
    as_of: str | None
    address: str | None
    numbers: tuple[int, ...]


_SCREEN = _Size(SCREEN_LETTERS, SCREEN_LINES)


def fold(source: str, sources: Sequence[AnswerSource]) -> str | None:
    """Return the first part of an answer, or None where it is short enough to be shown whole.

    What was assumed stays, and each source by number and title.
    """
    parts = blocks(source)
    if _SCREEN.holds(_Size.of(parts)):
        return None
    listed = [part for part in parts if plain(part).startswith(f"{_SOURCES}\n")]
    notes = [part for part in parts if _is_note(part)]
    told = [part for part in parts if part not in listed and part not in notes]
    tail = [*notes, *_in_short(sources)]
    shown = _first(told, _room(_Size.of(tail)))
    left, all_ = _Size.of(shown), _Size.of(told)
    hidden = _Size(all_.letters - left.letters, all_.lines - left.lines)
    if hidden.letters < _WORTH_LETTERS and hidden.lines < _WORTH_LINES:
        return None
    return "\n\n".join([*shown, *tail])


def _room(tail: _Size) -> _Size:
    """What is left of the screen above the tail."""
    return _Size(
        max(SCREEN_LETTERS - tail.letters, int(SCREEN_LETTERS * _LEAST)),
        max(SCREEN_LINES - tail.lines - 1, int(SCREEN_LINES * _LEAST)),
    )


def _first(told: Sequence[str], room: _Size) -> list[str]:
    """The blocks that there is room for; of a first one that is too long, its first lines."""
    count = 0
    while count < len(told) and room.holds(_Size.of(told[: count + 1])):
        count += 1
    if count or not told:
        return list(told[:count])
    first = lines(told[0])
    fits = max(
        (n for n in range(len(first)) if room.holds(_Size.of(["\n".join(first[:n])]))), default=1
    )
    return ["\n".join(first[: max(fits, 1)])]


def _is_note(part: str) -> bool:
    """Whether a block says in italics what was assumed."""
    return all(line.startswith("<i>") and line.endswith("</i>") for line in lines(part))


def _in_short(sources: Sequence[AnswerSource]) -> list[str]:
    """The block that names the sources, none where there are none."""
    shown = _grouped(sources)[:_MOST_SOURCES]
    return [say("sources_short", groups=shown, all=len(sources))] if shown else []


def _grouped(sources: Sequence[AnswerSource]) -> list[_Source]:
    """The sources by title and date, in their order."""
    groups: dict[tuple[str, str | None], _Source] = {}
    for source in sources:
        key = (source.title, source.as_of)
        before = groups[key].numbers if key in groups else ()
        groups[key] = _Source(*key, source.address, (*before, source.id))
    return list(groups.values())

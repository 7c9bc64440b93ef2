"""Strings that nobody would ask and somebody will send, the same for the same seed.

Knows nothing of what is done with them.
"""

import random
import string
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle
from pathlib import Path

import yaml

from bot.recognizer import LONGEST
from knowledge.topics import load_topics

_PLANES = ((0x20, 0x2FF), (0x300, 0x36F), (0x370, 0x1FFF), (0x2000, 0x2BFF), (0x2E80, 0xFFFF))
_PLANES_BEYOND = ((0x10000, 0x1FFFF), (0x20000, 0x2FFFF), (0xE0000, 0xE01EF), (0xF0000, 0x10FFFF))
_CONTROL = tuple(map(chr, (*range(32), 0x7F, *range(0x80, 0xA0), 0x2028, 0x2029)))
_PARTS: dict[str, tuple[str, ...]] = {
    kind: tuple(parts)
    for kind, parts in yaml.safe_load(
        (Path(__file__).parent / "generated.yaml").read_text(encoding="utf-8")
    ).items()
}
_LETTERS = string.ascii_letters + string.digits + string.punctuation + " "
_MOST_WORDS = 12
_MOST_MARKS = 60


def generated(seed: int, names: Iterable[str], questions: Sequence[str]) -> Iterator[str]:
    """Yield strings without end, of each kind in turn; `names` are those of roles."""
    chance = random.Random(seed)  # noqa: S311 - strings to try are no secrets
    makers = _makers(_vocabulary(names, questions), questions)
    for make in cycle(makers):
        yield make(chance)


def _makers(
    words: Sequence[str], questions: Sequence[str]
) -> tuple[Callable[[random.Random], str], ...]:
    """One maker a kind; those near to real questions come twice, since they reach deepest."""

    def mixed(chance: random.Random) -> str:
        return _strung(
            chance, (*chance.choices(words, k=_MOST_WORDS), *_PARTS["glue"]), _MOST_WORDS
        )

    def mutated(chance: random.Random) -> str:
        return _mutated(chance, chance.choice(questions))

    def crossed(chance: random.Random) -> str:
        first, second = chance.choices(questions, k=2)
        return f"{first[: len(first) // 2]} {second[len(second) // 2 :]}"

    def hidden(chance: random.Random) -> str:
        return _sprinkled(chance, chance.choice(questions), _PARTS["hidden"])

    def controlled(chance: random.Random) -> str:
        return _sprinkled(chance, chance.choice(questions), _CONTROL)

    def hostile(chance: random.Random) -> str:
        return _strung(
            chance, (*_PARTS["hostile"], *chance.choices(words, k=len(_PARTS["hostile"]))), 5
        )

    def counted(chance: random.Random) -> str:
        return _strung(
            chance, (*_PARTS["numbers"], *chance.choices(words, k=len(_PARTS["numbers"]))), 8
        )

    def long(chance: random.Random) -> str:
        return _long(chance, words)

    near = (mixed, mutated, crossed, counted)
    far = (_any_character, _typed, _emoji, _right_to_left, _accented, hidden, controlled, hostile)
    return (*near, *far, *near, long)


def _vocabulary(names: Iterable[str], questions: Sequence[str]) -> tuple[str, ...]:
    """Names of roles, words of topics and words that people use, sorted."""
    topics = {w for topic in load_topics().values() for w in (*topic.headings, *topic.examples)}
    asked = {word for question in questions for word in question.split()}
    return tuple(sorted({*names} | topics | asked))


def _strung(chance: random.Random, parts: Sequence[str], most: int) -> str:
    return chance.choice((" ", " ", " ", "", "  ")).join(
        chance.choices(parts, k=chance.randint(1, most))
    )


def _characters(chance: random.Random, planes: Sequence[tuple[int, int]], most: int) -> str:
    chosen = chance.choices(planes, k=chance.randint(1, most))
    return "".join(chr(chance.randint(*plane)) for plane in chosen)


def _any_character(chance: random.Random) -> str:
    """Of all of Unicode: halves of surrogate pairs and what is not assigned, too."""
    return _characters(chance, (*_PLANES, *_PLANES_BEYOND), _MOST_MARKS)


def _typed(chance: random.Random) -> str:
    return "".join(chance.choices(_LETTERS, k=chance.randint(0, _MOST_MARKS)))


def _emoji(chance: random.Random) -> str:
    return _strung(chance, (*_PARTS["emoji"], *_PARTS["glue"]), _MOST_WORDS)


def _right_to_left(chance: random.Random) -> str:
    return _strung(chance, (*_PARTS["right_to_left"], *_PARTS["glue"]), _MOST_WORDS)


def _accented(chance: random.Random) -> str:
    """Words under heaps of combining marks."""
    heaps = (c + _characters(chance, _PLANES[1:2], 8) for c in chance.choice(_PARTS["glue"]))
    return "".join(heaps)


def _sprinkled(chance: random.Random, text: str, marks: Sequence[str]) -> str:
    for _ in range(chance.randint(1, 6)):
        at = chance.randint(0, len(text))
        text = text[:at] + chance.choice(marks) + text[at:]
    return text


def _mutated(chance: random.Random, text: str) -> str:
    """A question with some slips: letters lost, doubled, swapped, or in the other case."""
    letters = list(text)
    for _ in range(chance.randint(1, 5)):
        if len(letters) < 2:
            break
        at = chance.randrange(len(letters) - 1)
        slip = chance.randrange(5)
        if slip == 0:
            del letters[at]
        elif slip == 1:
            letters.insert(at, letters[at])
        elif slip == 2:
            letters[at], letters[at + 1] = letters[at + 1], letters[at]
        elif slip == 3:
            letters[at] = letters[at].swapcase()
        else:
            letters[at] = chance.choice(_LETTERS)
    return "".join(letters)


def _long(chance: random.Random, words: Sequence[str]) -> str:
    """About the longest that is read, or far beyond it; of words, of one letter, of no space."""
    length = chance.choice((LONGEST - 1, LONGEST, LONGEST + 1, 10 * LONGEST))
    unit = chance.choice(
        (" ".join(chance.choices(words, k=20)), "a", "nurse ", "9", "(", "é", "?a")
    )
    return (unit * (length // len(unit) + 1))[:length]

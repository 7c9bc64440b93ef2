"""Judged questions: what is asked, and what a right answer to it holds.

Knows nothing of where answers come from.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from bot.evaluation.errors import BadCasesError
from bot.types import Status
from knowledge.resources import yaml_value
from knowledge.topics import load_topics

_DASHES = re.compile(r"[\u2010-\u2015\u2212-]")  # hyphens, en and em dashes, the minus sign
_SPACES = re.compile(r"\s+")
# Who has read the cases of such a file can no longer measure with it.
_UNREAD = "heldout.yaml"


@dataclass(frozen=True, slots=True)
class JudgedTurn:
    """One question and what a right answer to it is; what is left out is not judged."""

    __pydantic_config__ = ConfigDict(extra="forbid")  # a misspelt key would judge nothing

    ask: str
    status: tuple[Status, ...] | None = None
    """The statuses allowed."""
    all: tuple[str, ...] = ()
    """Every one occurs in the answer."""
    any: tuple[str, ...] = ()
    """At least one occurs."""
    none: tuple[str, ...] = ()
    """None occurs."""
    facts: tuple[str, ...] = ()
    """Figures of which the first one stated is one; without them those of `all` and `any`."""
    topic: str | None = None
    """The topic that it asks for."""

    def held_by(self, text: str) -> bool:
        """Whether a text holds the strings that the answer must hold."""
        return self.held_by_folded(fold(text))

    def held_by_folded(self, text: str) -> bool:
        """The same of a text that is folded already."""
        return not self.lacking(text)

    def lacking(self, folded: str) -> list[str]:
        """Return what a folded text lacks of what it must hold."""
        lacking = [f"lacks {wanted!r}" for wanted in self.all if not occurs(wanted, folded)]
        if self.any and not any(occurs(wanted, folded) for wanted in self.any):
            lacking.append(f"has none of {', '.join(map(repr, self.any))}")
        return lacking


@dataclass(frozen=True, slots=True)
class Case:
    """Questions asked in order in one conversation."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    id: str
    kind: str
    """What it is about; scores are counted by kind."""
    turns: tuple[JudgedTurn, ...]
    topic: str | None = None
    """The topic asked for, where the kind is not its name."""
    role: str | None = None
    """The role asked about: its folder's name, or its own."""

    @property
    def single(self) -> bool:
        """Whether it is one question alone, and no dialogue."""
        return len(self.turns) == 1

    @property
    def expected_topic(self) -> str | None:
        """The topic asked for, as far as the case tells it."""
        return self.topic or (self.kind if self.kind in load_topics() else None)

    def topic_of(self, turn: JudgedTurn) -> str | None:
        """Return the topic that a turn asks for; a case tells that of a single question."""
        return turn.topic or (self.expected_topic if self.single else None)


_cases = TypeAdapter(tuple[Case, ...])


def load_cases(file: Path) -> tuple[Case, ...]:
    """Return a file's cases, or raise BadCasesError."""
    try:
        cases = _cases.validate_python(yaml_value(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise BadCasesError(file, complaint(error)) from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise BadCasesError(file, f"it cannot be read as YAML ({reason})") from None
    if not cases or not all(case.turns for case in cases):
        raise BadCasesError(file, "write at least one case, and one turn in each")
    repeated = [id_ for id_, times in Counter(case.id for case in cases).items() if times > 1]
    if repeated:
        raise BadCasesError(file, f"give each case an id of its own, not twice {repeated[0]}")
    return cases


def fold(text: str) -> str:
    """Return a text as it is compared: one case, one kind of dash, of quote and of space."""
    return _SPACES.sub(" ", _DASHES.sub("-", text.casefold().replace("’", "'")))


def occurs(wanted: str, folded: str) -> bool:
    """Whether a string begins where a word or number of the folded text begins."""
    sought = fold(wanted)
    return sought in folded and _beginning(sought).search(folded) is not None


def is_unread(name: str) -> bool:
    """Whether a file only measures, so that its cases must not be shown."""
    return name.endswith(_UNREAD)


@lru_cache(maxsize=4096)
def _beginning(sought: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,]){re.escape(sought)}")


def complaint(error: ValidationError) -> str:
    """Return what is wrong in a file, and with which case of it, in no word of the case."""
    detail: Any = error.errors(include_url=False, include_input=False)[0]
    # The file's name is told to people who may not have read it, so no word of a case is repeated.
    number, *path = [part + 1 if isinstance(part, int) else part for part in detail["loc"]] or [""]
    where = f"case {number} {' '.join(map(str, path))}".strip() if number else "the file"
    return f"{where}: {detail['msg']}"

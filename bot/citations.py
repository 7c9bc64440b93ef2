"""The numbered sources of one answer, and the dates that stand beside its figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from bot.dates import AsOf, as_of
from bot.types import AnswerFact, AnswerSource
from knowledge.models import Fact, Passage, Pay, Role, RoleDocument

_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Cited:
    """A figure's source with the figure's date there."""

    number: int
    date: str = ""
    """As people read it; empty where neither passage nor document tells."""
    old: bool = False
    """Whether the figure is more than two years old on the day of asking."""


class Library(Protocol):
    """Who knows the roles and documents; the expertise does, and the standings made of it."""

    @property
    def roles(self) -> Mapping[str, Role]:
        """All roles by id."""

    @property
    def documents(self) -> Mapping[str, RoleDocument]:
        """All documents by id."""


@dataclass(slots=True)
class Citations:
    """Numbers the passages that an answer draws on, in the order they are first used."""

    library: Library
    day: date | None = None
    passages: list[Passage] = field(default_factory=list)

    def number(self, passage: Passage) -> int:
        """Return the number of a passage's section, a new one at its first use."""
        place = (passage.document, passage.heading)
        for n, cited in enumerate(self.passages, 1):
            if (cited.document, cited.heading) == place:
                return n
        self.passages.append(passage)
        return len(self.passages)

    def cite(self, stated: Pay | Fact, passage: Passage) -> Cited:
        """Return the number and date of what a passage states; a term has no date of its own."""
        number = self.number(passage)
        figure = stated.low is not None or stated.high is not None
        dated = self.dated(stated, passage) if figure else None
        if dated is None:
            return Cited(number)
        return Cited(number, dated.label, self.day is not None and dated.is_old(self.day))

    def cited(self, stated: Iterable[tuple[Pay | Fact, Passage]]) -> tuple[Cited, ...]:
        """Return the numbers and dates of what passages state, equal ones once."""
        return tuple(dict.fromkeys(self.cite(fact, passage) for fact, passage in stated))

    def facts(self, stated: Iterable[tuple[Pay | Fact, Passage]]) -> tuple[AnswerFact, ...]:
        """Return what passages state, each with whose it is and the number of its source."""
        roles = self.library.roles
        return tuple(
            AnswerFact(fact, roles[passage.role].name, self.number(passage))
            for fact, passage in stated
        )

    def dated(self, stated: Pay | Fact, passage: Passage) -> AsOf | None:
        """Return the date that the passage gives for what it states, else its document's."""
        return as_of(stated.as_of or self.library.documents[passage.document].source.as_of)

    def sources(self) -> tuple[AnswerSource, ...]:
        """Return the sources by number."""
        return tuple(self._source(n, passage) for n, passage in enumerate(self.passages, 1))

    def _source(self, n: int, passage: Passage) -> AnswerSource:
        source = self.library.documents[passage.document].source
        quote = passage.text if len(passage.text) <= _QUOTE else f"{passage.text[:_QUOTE]}…"
        return AnswerSource(
            id=n,
            title=source.title,
            document=passage.document,
            section=" › ".join(passage.heading),
            quote=quote,
            as_of=source.as_of,
            address=source.address,
        )

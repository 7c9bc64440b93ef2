"""The documents as a list that can be read, however many they are: one by one, or by their source.

Knows nothing of where the list is shown.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.models import RoleDocument

MOST_LISTED = 20
"""More documents than this are told by their source."""


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """What comes from one source: a handbook's pages, or a single document."""

    title: str
    documents: tuple[RoleDocument, ...]

    @property
    def extent(self) -> str:
        """How much it is: "342 documents"."""
        return "1 document" if len(self.documents) == 1 else f"{len(self.documents)} documents"

    @property
    def as_of(self) -> str | None:
        """The date that its documents give; None where they give none, or several."""
        dates = {document.source.as_of for document in self.documents}
        return dates.pop() if len(dates) == 1 else None


def by_source(documents: Iterable[RoleDocument]) -> tuple[SourceGroup, ...]:
    """Return the documents by their source's title, what most come from first."""
    groups: dict[str, list[RoleDocument]] = {}
    for document in documents:
        groups.setdefault(document.source.title, []).append(document)
    found = [SourceGroup(title, tuple(members)) for title, members in groups.items()]
    return tuple(sorted(found, key=lambda group: -len(group.documents)))

"""A few documents as the expertise of them, for tests of wording that need no search."""

from dataclasses import replace
from typing import Any, cast

from bot.expertise import Expertise
from knowledge.models import BlockKind, Fact, Passage, Pay, Role, RoleDocument
from tests.fakes import make_document, make_passage


class SmallExpertise:
    """Knows its documents and nothing of searching."""

    def __init__(self, *documents: RoleDocument) -> None:
        self.documents = {document.id: document for document in documents}
        self.roles = {document.role.id: document.role for document in documents}

    def passages(self, role: str) -> tuple[Passage, ...]:
        """As the real one."""
        return tuple(p for d in self.documents.values() for p in d.passages if p.role == role)

    def section(self, passage: Passage) -> tuple[Passage, ...]:
        """As the real one."""
        here = self.documents[passage.document].passages
        return tuple(p for p in here if p.heading == passage.heading)

    def pay(self, role: str) -> tuple[tuple[Pay, Passage], ...]:
        """As the real one."""
        return tuple((fact, p) for p in self.passages(role) for fact in p.pay)


def expertise(*documents: RoleDocument) -> Expertise:
    """The expertise of documents, as far as wording asks it."""
    return cast("Expertise", SmallExpertise(*documents))


def document(
    name: str, *passages: Passage, as_of: str | None = "2025", role: Role | None = None
) -> RoleDocument:
    """A document with a date of its own."""
    made = make_document(name, *(replace(p, document=name) for p in passages))
    source = replace(made.source, as_of=as_of)
    return replace(made, source=source, role=role or made.role)


def stating(*facts: Pay | Fact, text: str = "", **changes: Any) -> Passage:
    """A passage that states facts."""
    passage = make_passage(text or "Figures.", heading=("Figures",), **changes)
    pay = tuple(fact for fact in facts if isinstance(fact, Pay))
    others = tuple(fact for fact in facts if isinstance(fact, Fact))
    return replace(passage, pay=pay, facts=others)


def items(*lines: str, heading: str = "Figures", topic: str | None = None) -> Passage:
    """A passage that is a list."""
    passage = make_passage("\n".join(lines), heading=(heading,), topic=topic)
    return replace(passage, items=lines, kind=BlockKind.BULLETS)

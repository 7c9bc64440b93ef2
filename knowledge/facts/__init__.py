"""Typed facts from passages, each bound to the passage that says it.

Text that is ambiguous gives none: no fact is better than a wrong one.
"""

from collections.abc import Iterable
from dataclasses import replace

from knowledge.facts.by_level import facts_by_level
from knowledge.facts.pay import with_pay
from knowledge.facts.stated import facts_of
from knowledge.models import Passage, Role
from knowledge.names import folded, members


def with_facts(passages: Iterable[Passage], role: Role | None = None) -> tuple[Passage, ...]:
    """Return a document's passages with the pay and the other facts that each states.

    `role` is whom the document is about: its own name before a figure tells nothing further.
    """
    own = _own_names(role)
    name = frozenset({folded(role.name)}) if role else frozenset()
    paid = with_pay(passages, name, own - name)
    read = ((p, (*facts_of(p, own), *facts_by_level(p, own))) for p in paid)
    return tuple(replace(p, facts=facts) if facts else p for p, facts in read)


def _own_names(role: Role | None) -> frozenset[str]:
    """How a text names the role as a whole; a member of a group is only a part of it."""
    if role is None:
        return frozenset()
    parts = {folded(name) for name in members(role.name)}
    return frozenset({folded(role.name), *map(folded, role.aliases)} - parts)

"""Blocks to sections: every block under the path of headings that it stands under."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge.models import Block, BlockKind


@dataclass(slots=True)
class Section:
    """What stands under one heading, without what stands under headings below it."""

    path: tuple[str, ...]
    """The heading path, the document's title left out."""
    blocks: list[Block] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    """The headings right below it, in order."""


def split_sections(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """Return the sections of a document in reading order; the first one has no heading.

    The first heading of depth 1 is the document's title; a later one is a heading as any other.
    """
    sections = [Section(())]
    open_headings: list[tuple[int, Section]] = []
    titled = False
    for block in blocks:
        if block.kind is not BlockKind.HEADING:
            sections[-1].blocks.append(block)
            continue
        if block.depth == 1 and not titled:
            titled = True
            open_headings = []
            sections.append(Section(()))
            continue
        while open_headings and open_headings[-1][0] >= block.depth:
            open_headings.pop()
        parent = open_headings[-1][1] if open_headings else None
        if parent:
            parent.below.append(block.text)
        section = Section((*(parent.path if parent else ()), block.text))
        open_headings.append((block.depth, section))
        sections.append(section)
    return tuple(s for s in sections if s.blocks or s.path)

"""Sections to passages: the stretches that are retrieved and quoted. No text is lost on the way."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from knowledge.lexicon import level_mentions
from knowledge.models import Block, BlockKind, Passage
from knowledge.sections import Section
from knowledge.topics import topic_of_heading

# About what the encoder reads of a text (256 word pieces); more would not be searched.
_LONGEST = 900
# A section with this many headings below it is itself worth an answer: "the steps are ...".
_OUTLINE = 3
# A lead this short goes with the list it introduces.
_LONGEST_LEAD = 220
# Items longer than this on the average are sentences, not names.
_LONG_ITEM = 60
# What stands before a colon and is longer is a sentence's beginning, no label.
_LABEL_LENGTHS = range(3, 41)
_NUMBERED = re.compile(r"^(?:step|stage|phase|part)?\s*\d+\s*(?:[:.)]\s*|-\s+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """The text of one passage to be, before it knows its document."""

    kind: BlockKind
    text: str
    items: tuple[str, ...] = ()
    outline: bool = False


def cut_passages(
    document: str, role: str, market: str | None, sections: Iterable[Section]
) -> tuple[Passage, ...]:
    """Return the passages of a document's sections, numbered in reading order."""
    cut = [
        (section, stretch)
        for whole in sections
        for section in _fields_apart(whole)
        for stretch in _stretches(section)
    ]
    inherited = _markets([section for section, _ in cut], market)
    passages = []
    for n, (section, stretch) in enumerate(cut):
        headed = topic_of_heading(section.path[-1:])
        own = _topic_of_lead(stretch) or headed
        outer = [headed] if headed else []
        outer += [
            t for heading in reversed(section.path[:-1]) if (t := topic_of_heading((heading,)))
        ]
        outer += _topics_of_labels(stretch.items)
        passages.append(
            Passage(
                id=f"{document}#{n}",
                document=document,
                role=role,
                topic=own,
                also=tuple(dict.fromkeys(t for t in outer if t != own)),
                market=inherited[n],
                level=_named("level", section.path),
                heading=section.path,
                kind=stretch.kind,
                text=stretch.text,
                items=stretch.items,
                outline=stretch.outline,
            )
        )
    return tuple(passages)


def _topics_of_labels(items: Iterable[str]) -> list[str]:
    """What the labels of a list's items show: "Certifications: CCNA, CISSP", in any section."""
    labels = [label for label in map(_label, items) if len(label) in _LABEL_LENGTHS]
    return [topic for label in labels if (topic := topic_of_heading((label,)))]


def _topic_of_lead(stretch: Stretch) -> str | None:
    """What the line that introduces a list shows: "The largest employers were as follows:"."""
    lead = stretch.text.split("\n", 1)[0] if stretch.items else ""
    if not lead.endswith(":") or lead == stretch.items[0]:
        return None
    return topic_of_heading((re.split(r"(?<=[.!?])\s", lead)[-1],))


def _markets(sections: Sequence[Section], market: str | None) -> list[str | None]:
    """A heading's market, the innermost first, else the document's.

    A heading that is a market's name and no more ("Global") also holds for the headings after it,
    since pasted text has lost its depth: until a heading names another or a topic of its own.
    """
    found: list[str | None] = []
    lasting: str | None = None
    for section in sections:
        named = _named("market", section.path)
        alone = any(len(h.split()) <= 2 and _named("market", (h,)) for h in section.path)
        if named and alone:
            lasting = named
        elif named or topic_of_heading(section.path):
            lasting = None
        found.append(named or lasting or market)
    return found


def _named(kind: str, path: Sequence[str]) -> str | None:
    for heading in reversed(path):
        values = {m.value for m in level_mentions(heading) if m.kind == kind}
        if len(values) == 1:
            return values.pop()
    return None


def _fields_apart(section: Section) -> Iterator[Section]:
    """A list of labelled values under a heading of no topic ("At a glance"): each by its label.

    The labels then serve as the headings that the section lacks.
    """
    if any(topic_of_heading((heading,)) for heading in section.path):
        yield section
        return
    rest = Section(section.path, below=section.below)
    apart: list[Section] = []
    for block in section.blocks:
        if block.kind is not BlockKind.BULLETS:
            rest.blocks.append(block)
            continue
        labelled = [item for item in block.items if _label(item)]
        apart += [
            Section((*section.path, _label(i)), [Block(BlockKind.BULLETS, items=(i,))])
            for i in labelled
        ]
        if others := tuple(item for item in block.items if item not in labelled):
            rest.blocks.append(Block(BlockKind.BULLETS, items=others))
    if rest.blocks or rest.below or not apart:
        yield rest
    yield from apart


def _label(item: str) -> str:
    """The label of a labelled value, where it shows a topic; else nothing."""
    label, colon, _ = item.partition(": ")
    return label if colon and topic_of_heading((label,)) else ""


def _stretches(section: Section) -> Iterator[Stretch]:
    yield from _outline(section)
    prose: list[str] = []
    for block in section.blocks:
        if block.kind is BlockKind.PARAGRAPH:
            prose.append(block.text)
            continue
        lead = prose.pop() if prose and len(prose[-1]) <= _LONGEST_LEAD else ""
        yield from _prose(prose)
        prose = []
        yield from _list(block.kind, lead, block.items)
    yield from _prose(prose)


def _outline(section: Section) -> Iterator[Stretch]:
    """The headings below a section as a list, so that a whole roadmap can be one answer.

    Steps always; other headings only where the section says nothing itself.
    """
    steps = [heading for heading in section.below if _NUMBERED.match(heading)]
    if len(steps) >= _OUTLINE:
        items = tuple(_NUMBERED.sub("", step) for step in steps)
        yield Stretch(BlockKind.STEPS, "\n".join(items), items, outline=True)
    elif len(section.below) >= _OUTLINE and not section.blocks:
        items = tuple(section.below)
        yield Stretch(BlockKind.BULLETS, "\n".join(items), items, outline=True)


def _list(kind: BlockKind, lead: str, items: tuple[str, ...]) -> Iterator[Stretch]:
    """A list as one passage, or as several where it is too long to be searched as one.

    Items that are sentences are searched better a few at a time; names belong together.
    """
    sentences = sum(map(len, items)) > _LONG_ITEM * len(items)
    longest = _LONGEST // 2 if sentences else _LONGEST * 2
    part: list[str] = []
    for item in items:
        if part and sum(map(len, part)) + len(item) > longest:
            yield Stretch(kind, "\n".join(filter(None, [lead, *part])), tuple(part))
            part = []
        part.append(item)
    yield Stretch(kind, "\n".join(filter(None, [lead, *part])), tuple(part))


def _prose(paragraphs: Iterable[str]) -> Iterator[Stretch]:
    """Paragraphs joined as long as a passage stays within what the encoder reads."""
    part = ""
    for paragraph in paragraphs:
        for piece in _pieces(paragraph):
            if part and len(part) + len(piece) > _LONGEST:
                yield Stretch(BlockKind.PARAGRAPH, part)
                part = ""
            # a line that is no sentence stays a line
            apart = "\n" if part and not part.endswith((".", "!", "?", ":", "…", '"', "”")) else " "
            part = f"{part}{apart}{piece}".strip()
    if part:
        yield Stretch(BlockKind.PARAGRAPH, part)


def _pieces(paragraph: str) -> Iterator[str]:
    """A paragraph, cut at ends of sentences (else at spaces) where it is too long by itself."""
    while len(paragraph) > _LONGEST:
        head = paragraph[:_LONGEST]
        cut = max(head.rfind(". "), head.rfind("! "), head.rfind("? ")) + 1
        cut = cut or head.rfind(" ") + 1 or _LONGEST
        yield paragraph[:cut].strip()
        paragraph = paragraph[cut:].strip()
    if paragraph:
        yield paragraph

"""Blocks to sections under their heading paths."""

from knowledge.models import Block, BlockKind
from knowledge.sections import Section, split_sections


def heading(text: str, depth: int = 2) -> Block:
    """A heading."""
    return Block(BlockKind.HEADING, text, depth=depth)


def prose(text: str) -> Block:
    """A paragraph."""
    return Block(BlockKind.PARAGRAPH, text)


def told(sections: tuple[Section, ...]) -> list[tuple[tuple[str, ...], list[str]]]:
    """The path and the texts of each section."""
    return [(section.path, [block.text for block in section.blocks]) for section in sections]


def test_a_block_stands_under_all_headings_above_it() -> None:
    """The path is of the headings that are open; a heading as high or higher closes them."""
    blocks = [
        prose("before"),
        heading("Pay"),
        prose("all"),
        heading("Senior", 3),
        prose("much"),
        heading("Deep", 5),
        prose("deeper"),
        heading("Hours"),
        prose("long"),
    ]
    assert told(split_sections(blocks)) == [
        ((), ["before"]),
        (("Pay",), ["all"]),
        (("Pay", "Senior"), ["much"]),
        (("Pay", "Senior", "Deep"), ["deeper"]),
        (("Hours",), ["long"]),
    ]


def test_the_title_is_in_no_path() -> None:
    """The first heading of depth 1 names the document; what follows it has no heading yet."""
    blocks = [heading("Nurse", 1), prose("Nurses care."), heading("Pay"), prose("fair")]
    assert told(split_sections(blocks)) == [((), ["Nurses care."]), (("Pay",), ["fair"])]


def test_a_second_heading_of_depth_one_is_a_heading() -> None:
    """Where every section is set at depth 1, only the first of them is the title."""
    blocks = [heading("Nurse", 1), heading("Pay", 1), prose("fair"), heading("Senior"), prose("m")]
    assert told(split_sections(blocks))[-2:] == [(("Pay",), ["fair"]), (("Pay", "Senior"), ["m"])]


def test_a_section_knows_the_headings_right_below_it() -> None:
    """A roadmap can be told by its steps: their headings, not those further down."""
    blocks = [heading("Roadmap"), heading("One", 3), heading("Aside", 4), heading("Two", 3)]
    roadmap, *_ = split_sections(blocks)
    assert roadmap.below == ["One", "Two"]


def test_nothing_gives_no_section() -> None:
    """A document without blocks has no sections."""
    assert split_sections([]) == ()

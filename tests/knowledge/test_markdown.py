"""Markdown to blocks."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import Block, BlockKind
from knowledge.readers.markdown import read_markdown


def words_of(blocks: tuple[Block, ...]) -> list[str]:
    """Every word of the blocks in reading order."""
    return re.findall(r"\w+", " ".join(" ".join([b.text, *b.items]) for b in blocks))


def test_blocks_keep_their_layout_and_order() -> None:
    """Headings, prose, bullets and numbered steps come as such, in reading order."""
    text = "# Nurse\nProse\ngoes on.\n\n## Steps\n1. Learn\n2. Work\n\n- one\n- two\n"
    assert read_markdown(text) == (
        Block(BlockKind.HEADING, "Nurse", depth=1),
        Block(BlockKind.PARAGRAPH, "Prose goes on."),
        Block(BlockKind.HEADING, "Steps", depth=2),
        Block(BlockKind.STEPS, items=("Learn", "Work")),
        Block(BlockKind.BULLETS, items=("one", "two")),
    )


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Earns **Rs. 90k** a *month*.", "Earns Rs. 90k a month."),
        ("See [the guide](https://example.org) now", "See the guide now"),
        ("Use `git  log` daily", "Use git log daily"),
        ("C\\# &amp; F\\#", "C# & F#"),
        ("![a ward](ward.png) at night", "a ward at night"),
        ("line one  \nline two", "line one line two"),
        ("5 < 7 <b>bold</b> <!-- not said -->", "5 < 7 bold"),
        ("Setext\n------", "Setext"),
        ("> quoted words", "quoted words"),
        ("```\ncode  here\n```", "code here"),
        ("<p>in a tag</p>", "in a tag"),
    ],
)
def test_markup_is_dropped_and_words_stay(text: str, plain: str) -> None:
    """What a person would read is left."""
    (block,) = read_markdown(text)
    assert block.text == plain


def test_nested_items_stay_with_their_item() -> None:
    """A list within an item is a part of that item."""
    (block,) = read_markdown("- Databases\n  - SQL\n  - Redis\n- Cloud\n")
    assert block.items == ("Databases SQL Redis", "Cloud")


def test_a_table_is_a_list_of_labelled_rows() -> None:
    """Each row is an item, its first cell the label; the columns' names stand before."""
    text = "| Level | LKR / month |\n|---|---|\n| Entry | 75,000 |\n| Senior | 320,000 |\n"
    lead, rows = read_markdown(text)
    assert lead == Block(BlockKind.PARAGRAPH, "Level, LKR / month:")
    assert rows.items == ("Entry: 75,000", "Senior: 320,000")


def test_cells_of_a_wide_table_bear_their_columns_name() -> None:
    """With more than two columns each cell is told with the name of its column."""
    text = "| Level | Pay | Years |\n|---|---|---|\n| Mid | $90k | 3 |\n| Lead | | 8 |\n"
    assert read_markdown(text)[1].items == ("Mid: Pay $90k, Years 3", "Lead: Years 8")


def test_a_table_of_a_header_alone_is_not_lost() -> None:
    """A table without rows keeps the words of its header."""
    assert words_of(read_markdown("| Pay | Hours |\n|---|---|\n")) == ["Pay", "Hours"]


WORD = st.text("abcdefgäñකඛ0123456789", min_size=1, max_size=8)
LINE = st.lists(WORD, min_size=1, max_size=12).map(" ".join)
PIECE = st.one_of(
    LINE,
    LINE.map(lambda line: f"## {line}"),
    LINE.map(lambda line: f"> {line}"),
    LINE.map(lambda line: f"**{line}**"),
    st.lists(LINE, min_size=1, max_size=4).map(lambda items: "\n".join(f"- {i}" for i in items)),
    st.lists(LINE, min_size=1, max_size=4).map(lambda items: "\n".join(f"1. {i}" for i in items)),
    st.tuples(LINE, LINE).map(lambda c: f"| {c[0]} | {c[1]} |\n|--|--|\n| {c[1]} | {c[0]} |"),
)


@given(st.lists(PIECE, max_size=8).map("\n\n".join))
def test_no_word_is_lost(text: str) -> None:
    """Every word of a Markdown text is in its blocks, in its order."""
    said = re.sub(r"(?m)^1\. ", "", text)
    assert words_of(read_markdown(text)) == re.findall(r"\w+", said)


@given(st.text(max_size=200) | st.text("#-*|>`[]()!<_~ \n\t1.a", max_size=120))
def test_any_text_is_markdown(text: str) -> None:
    """No text raises, and no empty heading, item or paragraph comes out."""
    for block in read_markdown(text):
        assert block.text or block.items
        assert all(block.items)


MARKUP = [
    *("word", "two words", "\n", "\n\n", "- ", "* ", "1. ", "# ", "    ", "\t", "> ", "---", "==="),
    *("|", "|-|-|", "`", "```", "~~~", "**", "_", "[x]", "[x]: y", "(z)", "![", "<b>", "</b>"),
    *("<!-- q -->", "<http://a.b>", "&amp;", "\\", "  \n", "\u00a0", "\r\n"),
]


@given(st.lists(st.sampled_from(MARKUP), max_size=20).map("".join))
def test_rules_without_a_sign_in_the_text_find_nothing(text: str) -> None:
    """A text is read the same with all rules of the parser and without those it has no sign of."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("knowledge.readers.markdown._SIGNS", {})
        whole = read_markdown(text)
    assert read_markdown(text) == whole

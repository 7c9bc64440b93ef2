"""Sections to passages: what is retrieved and quoted."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import Block, BlockKind, Passage
from knowledge.passages import cut_passages
from knowledge.readers.markdown import read_markdown
from knowledge.sections import split_sections
from tests.knowledge.conftest import PassagesOf

SEARCHED = 900
"""The length of a text that the encoder still reads whole."""


def cut(text: str, market: str | None = None) -> tuple[Passage, ...]:
    """The passages of a Markdown text."""
    return cut_passages("doc", "nurse", market, split_sections(read_markdown(text)))


def test_passages_are_numbered_in_reading_order() -> None:
    """An id is the document's with a number; role and document are told."""
    found = cut("## Pay\nGood.\n\n## Hours\nLong.")
    assert [passage.id for passage in found] == ["doc#0", "doc#1"]
    assert {(passage.document, passage.role) for passage in found} == {("doc", "nurse")}
    assert [passage.text for passage in found] == ["Good.", "Long."]


def test_topic_is_of_the_innermost_heading_and_others_are_kept() -> None:
    """What a heading further out is about is kept beside the passage's own topic."""
    (passage,) = cut("## Career path\n### Salary\nGood.")
    assert (passage.topic, passage.also) == ("pay", ("progression",))
    (passage,) = cut("## Salary\n### Miscellaneous\nGood.")
    assert (passage.topic, passage.also) == (None, ("pay",))
    assert passage.searchable == "Salary › Miscellaneous\nGood."


def test_level_is_the_headings() -> None:
    """A heading that names one level gives it to its passages; one that names two gives none."""
    text = "## Senior nurse\nLeads.\n\n## Entry to senior\nGrows.\n\n### Years\nMany."
    assert [passage.level for passage in cut(text)] == ["senior", None, None]


def test_a_list_keeps_its_items_and_the_line_before_it() -> None:
    """A short paragraph before a list introduces it: one passage."""
    (passage,) = cut("## Tools\nThey work with:\n\n- thermometers\n- charts")
    assert passage.kind is BlockKind.BULLETS
    assert passage.items == ("thermometers", "charts")
    assert passage.text == "They work with:\nthermometers\ncharts"
    assert passage.lead == "They work with:"


def test_a_list_without_introduction_has_no_lead() -> None:
    """The first item is no introduction, and prose has none."""
    assert [passage.lead for passage in cut("## Tools\n- charts\n\n## Pay\nGood.")] == ["", ""]


def test_a_long_paragraph_before_a_list_stands_alone() -> None:
    """A paragraph that is more than an introduction is a passage of its own."""
    prose = "Nurses use many things every day. " * 8
    kinds = [passage.kind for passage in cut(f"## Tools\n{prose}\n\n- charts")]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.BULLETS]


def test_long_prose_is_cut_at_ends_of_sentences() -> None:
    """No passage of prose is longer than what the encoder reads, and none ends in mid-sentence."""
    sentences = [f"Sentence number {n} says something about nurses." for n in range(80)]
    found = cut(f"## Duties\n{' '.join(sentences)}")
    assert len(found) > 3
    assert all(len(passage.text) <= SEARCHED for passage in found)
    assert all(passage.text.endswith("nurses.") for passage in found)
    assert " ".join(passage.text for passage in found) == " ".join(sentences)


@pytest.mark.parametrize("text", ["x" * 2000, "x" * 901, "word " * 500, "Yes. " + "x" * 1000])
def test_prose_without_sentences_is_cut_too(text: str) -> None:
    """Where no sentence ends, the cut is at a space, else at the length."""
    found = cut(f"## Duties\n{text}")
    assert all(len(passage.text) <= SEARCHED for passage in found)
    assert "".join("".join(passage.text for passage in found).split()) == text.replace(" ", "")


def test_short_paragraphs_of_a_section_are_one_passage() -> None:
    """Paragraphs are joined as long as they are searched as one."""
    (passage,) = cut("## Pay\nGood.\n\nFair.\n\nSteady.")
    assert passage.text == "Good. Fair. Steady."


def test_a_long_list_of_sentences_is_cut_between_items() -> None:
    """Items that are sentences come a few at a time, each part with the introduction."""
    items = [
        f"Item {n} is a whole sentence on what a nurse does in the course of a day."
        for n in range(30)
    ]
    found = cut("## Duties\nThey do:\n\n" + "\n".join(f"- {item}" for item in items))
    assert len(found) > 2
    assert [item for passage in found for item in passage.items] == items
    assert {passage.lead for passage in found} == {"They do:"}


def test_a_list_of_names_stays_whole() -> None:
    """Names belong together."""
    names = [f"Hospital {n}" for n in range(60)]
    (passage,) = cut("## Employers\n" + "\n".join(f"- {name}" for name in names))
    assert len(passage.items) == len(names)


def test_three_headings_below_make_an_outline() -> None:
    """A roadmap is itself an answer: its steps in order, without their numbers."""
    steps = "".join(f"### Step {n}: Do {n}\nText {n}.\n\n" for n in (1, 2, 3))
    outline, *rest = cut(f"## Roadmap\n{steps}")
    assert (outline.topic, outline.kind) == ("roadmap", BlockKind.STEPS)
    assert outline.items == ("Do 1", "Do 2", "Do 3")
    assert [passage.text for passage in rest] == ["Text 1.", "Text 2.", "Text 3."]


def test_two_headings_below_make_none() -> None:
    """Fewer headings than three are told by their passages alone; unnumbered ones are bullets."""
    assert len(cut("## Skills\n### Hard\nMany.\n\n### Soft\nMany.")) == 2
    outline, *_ = cut("## Skills\n### A\na\n\n### B\nb\n\n### C\nc")
    assert outline.kind is BlockKind.BULLETS


def test_market_is_the_headings_else_the_documents() -> None:
    """A heading that names a market gives it to its passages; two markets or none do not."""
    text = "## Pay in Japan\nGood.\n\n## Pay\nFair.\n\n## Japan or Peru\nBoth."
    assert [p.market for p in cut(text, "Sri Lanka")] == ["Japan", "Sri Lanka", "Sri Lanka"]


def test_a_heading_that_is_a_market_alone_holds_on() -> None:
    """In pasted text a bare "Global" stands above the headings after it, until one has a topic."""
    text = "## Global\nAll.\n\n## Tier one\nMore.\n\n## Salary\nLess."
    assert [p.market for p in cut(text, "Sri Lanka")] == ["Global", "Global", "Sri Lanka"]


@pytest.mark.parametrize("heading", ["Working from home", "Local news", "Amounts in USD / year"])
def test_a_currency_or_nearness_is_no_market(heading: str) -> None:
    """A heading that a question could mean a country by does not move a document to it."""
    (passage,) = cut(f"## {heading}\nGood.", "India")
    assert passage.market == "India"


def test_fields_below_a_heading_of_no_topic_stand_by_their_label() -> None:
    """In "At a glance" each value is found by its label's topic; what has none stays together."""
    text = "## At a glance\n- Demand: high\n- Motto: care\n- Overtime: some\n"
    rest, demand, overtime = cut(text)
    assert (rest.items, rest.topic) == (("Motto: care",), None)
    assert (demand.heading, demand.topic) == (("At a glance", "Demand"), "outlook")
    assert (overtime.items, overtime.topic) == (("Overtime: some",), "hours")


def test_fields_below_a_telling_heading_stay_together() -> None:
    """A list under a heading with a topic is one passage, labelled or not."""
    (passage,) = cut("## Salary\n- Low: $10\n- Demand: high\n")
    assert len(passage.items) == 2


def test_empty_sections_give_no_passage() -> None:
    """A heading with nothing below it is no answer, nor is a bare bullet."""
    assert cut("## Pay\n\n## Hours\n-\n") == ()


def test_a_document_reads_as_its_sections(passages_of: PassagesOf) -> None:
    """Through the whole way of a file, market and role of the front matter arrive."""
    (passage,) = passages_of("## Pay\nGood.", market="USA")
    assert (passage.role, passage.market) == ("nurse", "United States")


WORD = st.text("abcdeකඛ.,?", min_size=1, max_size=9)
LINE = st.lists(WORD, min_size=1, max_size=300).map(" ".join)
SHORT = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
FIELD = st.tuples(st.sampled_from(["Demand", "Pay", "Motto"]), SHORT).map(": ".join)
BLOCK = st.one_of(
    st.builds(Block, st.just(BlockKind.PARAGRAPH), LINE),
    st.builds(
        Block,
        st.sampled_from([BlockKind.BULLETS, BlockKind.STEPS]),
        items=st.lists(LINE | FIELD, min_size=1, max_size=6).map(tuple),
    ),
    st.builds(Block, st.just(BlockKind.HEADING), SHORT, depth=st.integers(1, 4)),
)


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@given(st.lists(BLOCK, max_size=12))
def test_no_text_is_lost(blocks: list[Block]) -> None:
    """Each paragraph and each item of a document is, letter by letter, in its passages."""
    found = cut_passages("doc", "nurse", None, split_sections(blocks))
    prose = _letters("".join(passage.text for passage in found))
    items = [item for passage in found for item in passage.items]
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            assert _letters(block.text) in prose
        assert set(block.items) <= set(items)
    assert all(passage.text for passage in found)
    assert len({passage.id for passage in found}) == len(found)

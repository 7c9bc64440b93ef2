"""Pages pasted from the web, whose markup is lost, to blocks."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.models import Block, BlockKind
from knowledge.readers.layout import unglue
from knowledge.readers.text import read_text
from knowledge.vocabulary import Vocabulary

# What other pages of a corpus say, where these terms stand alone.
TERMS = Vocabulary(
    [
        "They use AWS and GCP, Jira and Docker. Redis, too; MongoDB and PostgreSQL.",
        "JavaScript and GitHub; MongoDB, PostgreSQL, JavaScript, GitHub. WSO2 and Virtusa.",
        "The work is indoor. The team is small, dress is casual.",
    ]
)


def read(text: str) -> tuple[Block, ...]:
    """The blocks below the title of a page on nurses."""
    title, *blocks = read_text(f"Nurse\n\n{text}", TERMS)
    assert title == Block(BlockKind.HEADING, "Nurse", depth=1)
    return tuple(blocks)


def headings(text: str) -> list[str]:
    """The headings of a page."""
    return [block.text for block in read(text) if block.kind is BlockKind.HEADING]


@pytest.mark.parametrize("mark", ["•", "-", "–", "*", "·", "○"])
def test_bullets_are_a_list(mark: str) -> None:
    """Lines that begin with a bullet are one list, however far apart they stand."""
    (_, found) = read(f"Duties\n\n  {mark} give care\n\n  {mark} keep charts\n")
    assert found == Block(BlockKind.BULLETS, items=("give care", "keep charts"))


@pytest.mark.parametrize("numbers", [("1. ", "2. "), ("1) ", "2) "), ("• 01", "• 02")])
def test_numbers_make_steps(numbers: tuple[str, str]) -> None:
    """Numbered lines are steps, also where the number is run together with the first word."""
    one, two = numbers
    (_, found) = read(f"Roadmap\n\n{one}Give care\n{two}Keep charts\n")
    assert found == Block(BlockKind.STEPS, items=("Give care", "Keep charts"))


def test_short_lines_without_a_stop_are_headings() -> None:
    """A line with a capital and no full stop stands above the text after it."""
    text = "Work Environment\n\nMostly indoors.\n\nTypical hours\n\nThey are long.\n"
    assert headings(text) == ["Work Environment", "Typical hours"]


def test_questions_are_headings_of_their_answers() -> None:
    """In a list of questions and answers each question is a heading."""
    text = "Is it stressful?\n\nIt can be.\n\nDo I need a degree?\n\nMostly you do.\n"
    assert headings(text) == ["Is it stressful?", "Do I need a degree?"]


def test_a_long_line_is_prose() -> None:
    """A line of many words is no heading, even without a full stop."""
    text = "They care for people of all ages and see to it that each of them is well"
    assert read(f"Duties\n\n{text}\n")[1:] == (Block(BlockKind.PARAGRAPH, text),)


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("Median", "$115k"),
        ("10-Year Growth", "faster than average"),
        ("US Workers", "175K"),
        ("Environment", "indoor"),
        ("Min. Education", "BACHELORS"),
    ],
)
def test_a_value_on_the_next_line_stands_below_its_label(label: str, value: str) -> None:
    """A label and its value on lines of their own are a heading and its text."""
    found = read(f"Salary Range\n\nLow\n\n$75k\n\n{label}\n\n{value}\n\nDuties\n\nThey care.\n")
    place = [block.text for block in found].index(label)
    assert found[place].kind is BlockKind.HEADING
    assert found[place + 1] == Block(BlockKind.PARAGRAPH, value)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("Remote: HIGH", "Remote: HIGH"),
        ("Entry LevelRs.75k – Rs.140k/mo", "Entry Level: Rs.75k – Rs.140k/mo"),
        ("Senior$180k – $280k/yr", "Senior: $180k – $280k/yr"),
        ("Min. EducationBACHELORS", "Min. Education: BACHELORS"),
    ],
)
def test_a_label_and_its_value_on_one_line_are_a_field(line: str, field: str) -> None:
    """A label with its value is one item, also where the layout ran them together."""
    assert read(f"At a Glance\n\n{line}\n")[-1] == Block(BlockKind.BULLETS, items=(field,))


@pytest.mark.parametrize(
    ("line", "terms"),
    [
        ("DockerAWS / GCPJira", ["Docker", "AWS / GCP", "Jira"]),
        ("MongoDBRedisPostgreSQL", ["MongoDB", "Redis", "PostgreSQL"]),
        ("USAUKGermany", ["USA", "UK", "Germany"]),
        ("INTJISTJ", ["INTJ", "ISTJ"]),
        ("SMALLCASUAL", ["SMALL", "CASUAL"]),
        ("JavaScript", ["JavaScript"]),
        ("PostgreSQL", ["PostgreSQL"]),
        ("GitHub / Docker", ["GitHub / Docker"]),
        ("a plain line", ["a plain line"]),
        ("", []),
    ],
)
def test_terms_run_together_are_split_by_what_stands_alone(line: str, terms: list[str]) -> None:
    """Changes of case and terms known from elsewhere show the seams; one term is not split."""
    assert unglue(line, TERMS) == terms


def test_glued_terms_are_a_list() -> None:
    """A run of terms is one list of them."""
    assert read("Tools\n\nDockerAWS / GCPJira\n")[-1] == Block(
        BlockKind.BULLETS, items=("Docker", "AWS / GCP", "Jira")
    )


def test_ways_through_the_site_are_left_out() -> None:
    """A line that only leads back to other pages is no title and no text."""
    assert read_text("← Back to all jobs\n\nNurse\n\nThey care.\n", TERMS) == (
        Block(BlockKind.HEADING, "Nurse", depth=1),
        Block(BlockKind.PARAGRAPH, "They care."),
    )


@pytest.mark.parametrize("text", ["", "\n \n", "•", "-", "1."])
def test_a_page_without_words_has_few_blocks(text: str) -> None:
    """Blank lines give nothing; a bare mark is at most itself."""
    said = "".join(block.text + "".join(block.items) for block in read_text(text, TERMS))
    assert said == text.strip()


WORD = st.text("abcdefgABCDEFG$?.:!", min_size=1, max_size=9)
LINE = st.lists(WORD, min_size=1, max_size=16).map(" ".join)
MARK = st.sampled_from(["", "", "• ", "- ", "  "])


LINES = st.lists(
    st.tuples(MARK, LINE).map("".join), max_size=12, unique_by=lambda s: s.strip("•- ").casefold()
)


@given(LINES.map("\n".join))
def test_no_letter_is_lost(text: str) -> None:
    """Every letter of a page that says nothing twice is in its blocks, in its order."""
    said = "".join(block.text + "".join(block.items) for block in read_text(text, TERMS))
    assert re.findall("[A-Za-z]", said) == re.findall("[A-Za-z]", text)


@given(st.text(max_size=300))
def test_any_text_is_a_page(text: str) -> None:
    """No text raises, and no block is empty."""
    assert all(block.text or block.items for block in read_text(text, TERMS))


@pytest.mark.parametrize(
    "text", ["a\n" * 50_000, "label\ttwo\tthree\nfour\n" * 20_000, "AaBbCc1DdEeFf" * 20_000]
)
def test_a_long_text_takes_no_long_time(text: str) -> None:
    """What is a hundred times as long takes about a hundred times as long, not ten thousand."""
    before = time.process_time()
    read(text)
    assert time.process_time() - before < 10

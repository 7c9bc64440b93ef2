"""The whole product without Telegram: what it keeps, what it stands, and that it makes nothing up."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sentencex import segment

from bot.advisor import Advisor
from bot.bootstrap import Services, index_folder
from bot.reindexing import Reindexer
from bot.types import Answer, Question, Status
from bot.wording import plain
from knowledge.corpus import load_corpus
from retrieval.errors import NoIndexError
from retrieval.types import Encoder
from storage import Conversations, open_database

_JUDGED = Path(__file__).parent / "judged"
# Not the held-out questions: nobody reads what they are answered.
_FILES = ("backend_build.yaml", "backend_more.yaml")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CITATION = re.compile(r"\[\d+\]")
_LIST_NUMBER = re.compile(r"^\d+\. ", re.MULTILINE)
_PROSE_SENTENCES = 4
PAY_FIRST = "Rs. 320,000 – 700,000 a month"

SMITH = """\
---
role: Blacksmith
title: The smith's <script>alert("1")</script> & Co
market: Sri Lanka
address: https://example.org/?a=1&b="2"
---
# Blacksmith

## Daily tasks

- Write `<script>alert("x")</script>` & forge <b>iron
- Shoe horses

## Salary

- Senior: Rs. 90,000 – 140,000 a month (job title: Master Smith & Son)
"""


def ask(advisor: Advisor, text: str, conversation: str | None = None) -> Answer:
    """Ask in a conversation, or in one of its own."""
    return advisor.answer(Question(text, conversation or uuid4().hex, user_id="tester"))


def numbers(text: str) -> set[str]:
    """The numbers in a text, without what groups their digits."""
    return {found.replace(",", "").rstrip(".") for found in _NUMBER.findall(text)}


class Balance(HTMLParser):
    """Complains of a tag that is not closed, or closed where it is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open."""
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self.open.pop() == tag


def assert_balanced(html: str) -> None:
    """Every tag is closed, in order."""
    parser = Balance()
    parser.feed(html)
    parser.close()
    assert parser.open == []


# --- memory


def test_a_new_process_goes_on_where_the_old_one_stopped(
    shipped: Services, encoder: Encoder, tmp_path: Path
) -> None:
    """State and turns are in the database: another engine and another advisor take them up."""
    url = f"sqlite:///{tmp_path}/advisor.db"
    for text, said in (("what does a senior earn in SL", PAY_FIRST), ("and mid level?", "150,000")):
        engine = open_database(url)
        conversations = Conversations(engine)
        advisor = Advisor(encoder, index_folder(shipped.settings), conversations)
        answer = ask(advisor, text, "c1")
        assert said in answer.text.splitlines()[0]
        engine.dispose()
    engine = open_database(url)
    kept = Conversations(engine).history("c1")
    engine.dispose()
    assert sorted(turn.question for turn in kept) == [
        "and mid level?",
        "what does a senior earn in SL",
    ]


def test_reset_forgets_what_was_spoken_of(advisor: Advisor) -> None:
    """After a reset a short message has nothing to lean on, and the role is assumed anew."""
    conversation = uuid4().hex
    ask(advisor, "how stressful is a backend developer's job", conversation)
    assert "You named no role" not in ask(advisor, "why", conversation).text
    advisor.reset(conversation)
    assert "tight deadlines" not in ask(advisor, "why", conversation).text


def test_forgetting_deletes_what_a_person_asked(shipped: Services, advisor: Advisor) -> None:
    """Forgetting tells how much it deleted, and nothing of the person is left."""
    person, conversation = uuid4().hex, uuid4().hex
    turn = advisor.answer(Question("senior pay in SL", conversation, user_id=person)).turn_id
    assert turn is not None
    assert advisor.forget(person).turns == 1
    assert shipped.conversations.turn(turn) is None
    assert shipped.conversations.state(conversation) == {}


def test_several_people_at_once_do_not_mix(advisor: Advisor) -> None:
    """Each of many threads goes on from its own conversation."""
    levels = {"junior": "75,000", "mid level": "150,000", "senior": "320,000"}

    def talk(number: int) -> bool:
        level, figure = list(levels.items())[number % 3]
        conversation = uuid4().hex
        ask(advisor, f"{level} pay worldwide", conversation)
        answer = ask(advisor, "and in sri lanka?", conversation)
        return answer.text.startswith(f"Rs. {figure}")

    with ThreadPoolExecutor(6) as pool:
        assert all(pool.map(talk, range(12)))


@pytest.mark.parametrize(
    "text", ["senior pay in SL", "which skills do I need", "hi", "do I need a degree?"]
)
def test_same_question_same_answer(text: str, advisor: Advisor) -> None:
    """An answer is the same byte for byte, whoever asks and whenever."""
    one, other = ask(advisor, text), ask(advisor, text)
    assert one.html.encode() == other.html.encode()
    assert (one.facts, one.sources, one.follow_ups) == (
        other.facts,
        other.sources,
        other.follow_ups,
    )


# --- any text


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "😀", "👩‍💻🇱🇰", "?!", "\0", "\x01\x02\x1b", "\u202e\u200f", "\ud83d"]
)
def test_what_holds_no_words_is_asked_for_again(text: str, advisor: Advisor) -> None:
    """Nothing, pictures and control characters alone get an example of what to ask."""
    answer = ask(advisor, text)
    assert answer.status is Status.CLARIFICATION
    assert "What does a senior earn in Sri Lanka?" in answer.text


@pytest.mark.parametrize("text", ["x" * 100_000, "what about pay " * 6_667])
def test_too_long_a_text_is_told_its_limit(text: str, advisor: Advisor) -> None:
    """100,000 characters are refused with the limit, quickly, and the state is untouched."""
    conversation = uuid4().hex
    ask(advisor, "what does a senior earn in SL", conversation)
    answer = ask(advisor, text, conversation)
    assert answer.status is Status.CLARIFICATION
    assert "1500" in answer.text
    assert "150,000" in ask(advisor, "and mid level?", conversation).text.splitlines()[0]


@pytest.mark.parametrize(
    "text",
    [
        "senior pay\0 in SL",
        "\u202esenior pay in SL\u202c",
        "senior\u2028pay in SL",
        "\ud83d senior pay in SL",
        "<b>senior</b> pay & in SL",
        "{{ 7 * 7 }} senior pay in SL",
    ],
)
def test_odd_characters_do_not_hide_a_question(text: str, advisor: Advisor) -> None:
    """Control characters, half a surrogate pair, markup and braces change nothing."""
    assert ask(advisor, text).text.startswith(PAY_FIRST)


@given(st.text(max_size=200))
@example("a" * 1_500)
@example("كم يكسب مهندس البرمجيات")
@example("ශ්‍රී ලංකාවේ වැටුප")
@settings(max_examples=40, deadline=None)
def test_any_text_has_an_answer(text: str) -> None:
    """Whatever is typed, words come back, and their markup is whole."""
    answer = ask(_any_text_advisor(), text)
    assert answer.text
    assert plain(answer.html) == answer.text
    assert_balanced(answer.html)


_shared: list[Advisor] = []


@pytest.fixture(autouse=True, scope="module")
def _share(advisor: Advisor) -> None:
    _shared.append(advisor)


def _any_text_advisor() -> Advisor:
    return _shared[0]


# --- nothing is made up


def _conversations() -> Iterator[tuple[str, list[str]]]:
    for name in _FILES:
        for case in yaml.safe_load((_JUDGED / name).read_text("utf-8")):
            yield f"{name} {case['id']}", [turn["ask"] for turn in case["turns"]]


@pytest.fixture(scope="module")
def answers(advisor: Advisor) -> list[Answer]:
    """The answers to all judged questions that may be read."""
    return [
        ask(advisor, text, conversation)
        for conversation, texts in _conversations()
        for text in texts
    ]


@pytest.fixture(scope="module")
def sections(shipped: Services) -> dict[tuple[str, str], str]:
    """Document and section to what stands there, heading and all."""
    found: dict[tuple[str, str], str] = {}
    for document in shipped.advisor.sources():
        for passage in document.passages:
            key = (document.id, " › ".join(passage.heading))
            found[key] = f"{found.get(key, '')}\n{passage.searchable}"
    return found


def _complaints(found: dict[str, Any]) -> str:
    return "\n".join(f"{question!r}: {what}" for question, what in found.items())


def test_no_figure_that_no_cited_section_holds(
    answers: list[Answer], sections: dict[tuple[str, str], str]
) -> None:
    """Each number in an answer stands in a section that it cites, or was said by the asker."""
    wrong = {}
    for answer in answers:
        cited = " ".join(sections[s.document, s.section] for s in answer.sources)
        dates = " ".join(s.as_of or "" for s in answer.sources)
        # "5 years is mid level here (mid after 3 years)": the steps of the documents' progression
        told = " ".join(sections.values()) if answer.assumptions else ""
        shown = _LIST_NUMBER.sub("", _CITATION.sub("", answer.text))
        if answer.status is Status.CLARIFICATION:
            continue  # the limits of what can be read are the program's own
        unknown = numbers(shown) - numbers(f"{cited} {dates} {told} {answer.question}")
        if unknown:
            wrong[answer.question] = unknown
    assert len(answers) > 300
    assert not wrong, _complaints(wrong)


def test_every_fact_stands_in_its_source(
    answers: list[Answer], sections: dict[tuple[str, str], str]
) -> None:
    """The amounts of each fact are in the section of the source that it names."""
    seen, wrong = 0, {}
    for answer in answers:
        for fact in answer.facts:
            seen += 1
            source = answer.sources[fact.source - 1]
            amounts = {f"{n:f}" for n in (fact.pay.low, fact.pay.high) if n is not None}
            if not amounts or amounts - numbers(sections[source.document, source.section]):
                wrong[answer.question] = fact
    assert seen > 300
    assert not wrong, _complaints(wrong)


def test_facts_come_in_the_order_of_the_text(answers: list[Answer]) -> None:
    """Each fact is in the text, none before the one that it follows."""
    wrong = {}
    for answer in answers:
        place = 0
        for fact in answer.facts:
            amount = fact.pay.low if fact.pay.low is not None else fact.pay.high
            place = answer.text.find(f"{amount:,}", place)
            if place < 0:
                wrong[answer.question] = fact
                break
    assert not wrong, _complaints(wrong)


def test_sources_are_numbered_cited_and_quoted(
    answers: list[Answer], sections: dict[tuple[str, str], str]
) -> None:
    """Sources count from one, the text cites each, and each quote stands in its section."""
    wrong = {}
    for answer in answers:
        body, _, listed = answer.text.partition("\nSources\n")
        for number, source in enumerate(answer.sources, 1):
            quoted = source.quote.removesuffix("…") in sections[source.document, source.section]
            cited = f"[{number}]" in body and f"[{number}] {source.title}" in listed
            if not (source.id == number and quoted and cited):
                wrong[answer.question] = source
        if _CITATION.search(body) and not answer.sources:
            wrong[answer.question] = "cites no source"
    assert not wrong, _complaints(wrong)


def test_an_answer_has_sources_and_a_refusal_none(answers: list[Answer]) -> None:
    """What is answered is answered from somewhere; what is refused states no fact."""
    given_status = {Status.ANSWERED, Status.PARTIAL}
    wrong = {
        answer.question: answer.status
        for answer in answers
        if bool(answer.sources) != (answer.status in given_status)
        or (answer.facts and answer.status not in given_status)
    }
    assert not wrong, _complaints(wrong)


def test_html_is_the_text_with_whole_markup(answers: list[Answer]) -> None:
    """Every tag is closed, and without its tags the HTML reads as the text."""
    for answer in answers:
        assert_balanced(answer.html)
        assert plain(answer.html) == answer.text


def test_prose_is_at_most_four_sentences_a_section(answers: list[Answer]) -> None:
    """Of running text no more than four sentences come from one section in one go."""
    wrong = {}
    for answer in answers:
        for block in answer.text.partition("\nSources\n")[0].split("\n\n"):
            lines = block.splitlines()[1:]
            prose = " ".join(line for line in lines if not re.match(r"• |\d+\. ", line))
            if len([s for s in segment("en", prose) if s.strip()]) > _PROSE_SENTENCES:
                wrong[answer.question] = block
    assert not wrong, _complaints(wrong)


# --- indexes come and go


def _write(folder: Path, **documents: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in documents.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture
def smithy(tmp_path: Path, encoder: Encoder) -> Iterator[tuple[Advisor, Reindexer, Path]]:
    """An advisor over a documents folder of the test's own, with nothing indexed yet."""
    documents = _write(tmp_path / "documents", smith=SMITH)
    engine = open_database(f"sqlite:///{tmp_path}/advisor.db")
    index = tmp_path / "index"
    advisor = Advisor(encoder, index, Conversations(engine))
    yield advisor, Reindexer(encoder, documents, index), documents
    engine.dispose()


def test_no_index_is_an_error_with_the_next_step(
    smithy: tuple[Advisor, Reindexer, Path],
) -> None:
    """Before anything is indexed each door raises NoIndexError, which says what to run."""
    advisor, _, _ = smithy
    for door in (lambda: ask(advisor, "hi"), advisor.sources, lambda: advisor.index_version):
        with pytest.raises(NoIndexError, match="career-advisor reindex"):
            door()


def test_a_new_generation_is_taken_up_while_running(
    smithy: tuple[Advisor, Reindexer, Path],
) -> None:
    """What was published after the advisor began is in its next answer."""
    advisor, reindexer, documents = smithy
    reindexer.run()
    before = ask(advisor, "senior blacksmith salary in Sri Lanka")
    assert before.text.startswith("Rs. 90,000 – 140,000 a month")
    _write(documents, smith=SMITH.replace("90,000 – 140,000", "95,000 – 150,000"))
    report = reindexer.run()
    after = ask(advisor, "senior blacksmith salary in Sri Lanka")
    assert after.text.startswith("Rs. 95,000 – 150,000 a month")
    assert after.index_version == report.version != before.index_version
    assert report.changed == ("smith",)


def test_words_of_a_document_are_no_markup(smithy: tuple[Advisor, Reindexer, Path]) -> None:
    """Tags, quotes and ampersands of titles, items and job titles are read as they are written."""
    advisor, reindexer, documents = smithy
    reindexer.run()
    [document] = load_corpus(documents).documents
    for question in ("daily tasks of a blacksmith", "senior blacksmith salary in sri lanka"):
        answer = ask(advisor, question)
        assert "<script" not in answer.html
        assert document.source.title in answer.text
        assert "&lt;script&gt;" in answer.html
        assert "a=1&amp;b=&#34;2&#34;" in answer.html
        assert_balanced(answer.html)
    assert "Master Smith & Son" in answer.text

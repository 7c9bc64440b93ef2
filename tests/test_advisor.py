"""The whole product without Telegram: what it keeps, what it stands, and new indexes."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.advisor import Advisor
from bot.bootstrap import Services
from bot.reindexing import Reindexer
from bot.types import Question, Status
from bot.wording import plain
from knowledge.corpus import load_corpus
from retrieval.errors import NoIndexError
from retrieval.types import Encoder
from storage import Conversations, open_database
from tests.asking import ask, assert_balanced

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

BAKER = """\
---
role: Baker
title: The baker's book
market: Sri Lanka
---
# Baker

## Daily tasks

- Knead the dough
- Heat the oven

## Salary

- Entry level: Rs. 40,000 – 50,000 a month
- Senior: Rs. 60,000 – 80,000 a month
"""


# --- memory


def test_a_new_process_goes_on_where_the_old_one_stopped(
    backend: Services, encoder: Encoder, tmp_path: Path
) -> None:
    """State and turns are in the database: another engine and another advisor take them up."""
    url = f"sqlite:///{tmp_path}/advisor.db"
    for text, said in (("what does a senior earn in SL", PAY_FIRST), ("and mid level?", "150,000")):
        engine = open_database(url)
        conversations = Conversations(engine)
        advisor = Advisor(encoder, backend.settings.index_dir, conversations)
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


def test_forgetting_deletes_what_a_person_asked(backend: Services, advisor: Advisor) -> None:
    """Forgetting tells how much it deleted, and nothing of the person is left."""
    person, conversation = uuid4().hex, uuid4().hex
    turn = advisor.answer(Question("senior pay in SL", conversation, user_id=person)).turn_id
    assert turn is not None
    assert advisor.forget(person).turns == 1
    assert backend.conversations.turn(turn) is None
    assert backend.conversations.state(conversation) == {}


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


def test_another_role_is_taken_up_and_kept(smithy: tuple[Advisor, Reindexer, Path]) -> None:
    """Of two roles the one named is meant until the other is, and no figure goes astray."""
    advisor, reindexer, documents = smithy
    _write(documents, baker=BAKER)
    reindexer.run()
    turns = (
        ("senior blacksmith salary in Sri Lanka", "Rs. 90,000 – 140,000 a month"),
        ("and a baker?", "Rs. 60,000 – 80,000 a month"),
        ("and entry level?", "Rs. 40,000 – 50,000 a month"),
        ("what are the daily tasks", "Knead the dough"),
        ("and a blacksmith?", "Shoe horses"),
    )
    for text, said in turns:
        answer = ask(advisor, text, "two roles")
        assert said in answer.text, answer.text
        assert {source.document for source in answer.sources} <= {"smith", "baker"}
        assert ("baker" in answer.sources[0].document) == (answer.slots.role == "Baker")


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

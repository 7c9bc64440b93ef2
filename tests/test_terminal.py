"""The chat in the terminal, over a pipe."""

from pathlib import Path

import pytest

from bot.settings import Settings
from tests.fake_services import CommandLine, FakeServices, Outcome


@pytest.fixture
def services(tmp_path: Path) -> FakeServices:
    """Services whose data lies in a folder of the test's own."""
    return FakeServices(Settings(data_dir=tmp_path))


def chat(services: FakeServices, *lines: str) -> Outcome:
    """Type lines and leave."""
    return CommandLine(services)("chat", stdin="".join(f"{line}\n" for line in lines))


def asked(services: FakeServices) -> list[str]:
    """The questions that reached the advisor."""
    return [question.text for question in services.advisor.heard]


def test_a_pipe_gets_answers_and_no_prompts(services: FakeServices) -> None:
    """Over a pipe the answers come with their follow-ups, and the end of the input is the end."""
    done = chat(services, "pay?", "", "   ")
    assert done.code == 0
    assert done.out.splitlines() == [
        "Answer 1 to pay?",
        "",
        "  1  What are the hours?",
        "  2  Is it risky?",
        "",
    ]


def test_a_number_asks_what_was_offered(services: FakeServices) -> None:
    """A follow-up is chosen by its number; a number beyond them is asked for again."""
    done = chat(services, "pay?", "2", "3")
    assert asked(services) == ["pay?", "Is it risky?"]
    assert "Choose 1 to 2" in done.out


def test_a_number_before_any_offer_is_a_question(services: FakeServices) -> None:
    """Where nothing was offered a number is only words."""
    chat(services, "2")
    assert asked(services) == ["2"]


def test_reset_starts_afresh(services: FakeServices) -> None:
    """/reset lets the advisor forget the thread, and takes back what was offered."""
    done = chat(services, "pay?", "/reset", "1")
    assert "Answer 1 to 1" in done.out


def test_quit_leaves_at_once(services: FakeServices) -> None:
    """What comes after /quit is not asked."""
    chat(services, "/quit", "pay?")
    assert asked(services) == []


def test_sources_are_listed(services: FakeServices) -> None:
    """/sources names the documents with their role and date."""
    assert "Engineer: Profile of engineer, 2025" in chat(services, "/sources").out


@pytest.mark.parametrize(("typed", "said"), [("/help", "/reset"), ("/dance", "do not know /dance")])
def test_commands_explain_themselves(services: FakeServices, typed: str, said: str) -> None:
    """/help lists the commands, and one that is not known leads to it."""
    assert said in chat(services, typed).out
    assert asked(services) == []


def test_a_long_answer_is_not_folded_for_a_pipe(services: FakeServices) -> None:
    """A pipe gets an answer's lines as they are."""
    question = "pay " * 60
    assert f"Answer 1 to {question.strip()}\n" in chat(services, question).out


def test_brackets_are_words(services: FakeServices) -> None:
    """What looks like markup of the terminal library comes out as it was written."""
    assert "Answer 1 to [bold]pay[/nothing]" in chat(services, "[bold]pay[/nothing]").out


def test_the_thread_is_kept_under_the_login(services: FakeServices) -> None:
    """The conversation and whose data it is carry the login, so that it goes on another day."""
    chat(services, "pay?")
    question = services.advisor.heard[0]
    assert question.conversation == question.user_id
    assert question.conversation.startswith("terminal:")
    assert "Answer 2" in chat(services, "and hours?").out


def test_odd_bytes_end_nothing(services: FakeServices) -> None:
    """Input that is no UTF-8 is answered as well as it can be read."""
    done = CommandLine(services)("chat", stdin=b"caf\xe9?\n")
    assert done.code == 0
    assert asked(services) == ["caf�?"]

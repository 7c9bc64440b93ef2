"""The command line: what comes out where, and with which exit code."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bot.cli import app
from bot.settings import Settings
from tests.fake_services import CommandLine, FakeServices

ROOT = Path(__file__).resolve().parent.parent
ANSWER_KEYS = {
    *("question", "conversation", "status", "text", "html", "intent", "slots", "assumptions"),
    *("confidence", "facts", "sources", "follow_ups", "index_version", "elapsed_ms"),
}


def process(
    *arguments: str, stdout: int = subprocess.PIPE, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run the real program."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, **env},
    )


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every command of the tree that does something."""
    if hasattr(command, "commands"):
        for name, child in command.commands.items():
            yield from commands(child, (*path, name))
    else:
        yield path, command


def test_every_command_has_help_with_an_example_of_itself() -> None:
    """`--help` of each command says what it does and shows how it is called."""
    seen = dict(commands(get_command(app)))
    assert len(seen) > 8
    for path, command in seen.items():
        examples = command.help.partition("Examples:")[2]
        assert f"career-advisor {' '.join(path)}" in examples, path
        assert all(option.help for option in command.params if option.name != "help"), path


def test_help_is_plain_and_lists_the_commands() -> None:
    """The program's own help names every command and ends with 0."""
    done = process("--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(name in done.stdout for name in ("run", "chat", "ask", "reindex", "doctor"))


@pytest.mark.parametrize("arguments", [["nonsense"], ["ask"], ["ask", " "], ["data", "purge"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    """What cannot be understood is 2, with a hint on stderr and nothing on stdout."""
    done = process(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--help" in done.stderr


def test_a_wrong_setting_ends_with_1_and_one_line() -> None:
    """A setting that cannot be used is told in one line, without a traceback."""
    done = process("documents", "check", PORT="http")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "PORT='http'" in done.stderr


def test_a_reader_that_went_away_is_no_error_to_tell() -> None:
    """Writing into a closed pipe is quiet."""
    reading, writing = os.pipe()
    os.close(reading)
    done = process("--help", stdout=writing)
    os.close(writing)
    assert done.stderr == ""


def test_ask_answers_in_text(career_advisor: CommandLine) -> None:
    """One question gives the answer's text."""
    done = career_advisor("ask", "what does a senior earn")
    assert (done.code, done.out) == (0, "Answer 1 to what does a senior earn\n")


def test_ask_as_json_is_the_documented_object(career_advisor: CommandLine) -> None:
    """`--json` writes one object with the documented keys, and nothing else on stdout."""
    answer = json.loads(career_advisor("ask", "--json", "pay?").out)
    assert set(answer) == ANSWER_KEYS
    assert answer["status"] == "answered"
    assert answer["slots"] == {
        "role": "engineer", "level": "senior", "market": "Sri Lanka", "topic": "pay",
    }  # fmt: skip
    fact = answer["facts"][0]
    assert (fact["kind"], fact["currency"], fact["period"]) == ("pay", "LKR", "month")
    assert (fact["low"], fact["high"], fact["source"]) == (320000, 700000.5, 1)
    assert isinstance(fact["low"], int)
    source = {"id": 1, "title": "Profile", "document": "engineer", "section": "Pay"}
    assert answer["sources"] == [
        {**source, "quote": "Rs. 320,000", "as_of": "2025", "address": None}
    ]


def test_ask_builds_the_index_first_when_there_is_none(
    career_advisor: CommandLine, services: FakeServices
) -> None:
    """The first question on a fresh clone builds the index; the second does not."""
    done = career_advisor("ask", "--json", "pay?")
    assert "Building the index" in done.err
    assert json.loads(done.out)["index_version"] == "v1"
    career_advisor("ask", "pay?")
    assert len(services.reindexer.runs) == 1


def test_ask_goes_on_with_a_conversation_that_is_named(career_advisor: CommandLine) -> None:
    """With an ID the thread goes on; without one every question stands alone."""
    assert "Answer 1" in career_advisor("ask", "--conversation", "c1", "pay?").out
    assert "Answer 2" in career_advisor("ask", "--conversation", "c1", "and hours?").out
    assert "Answer 1" in career_advisor("ask", "pay?").out
    assert "Answer 1" in career_advisor("ask", "pay?").out


def test_ask_knows_nobody(career_advisor: CommandLine, services: FakeServices) -> None:
    """A question from the shell is kept under no person."""
    career_advisor("ask", "pay?")
    assert [question.user_id for question in services.advisor.heard] == [None]


def test_a_batch_is_answered_line_for_line(career_advisor: CommandLine) -> None:
    """Answers come in the order of the lines; a line that is no question says so and stops none."""
    lines = [
        '{"conversation": "c1", "text": "pay?"}',
        '{"conversation": "c2", "text": "hours?"}',
        "pay?",
        '{"conversation": "c1"}',
        '{"conversation": 7, "text": "risk?"}',
        '["text"]',
        "",
        '{"conversation": "c1", "text": "and \\ud800?"}',
        '{"text": "alone"}',
    ]
    done = career_advisor("ask", "--json", "--batch", "-", stdin="\n".join(lines))
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 0
    assert all(set(answer) == ANSWER_KEYS for answer in answers)
    assert [answer["text"].split(":")[0] for answer in answers] == [
        "Answer 1 to pay?",
        "Answer 1 to hours?",
        "line 3 is not JSON",
        'line 4 has no words under "text"',
        'line 5 has a "conversation" that is not a string',
        "line 6 is not an object",
        "Answer 2 to and ??",
        "Answer 1 to alone",
    ]
    assert [answer["status"] for answer in answers[2:6]] == ["no_answer"] * 4
    assert (answers[2]["question"], answers[3]["conversation"]) == ("pay?", "c1")
    assert "4 lines held no question" in done.err


def test_a_batch_file_from_windows_is_read(career_advisor: CommandLine, tmp_path: Path) -> None:
    """A byte order mark, CRLF and bytes that are no UTF-8 end nothing."""
    file = tmp_path / "questions.jsonl"
    file.write_bytes(b'\xef\xbb\xbf{"text": "pay?"}\r\n{"text": "caf\xe9?"}\r\n')
    done = career_advisor("ask", "--batch", str(file), "--json")
    assert [json.loads(line)["question"] for line in done.out.splitlines()] == ["pay?", "caf�?"]


@pytest.mark.parametrize(
    "arguments",
    [["pay?", "--batch", "-"], ["--batch", "-", "--conversation", "c1"], ["--batch", "nowhere"]],
)
def test_a_batch_stands_alone(career_advisor: CommandLine, arguments: list[str]) -> None:
    """A batch is a file that is there, and goes with neither a question nor a conversation."""
    assert career_advisor("ask", *arguments).code == 2


def test_run_without_a_token_talks_here(
    career_advisor: CommandLine, services: FakeServices
) -> None:
    """Without a token the way to Telegram is told, and lines are answered until they end."""
    done = career_advisor("run", stdin="pay?\nhours?\n")
    assert done.code == 0
    assert "@BotFather" in done.err
    assert "Answer 1 to pay?" in done.out
    assert "Answer 2 to hours?" in done.out
    assert services.telegram_runs == 0


def test_run_with_a_token_goes_to_telegram(services: FakeServices) -> None:
    """With a token the bot starts on Telegram, with an index to answer from."""
    services.settings = Settings(data_dir=services.settings.data_dir, telegram_bot_token="123:abc")
    assert CommandLine(services)("run").code == 0
    assert services.telegram_runs == 1
    services.telegram_code = 1
    assert CommandLine(services)("run").code == 1
    assert services.advisor.index_version == "v1"


def test_reindex_reports_what_changed(
    career_advisor: CommandLine, services: FakeServices, tmp_path: Path
) -> None:
    """What was added, removed and refused is told, and the options reach the reindexer."""
    done = career_advisor("reindex", "--full", "--documents", str(tmp_path))
    assert "added: engineer" in done.out
    assert "removed: nurse" in done.out
    assert "refused: broken.md: is empty" in done.out
    assert "Index v1 is in force: 1 document, 1 passage; 1 embedded" in done.out
    assert services.reindexer.runs == [{"full": True, "documents": tmp_path}]


def test_reindex_as_json_keeps_the_bar_off_stdout(career_advisor: CommandLine) -> None:
    """With `--json` stdout holds one object; the progress goes to stderr."""
    done = career_advisor("reindex", "--json")
    report = json.loads(done.out)
    assert (report["version"], report["added"]) == ("v1", ["engineer"])
    assert report["refused"] == [{"document": "broken.md", "reason": "is empty"}]
    assert "Building the index" in done.err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (PermissionError(13, "Permission denied", "/srv/index"), "/srv/index: Permission denied"),
        (RuntimeError("token 123:abc\nwas refused"), "RuntimeError: token *** was refused"),
    ],
)
def test_whatever_goes_wrong_is_one_line_without_secrets(
    services: FakeServices, error: Exception, said: str
) -> None:
    """No traceback and no token reach a person; the exit code is 1."""

    class Failing:
        def run(self, *_: object, **__: object) -> None:
            raise error

    services.settings = Settings(data_dir=services.settings.data_dir, telegram_bot_token="123:abc")
    services.reindexer = Failing()  # type: ignore[assignment]
    done = CommandLine(services)("reindex", "--json")
    assert (done.code, done.out) == (1, "")
    assert said in done.err.splitlines()[-1]
    assert "Traceback" not in done.err


def test_an_interrupt_ends_with_130(services: FakeServices) -> None:
    """Ctrl-C is no failure to tell about."""

    class Interrupted:
        def run(self, *_: object, **__: object) -> None:
            raise KeyboardInterrupt

    services.reindexer = Interrupted()  # type: ignore[assignment]
    done = CommandLine(services)("reindex")
    assert done.code == 130
    assert "Traceback" not in done.err


def test_version_is_the_packages() -> None:
    """`--version` gives a number."""
    assert re.fullmatch(r"[0-9]+\.[0-9]+\.[0-9]+\S*\n", process("--version").stdout)

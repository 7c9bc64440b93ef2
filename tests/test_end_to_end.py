"""Nothing stands in for anything of ours: the real bot against the Bot API double, the real CLI."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.bootstrap import Services, build
from bot.settings import Settings
from bot.telegram import reindexing
from bot.telegram.app import running
from tests.botapi import BotApiDouble, SentMessage, User
from tests.telegram.ports import free_port

ROOT = Path(__file__).resolve().parent.parent
TOKEN = "123456:TEST"
ADMIN = 42
SENIOR = "Rs. 320,000 – 700,000 a month"
MID = "Rs. 150,000 – 320,000 a month"
KEYS = {
    *("question", "conversation", "status", "text", "html", "intent", "slots", "assumptions"),
    *("confidence", "facts", "sources", "follow_ups", "index_version", "elapsed_ms"),
}
NURSE = """\
---
role: Nurse
title: Nursing in Sri Lanka
market: Sri Lanka
---
# Nurse

## Salary

- Senior: Rs. 90,000 – 140,000 a month
"""


@pytest.fixture
def data(backend: Services, tmp_path: Path) -> Path:
    """A data folder with the index of the back-end developer's documents and no memory."""
    shutil.copytree(backend.settings.index_dir, tmp_path / "data" / "index")
    return tmp_path / "data"


@asynccontextmanager
async def telegram(data: Path, **more: Any) -> AsyncIterator[BotApiDouble]:
    """The bot as `run` starts it, and the Bot API whose rules it must not break."""
    async with BotApiDouble(token=TOKEN) as api:
        known = {"telegram_bot_token": TOKEN, "telegram_api_url": api.url, "data_dir": data}
        services = build(Settings(_env_file=None, **(known | more)))
        async with running(services):
            yield api
        await api.assert_clean()


async def tell(api: BotApiDouble, person: User, text: str) -> SentMessage:
    """Write in private, and return what comes back."""
    await person.send(text)
    [reply] = await api.replies(person, timeout=60)
    return reply


def first_line(reply: SentMessage) -> str:
    """What is read first."""
    return reply.text.splitlines()[0]


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_first_dialogue(mode: str, data: Path) -> None:
    """What a senior earns, in short messages and by a button, with its source, either way in."""
    port = free_port()
    hook = {"webhook_url": f"http://127.0.0.1:{port}/hook", "port": port}
    async with telegram(data, **(hook if mode == "webhook" else {})) as api:
        alice = api.user(1001, "Alice")
        senior = await tell(api, alice, "what does a senior earn in Sri Lanka")
        assert first_line(senior).startswith(SENIOR)
        assert "Job titles: Senior Backend Engineer, Principal Engineer" in senior.text
        assert "[1] Sri Lankan market profile" in senior.text
        assert first_line(await tell(api, alice, "and mid level?")).startswith(MID)
        abroad = await tell(api, alice, "and globally?")
        assert first_line(abroad).startswith("$110,000 – 180,000 a year")
        japan = await tell(api, alice, "in Japan?")
        assert "Japan" in japan.text
        assert "000" not in japan.text
        await alice.press(senior, next(label for label in senior.buttons if "?" in label))
        [pressed] = await api.replies(alice)
        assert pressed.text.startswith("› ")
        assert "Sources" in pressed.text
        assert {call.method for call in api.calls} & {"getUpdates"} == (
            set() if mode == "webhook" else {"getUpdates"}
        )


async def test_commands_and_a_group(data: Path) -> None:
    """Greeting, help, sources, privacy, a group's mention, starting afresh and being forgotten."""
    async with telegram(data) as api:
        alice, bob = api.user(1001, "Alice"), api.user(1002, "Bob <b>")
        start = await tell(api, alice, "/start")
        await alice.press(start, start.buttons[0])
        [answer] = await api.replies(alice)
        assert SENIOR in answer.text
        assert "/sources" in (await tell(api, alice, "/help")).text
        sources = await tell(api, alice, "/sources")
        assert "I answer from 5 documents" in sources.text
        assert "Sri Lankan market profile" in sources.text
        assert "What is kept" in (await tell(api, alice, "/privacy")).text

        group = api.group(-100500, "Careers", [alice, bob])
        said = await bob.send("@career_advisor_bot senior pay in SL?", chat=group)
        [reply] = await api.replies(group)
        assert first_line(reply).startswith(SENIOR)
        assert reply.reply_to == said
        await bob.send("and mid level?", chat=group, reply_to=reply)
        [reply] = await api.replies(group)
        assert first_line(reply).startswith(MID)

        assert "afresh" in (await tell(api, alice, "/reset")).text
        assert (await tell(api, alice, "/forget")).text.startswith("Delete everything")
        [asked] = [message for message in api.sent if "Delete everything" in message.buttons]
        await alice.press(asked, "Delete everything")
        [gone] = await api.edited(alice)
        assert gone.text.startswith("Deleted: 1 question with its answer")


async def test_reindex_from_the_chat(
    data: Path, backend: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An admin reindexes with progress while others are answered; the new role is then known."""
    monkeypatch.setattr(reindexing, "PROGRESS_SECONDS", 0.2)
    documents = tmp_path / "documents"
    shutil.copytree(backend.settings.documents, documents)
    (documents / "nurse.md").write_text(NURSE, "utf-8")
    (documents / "broken.md").write_bytes(b"")
    async with telegram(data, documents=documents, admins=frozenset({ADMIN})) as api:
        admin, bob = api.user(ADMIN, "Admin"), api.user(1002, "Bob")
        assert "nurse" in (await tell(api, bob, "senior nurse salary in Sri Lanka")).text
        assert (await tell(api, admin, "/reindex")).text.startswith("Reindexing …")
        answer = await tell(api, bob, "what does a senior earn in Sri Lanka")
        assert first_line(answer).startswith(SENIOR)
        [report] = await api.replies(admin, timeout=120)
        assert answer.at < report.at
        assert "The new index is in use." in report.text
        assert "6 documents" in report.text
        assert "Added\n• nurse" in report.text
        assert "Refused\n• broken.md: is empty" in report.text
        assert any("Reindexing …\n" in edit.text for edit in api.edits)
        nurse = await tell(api, bob, "senior nurse salary in Sri Lanka")
        assert first_line(nurse).startswith("Rs. 90,000 – 140,000 a month")


def run(data: Path, *arguments: str) -> list[dict[str, Any]]:
    """Run the program as a process of its own, and return the JSON lines it writes."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "ADVISOR_DATA_DIR": str(data)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=data,
        env=env,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_command_line_goes_on_in_another_process(data: Path) -> None:
    """`ask --json` has the contract's keys; a batch in a later process goes on from it."""
    [senior] = run(data, "ask", "what does a senior earn in SL", "--json", "--conversation", "c1")
    assert set(senior) == KEYS
    assert senior["text"].startswith(SENIOR)
    assert senior["slots"] == {
        "role": "Back-end Systems Developer",
        "level": "senior",
        "market": "Sri Lanka",
        "topic": "pay",
    }
    fact = senior["facts"][0]
    assert (fact["kind"], fact["low"], fact["high"]) == ("pay", 320_000, 700_000)
    assert (fact["currency"], fact["period"], fact["source"]) == ("LKR", "month", 1)
    assert senior["sources"][0]["title"] == "Sri Lankan market profile"
    turns = [("c1", "and mid level?"), ("c2", "hi"), ("c1", "and globally?"), ("c2", "in Japan?")]
    lines = [json.dumps({"conversation": name, "text": text}) for name, text in turns]
    file = data / "batch.jsonl"
    file.write_text("\n".join(lines), "utf-8")
    answers = run(data, "ask", "--batch", str(file), "--json")
    assert [(a["conversation"], a["question"]) for a in answers] == turns
    assert answers[0]["text"].startswith(MID)
    assert answers[1]["status"] == "smalltalk"
    assert answers[2]["text"].startswith("$110,000 – 180,000 a year")
    assert answers[3]["status"] == "no_answer"

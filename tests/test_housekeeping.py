"""The commands over documents, data and health."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commands.doctor import CHECKS, Check, Setup, examine
from bot.settings import PACKAGED_DOCUMENTS, Settings
from retrieval.indexing import publish
from storage import Conversations, NewTurn
from tests.fake_services import CommandLine, FakeServices
from tests.fakes import HashingEncoder, make_document

DOCUMENT = """\
---
role: Nurse
title: Nursing in Sri Lanka
market: Sri Lanka
as_of: 2025
---
# Nurse
## Salary
A senior nurse earns Rs. 90,000 – Rs. 140,000 a month.
"""


@pytest.fixture
def nurse(tmp_path: Path) -> Path:
    """A document that can be read."""
    file = tmp_path / "nurse.md"
    file.write_text(DOCUMENT, "utf-8")
    return file


def test_list_shows_what_is_indexed(career_advisor: CommandLine, services: FakeServices) -> None:
    """The indexed documents come with role, title, market, date and passages."""
    document = make_document("engineer", "Engineers build.", market="Sri Lanka")
    publish([document], HashingEncoder(), services.settings.index_dir)
    rows = json.loads(career_advisor("documents", "list", "--json").out)
    assert rows == [
        {
            "document": "engineer",
            "role": "Engineer",
            "title": "Profile of engineer",
            "market": "Sri Lanka",
            "as_of": "2025",
            "passages": 1,
        }
    ]
    assert "Profile of engineer" in career_advisor("documents", "list").out


def test_list_without_an_index_names_the_next_step(career_advisor: CommandLine) -> None:
    """Where nothing is indexed yet, the way to an index is told."""
    done = career_advisor("documents", "list", "--json")
    assert (done.code, done.out) == (1, "")
    assert "career-advisor reindex" in done.err


def test_check_reads_the_folder(career_advisor: CommandLine, nurse: Path) -> None:
    """A document that can be read is told with its role, topics and facts, and the exit is 0."""
    career_advisor("documents", "add", str(nurse))
    done = career_advisor("documents", "check", "--json")
    row = json.loads(done.out)[0]
    assert (done.code, row["document"], row["role"]) == (0, "nurse", "Nurse")
    assert row["topics"] == ["pay"]
    assert row["facts"] == 1


def test_check_fails_on_a_document_it_refuses(
    career_advisor: CommandLine, services: FakeServices
) -> None:
    """A document that cannot be used is told with the reason, and the exit is 1."""
    (services.settings.documents / "empty.md").write_bytes(b"")
    done = career_advisor("documents", "check", "--json")
    assert done.code == 1
    assert "empty" in json.loads(done.out)[0]["refused"]
    assert "1 document cannot be used" in done.err


def test_added_documents_can_be_removed(
    career_advisor: CommandLine, services: FakeServices, nurse: Path
) -> None:
    """What was added lies in the folder, whole, until it is removed by its name."""
    done = career_advisor("documents", "add", str(nurse))
    copy = services.settings.documents / "nurse.md"
    assert copy.read_text("utf-8") == DOCUMENT
    assert "reindex" in done.out
    assert career_advisor("documents", "remove", "nurse", "--yes").code == 0
    assert not copy.exists()
    assert nurse.exists()


def test_nothing_is_added_when_one_cannot_be_read(
    career_advisor: CommandLine, services: FakeServices, nurse: Path, tmp_path: Path
) -> None:
    """One refused document keeps the others out too, and the reason is told."""
    bad = tmp_path / "bad.md"
    bad.write_bytes(b"")
    done = career_advisor("documents", "add", str(nurse), str(bad))
    assert done.code == 1
    assert "bad.md" in done.err
    assert list(services.settings.documents.iterdir()) == []


def test_a_document_is_replaced_only_when_that_is_said(
    career_advisor: CommandLine, services: FakeServices, nurse: Path
) -> None:
    """The same name again is refused, and taken with --replace."""
    career_advisor("documents", "add", str(nurse))
    nurse.write_text(DOCUMENT.replace("90,000", "95,000"), "utf-8")
    refused = career_advisor("documents", "add", str(nurse))
    assert (refused.code, "--replace" in refused.err) == (1, True)
    assert career_advisor("documents", "add", "--replace", str(nurse)).code == 0
    assert "95,000" in (services.settings.documents / "nurse.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["nobody", "../nurse.md", ""])
def test_only_a_document_of_the_folder_is_removed(
    career_advisor: CommandLine, nurse: Path, name: str
) -> None:
    """A name that is not in the folder removes nothing, wherever it points."""
    assert career_advisor("documents", "remove", name, "--yes").code == 1
    assert nurse.exists()


def test_a_name_of_two_documents_removes_neither(
    career_advisor: CommandLine, services: FakeServices
) -> None:
    """Where a name may mean two files, both stay and are named."""
    for ending in ("md", "txt"):
        (services.settings.documents / f"nurse.{ending}").write_text(DOCUMENT, "utf-8")
    done = career_advisor("documents", "remove", "nurse")
    assert done.code == 1
    assert "nurse.md, nurse.txt" in done.err
    assert len(list(services.settings.documents.iterdir())) == 2


@pytest.mark.parametrize("command", ["add", "remove"])
def test_the_shipped_documents_stay_as_they_are(
    services: FakeServices, nurse: Path, command: str
) -> None:
    """Neither adding nor removing touches the packaged folder; the next step is told."""
    services.settings = Settings(data_dir=services.settings.data_dir)
    before = sorted(PACKAGED_DOCUMENTS.rglob("*"))
    done = CommandLine(services)("documents", command, str(nurse))
    assert done.code == 1
    assert "ADVISOR_DOCUMENTS=" in done.err
    assert sorted(PACKAGED_DOCUMENTS.rglob("*")) == before


def keep(conversations: Conversations, user: str, days_ago: int = 0) -> None:
    """Let somebody have asked something."""
    conversations.record(
        NewTurn(
            conversation=f"telegram:{user}",
            user_id=user,
            question="what about me?",
            answer_text="This.",
            status="answered",
            intent="ask",
            slots={},
            state={},
            follow_ups=(),
            index_version="v1",
            asked_at=datetime.now(UTC) - timedelta(days=days_ago),
            elapsed_ms=1.0,
            sources=(),
        )
    )


def test_data_of_a_person_is_exported(
    career_advisor: CommandLine, services: FakeServices, tmp_path: Path
) -> None:
    """Everything about a person comes out as JSON, on stdout or into a file."""
    keep(services.conversations, "7")
    printed = json.loads(career_advisor("data", "export", "7").out)
    assert printed["conversations"][0]["turns"][0]["question"] == "what about me?"
    file = tmp_path / "7.json"
    assert career_advisor("data", "export", "7", "--output", str(file)).out == ""
    assert json.loads(file.read_text("utf-8")) == printed


def test_forgetting_asks_first(career_advisor: CommandLine, services: FakeServices) -> None:
    """Without a yes nothing is deleted; with one, the person's data alone."""
    keep(services.conversations, "7")
    keep(services.conversations, "8")
    assert career_advisor("data", "forget", "7", stdin="n\n").code == 1
    assert services.conversations.export("7")["conversations"]
    done = career_advisor("data", "forget", "7", "--yes")
    assert done.out == "Deleted 1 turn and 1 conversation.\n"
    assert not services.conversations.export("7")["conversations"]
    assert services.conversations.export("8")["conversations"]


def test_purging_deletes_what_is_old(career_advisor: CommandLine, services: FakeServices) -> None:
    """Only what is older than the days given goes."""
    keep(services.conversations, "7", days_ago=40)
    keep(services.conversations, "8", days_ago=20)
    done = career_advisor("data", "purge", "--older-than", "30", "--yes", "--json")
    assert json.loads(done.out) == {"conversations": 1, "turns": 1}
    assert services.conversations.export("8")["conversations"]


def test_an_age_beyond_the_calendar_is_wrong_usage(career_advisor: CommandLine) -> None:
    """A number of days that no date has is refused as usage."""
    assert career_advisor("data", "purge", "--older-than", "99999999", "--yes").code == 2


@dataclass(frozen=True)
class Broken:
    """A check that finds something."""

    message: str

    def __call__(self, setup: Setup) -> str:
        """Fail."""
        raise RuntimeError(self.message)


def test_doctor_makes_every_check(services: FakeServices) -> None:
    """One broken thing does not hide the next, and no detail shows a secret."""
    settings = Settings(data_dir=services.settings.data_dir, telegram_bot_token="123:abc")
    checks = [Check("first", Broken("123:abc is\nwrong")), Check("second", lambda _: "well")]
    first, second = examine(settings, checks)
    assert (first.healthy, first.detail) == (False, "*** is wrong")
    assert (second.healthy, second.detail) == (True, "well")


def test_doctor_looks_at_what_the_bot_needs(services: FakeServices, nurse: Path) -> None:
    """Database, documents and token are looked at without the encoder, each with its next step."""
    light = [check for check in CHECKS if check.thing not in {"encoder", "index"}]
    found = {finding.thing: finding for finding in examine(services.settings, light)}
    assert set(found) == {"python", "documents", "database", "telegram"}
    assert not found["documents"].healthy
    assert "ADVISOR_DOCUMENTS" in found["documents"].detail
    assert found["database"].healthy
    assert "@BotFather" in found["telegram"].detail


@pytest.mark.slow
def test_doctor_fails_on_a_fresh_clone_with_the_next_step(career_advisor: CommandLine) -> None:
    """Without an index the exit is 1, and `reindex` is named as the way out."""
    done = career_advisor("doctor", "--json")
    found = {row["thing"]: row for row in json.loads(done.out)}
    assert done.code == 1
    assert found["encoder"]["healthy"]
    assert "career-advisor reindex" in found["index"]["detail"]

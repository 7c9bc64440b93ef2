"""The commands over documents as the person who keeps them meets them: what is told, and how."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.commands.doctor import CHECKS, Finding, examine
from bot.commands.fitting import table_lines
from bot.commands.review_text import overview_lines
from bot.settings import Settings
from knowledge.corpus import Refusal
from knowledge.review import Finding as Doubt
from knowledge.review import Grade, Review
from retrieval.indexing import publish
from tests.fake_services import CommandLine, FakeServices
from tests.fakes import HashingEncoder, make_document
from tests.knowledge.made_files import docx, nurse_docx

ROOT = Path(__file__).resolve().parent.parent
NURSE = """\
---
role: Nurse
title: Nursing in Sri Lanka
market: Sri Lanka
---
# Nurse
## Pay
- Senior: LKR 90,000 – 140,000 a month
- Mid: LKR 80k – 60k a month
## Thoughts
Some like it.
"""
PAGE = (
    "<html><head><title>Plumber</title></head><body><h1>Plumber</h1>"
    "<h2>Duties</h2><p>Plumbers fix pipes.</p></body></html>"
)


@pytest.fixture
def shelf(services: FakeServices) -> Path:
    """The documents folder."""
    return services.settings.documents


def checked(career_advisor: CommandLine, *arguments: str) -> list[dict[str, Any]]:
    """The rows of a check as JSON."""
    rows: list[dict[str, Any]] = json.loads(
        career_advisor("documents", "check", "--json", *arguments).out
    )
    return rows


def test_check_as_json_tells_all(career_advisor: CommandLine, shelf: Path) -> None:
    """Role, source, topics, each figure with its line, each doubt with its place."""
    (shelf / "nurse.md").write_text(NURSE, "utf-8")
    (row,) = checked(career_advisor)
    assert (row["role"], row["title"], row["market"]) == (
        "Nurse",
        "Nursing in Sri Lanka",
        "Sri Lanka",
    )
    assert (row["topics"], row["without_topic"]) == (["pay"], [["Thoughts"]])
    assert (row["facts"], row["pay"][0]["low"], row["pay"][0]["level"]) == (1, "90000", "senior")
    assert row["pay"][0]["line"] == "Senior: LKR 90,000 – 140,000 a month"
    doubts = {each["kind"]: each for each in row["warnings"]}
    assert set(doubts) == {"range_upside_down", "no_date"}
    assert doubts["range_upside_down"]["heading"] == ["Pay"]
    assert doubts["range_upside_down"]["line"] == "Mid: LKR 80k – 60k a month"


def test_warnings_leave_the_exit_code(career_advisor: CommandLine, shelf: Path) -> None:
    """What should be looked at is no failure, and stands below the table with its line."""
    (shelf / "nurse.md").write_text(NURSE, "utf-8")
    done = career_advisor("documents", "check")
    assert (done.code, done.err) == (0, "")
    head, row, *_ = done.out.splitlines()
    assert head.split() == ["document", "role", "topics", "facts", "warnings", "topics", "found"]
    assert row.split() == ["nurse", "Nurse", "1", "1", "2", "pay"]
    assert "at Pay: “Mid: LKR 80k – 60k a month”" in done.out


def test_one_document_is_told_in_full(career_advisor: CommandLine, shelf: Path) -> None:
    """By its name, with its ending or not, or by its role: each figure with its line."""
    (shelf / "nurse.md").write_text(NURSE, "utf-8")
    (shelf / "plumber.html").write_text(PAGE, "utf-8")
    for name in ("nurse", "nurse.md", "NURSE"):
        done = career_advisor("documents", "check", name)
        assert "Rs. 90,000 – 140,000 a month · senior level · Sri Lanka · range" in done.out
        assert "from Pay: “Senior: LKR 90,000 – 140,000 a month”" in done.out
        assert "no topic in its heading: Thoughts" in done.out
        assert "Plumber" not in done.out
    both = career_advisor("documents", "check", "--verbose").out
    assert "role: Nurse" in both
    assert "role: Plumber" in both


def test_a_name_that_is_none_is_told(career_advisor: CommandLine, shelf: Path) -> None:
    """An unknown name is a failure with the next step; a refused one is told as such."""
    (shelf / "empty.md").write_bytes(b"")
    missing = career_advisor("documents", "check", "nobody")
    assert (missing.code, "documents check" in missing.err) == (1, True)
    refused = career_advisor("documents", "check", "empty")
    assert (refused.code, "empty.md is empty" in refused.out) == (1, True)


def doubted(number: int, *doubts: Doubt) -> Review:
    """A review of a document of a long name with such doubts."""
    document = make_document(f"heating-and-air-conditioning-mechanics/{number}", "They mend.")
    return Review(document, (), (), (), (), doubts)


def doubt(message: str, line: str = "") -> Doubt:
    """A warning."""
    return Doubt(message.split()[0], Grade.WARNING, message, (), line)


def test_fourteen_hundred_documents_stay_readable() -> None:
    """A line a document within the screen; what many have alike is told once, the rare first."""
    old, rare = doubt("old since 2019"), doubt("rare thing", "this line")
    reviews = [doubted(n, old, doubt("common thing", f"line {n}")) for n in range(1400)]
    reviews.append(doubted(1400, *(doubt(f"rare thing {n}") for n in range(9)), rare))
    refused = [Refusal(f"{n}.png", "is of a kind that is not read") for n in range(200)]
    lines = "\n".join(overview_lines(reviews, refused, width=80)).splitlines()
    # a command to copy stays whole
    assert max(len(line) for line in lines if "career-advisor " not in line) <= 80
    assert [line.split()[0].rpartition("/")[2] for line in lines[1:1402]] == [
        str(n) for n in range(1401)
    ]
    below = lines[1402:]
    assert len(below) < 300
    assert below.index("heating-and-air-conditioning-mechanics/1400") < below.index(
        "heating-and-air-conditioning-mechanics/0"
    )
    assert sum("old since 2019" in line for line in below) == 1
    assert "1400 documents alike" in below


def test_a_narrow_table_cuts_and_never_folds() -> None:
    """The name is cut last and in its middle; what goes into a pipe is whole."""
    name = "accountants-and-auditors/sri-lanka-rivermate-com-2025-2"
    rows = [(name, "Accountant or auditor", "3")]
    _, narrow = table_lines(("document", "role", "facts"), rows, width=60)
    assert (len(narrow), narrow.split()[-1]) == (60, "3")
    assert narrow.startswith("accountants")
    assert "2025-2" in narrow
    assert name in list(table_lines(("document", "role", "facts"), rows, width=None))[1]
    _, odd = table_lines(("document",), [("a\x1b[2Jb\n",)], width=None)
    assert odd.isprintable()


def test_list_is_bounded_and_can_be_searched(
    career_advisor: CommandLine, services: FakeServices
) -> None:
    """The first forty and how many more there are; words narrow it down, --all shows them all."""
    documents = [make_document(f"d{n:03}", "Text.", role=f"role-{n // 2}") for n in range(100)]
    documents.append(make_document("ward", "Care.", role="nurse", market="Sri Lanka"))
    publish(documents, HashingEncoder(), services.settings.index_dir)
    short = career_advisor("documents", "list").out
    assert "d039" in short
    assert "d040" not in short
    assert "101 documents on 51 roles, 61 of them not shown" in short
    assert "d099" in career_advisor("documents", "list", "--all").out
    found = json.loads(career_advisor("documents", "list", "NURSE", "lanka", "--json").out)
    assert [row["document"] for row in found] == ["ward"]
    assert "'nurse peru'" in career_advisor("documents", "list", "nurse", "peru").out


def test_add_says_what_was_read(career_advisor: CommandLine, shelf: Path, tmp_path: Path) -> None:
    """Of a web page and a Word document too: role, topics, facts and what to look at."""
    page, letter = tmp_path / "plumber.html", tmp_path / "nurse.docx"
    page.write_text(PAGE, "utf-8")
    letter.write_bytes(docx(nurse_docx()))
    done = career_advisor("documents", "add", str(page), str(letter))
    assert done.code == 0
    assert f"Added {shelf / 'plumber.html'}\n  role: Plumber\n  topics: duties\n" in done.out
    assert f"Added {shelf / 'nurse.docx'}\n  role: " in done.out
    assert "career-advisor documents check nurse" in done.out


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["nurse.md", "more/nurse.txt"], "Several of the files are named nurse"),
        (["there.md"], "add --replace to overwrite it"),
        (["there.md", "too.md"], "there already: add --replace to overwrite them"),
        (["there.txt"], "has the same name but for its ending"),
        (["photo.png"], "photo.png is of a kind that is not read"),
        ([".nurse.md"], "hidden file"),
    ],
)
def test_what_cannot_be_added_is_told_in_one_line(
    career_advisor: CommandLine, shelf: Path, tmp_path: Path, names: list[str], said: str
) -> None:
    """Whatever is wrong with a name, the folder stays as it is and the next step is told."""
    for name in ("there.md", "too.md"):
        (shelf / name).write_text(NURSE, "utf-8")
    files = [tmp_path / name for name in names]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_text(NURSE, "utf-8")
    done = career_advisor("documents", "add", *map(str, files))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert said in done.err
    assert sorted(path.name for path in shelf.iterdir()) == ["there.md", "too.md"]


def test_removing_needs_a_yes(career_advisor: CommandLine, shelf: Path) -> None:
    """Where there is no terminal to ask on, nothing goes without --yes."""
    file = shelf / "nurse.md"
    file.write_text(NURSE, "utf-8")
    done = career_advisor("documents", "remove", "nurse", stdin="y\n")
    assert (done.code, "--yes" in done.err, file.exists()) == (1, True, True)


@pytest.mark.parametrize(("answer", "code", "left"), [("n", 1, True), ("y", 0, False)])
def test_removing_asks_on_a_terminal(tmp_path: Path, answer: str, code: int, left: bool) -> None:
    """On a terminal the file is named and goes with a yes alone."""
    file = tmp_path / "nurse.md"
    file.write_text(NURSE, "utf-8")
    ours, theirs = pty.openpty()
    os.write(ours, f"{answer}\n".encode())
    done = subprocess.run(
        [sys.executable, "-m", "bot", "documents", "remove", "nurse"],
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "ADVISOR_DOCUMENTS": str(tmp_path)},
    )
    os.close(ours)
    os.close(theirs)
    assert (done.returncode, file.exists()) == (code, left)
    assert f"Delete {file}?" in done.stderr


def health(settings: Settings) -> Finding:
    """What doctor says of the documents."""
    (found,) = examine(settings, [check for check in CHECKS if check.thing == "documents"])
    return found


def test_doctor_warns_of_a_stray_file(services: FakeServices, shelf: Path) -> None:
    """A file that is no document breaks nothing while there are others; alone it does."""
    (shelf / "photo.png").write_bytes(b"x")
    alone = health(services.settings)
    assert (alone.mark, "documents check" in alone.detail) == ("BROKEN", True)
    (shelf / "nurse.md").write_text(NURSE, "utf-8")
    beside = health(services.settings)
    assert (beside.mark, beside.healthy) == ("WARNING", True)
    assert "photo.png" in beside.detail
    (shelf / "photo.png").unlink()
    assert health(services.settings).mark == "ok"

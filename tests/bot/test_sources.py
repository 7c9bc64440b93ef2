"""The list of documents stays readable however many they are."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.shelf import Shelf, ShelfError
from bot.sources import MOST_LISTED, by_source
from bot.telegram.handlers.sources import told as listed
from bot.wording import render_html
from knowledge.models import RoleDocument, Source
from tests.fakes import make_document


def _documents(number: int) -> list[RoleDocument]:
    made = [make_document(f"d{n}", "x", role=f"role-{n}") for n in range(number)]
    handbook = Source("Handbook & co", as_of="2024")
    return [replace(d, source=handbook) if n % 2 else d for n, d in enumerate(made)]


def test_documents_are_grouped_by_their_source() -> None:
    """What most documents come from stands first, with their number and common date."""
    groups = by_source(_documents(7))
    assert [(g.title, g.extent, g.as_of) for g in groups[:2]] == [
        ("Handbook & co", "3 documents", "2024"),
        ("Profile of d0", "1 document", "2025"),
    ]
    mixed = [replace(d, source=Source("One", as_of=str(n))) for n, d in enumerate(_documents(2))]
    assert [g.as_of for g in by_source(mixed)] == [None]


def test_few_documents_are_told_one_by_one() -> None:
    """Each has its title, role and date."""
    text = listed(_documents(2), "")
    assert "<b>Profile of d0</b>\nRole 0 · as of 2025" in text
    assert "I answer from 2 documents" in text


def test_a_thousand_documents_fit_a_message() -> None:
    """Many are counted and told by source, the rest by number, and how to see a role's own."""
    text = listed(_documents(1000), "")
    assert text.startswith("<b>I answer from 1000 documents</b>")
    assert "<b>Handbook &amp; co</b>\n500 documents · as of 2024" in text
    assert f"… and {501 - MOST_LISTED} more sources." in text
    assert "/sources role 0" in text
    assert len(text) < 4096


@pytest.mark.parametrize(
    "template", ["out_of_scope", "smalltalk/greeting", "smalltalk/capabilities"]
)
def test_many_roles_are_counted(template: str) -> None:
    """Few roles are told by name, many by their number."""
    offer = {"role": "Nurse", "topics": ["pay"], "example": "Pay?"}
    few, many = ["Nurse", "Welder"], [f"Role {n}" for n in range(1300)]
    assert "Nurse, Welder" in render_html(template, roles=few, **offer)
    assert "Nurse" in render_html(template, roles=few[:1], **offer)
    told = render_html(template, roles=many, **offer)
    assert "1300" in told
    assert "Role 7" not in told


def test_a_refused_role_names_the_nearest() -> None:
    """Where there are many roles, the few nearest to the one asked for are told."""
    roles = [f"Role {n}" for n in range(1300)]
    told = render_html("no_role", roles=roles, occupation="vet", nearest=["Animal & Co", "Role 3"])
    assert "1300 other roles, the nearest of them Animal &amp; Co, Role 3." in told
    assert "1300 other roles." in render_html("no_role", roles=roles, occupation="vet")


def test_many_refused_files_are_told_shortly(tmp_path: Path) -> None:
    """The reasons of the first ten files stand in the message, the others are counted."""
    files = [tmp_path / f"{n:02}.md" for n in range(14)]
    for file in files:
        file.write_bytes(b"")
    with pytest.raises(ShelfError, match="and 4 more") as raised:
        Shelf(tmp_path / "shelf", packaged=False).add(files)
    assert "13.md" not in str(raised.value)

"""What one generation lets the advisor know, asked of many roles as of one."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from bot import expertise as module
from bot.expertise import CLASSIFIER, Expertise, Lines, build_expertise
from knowledge.models import Fact, Passage, Pay, Role, RoleDocument
from retrieval.classifier import Classifier
from retrieval.generation import load_generation
from retrieval.indexing import publish
from tests.fakes import HashingEncoder, make_document, make_passage

PAY = Pay(Decimal(100), None, "LKR", "month")
JOBS = Fact("jobs", "3,000", Decimal(3000))


def _paid(role: str) -> Passage:
    passage = make_passage(
        f"A {role} has a midwife beside.",
        document=role,
        role=role,
        market="Sri Lanka",
        heading=("Pay",),
    )
    return replace(passage, pay=(PAY,), facts=(JOBS,))


def _document(role: str) -> RoleDocument:
    return make_document(role, _paid(role), f"A {role} works.", role=role)


def _expertise(folder: Path, *roles: str) -> Expertise:
    encoder = HashingEncoder()
    labels = {"topic:pay": ["pay"], "smalltalk:thanks": ["thanks"]}
    extra = {CLASSIFIER: Classifier.fit(labels, encoder).dump()}
    publish([_document(role) for role in roles], encoder, folder, extra=extra)
    return build_expertise(load_generation(folder, encoder.name, encoder.dimension), encoder)


@pytest.fixture(name="expertise", scope="module")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Expertise:
    return _expertise(tmp_path_factory.mktemp("index"), "nurse", "dental-nurse", "welder")


def test_a_role_has_its_passages_and_facts(expertise: Expertise) -> None:
    """Passages, pay, facts and markets are of the role asked for; an unknown role has none."""
    paid, works = expertise.passages("nurse")
    assert (paid.role, works.text) == ("nurse", "A nurse works.")
    assert expertise.pay("nurse") == ((PAY, paid),)
    assert expertise.facts("nurse") == ((JOBS, paid),)
    assert expertise.markets("nurse") == {"Sri Lanka"}
    assert expertise.passages("astronaut") == expertise.facts("astronaut") == ()


def test_a_section_is_all_below_one_heading(expertise: Expertise) -> None:
    """A passage's section holds itself, and nothing of another document of that heading."""
    paid, works = expertise.passages("nurse")
    assert expertise.section(paid) == (paid,)
    assert expertise.section(works) == (works,)


def test_the_nearest_roles_share_meaning_and_words(expertise: Expertise) -> None:
    """The roles nearest to what was asked for come first, as many as asked for at most."""
    assert [r.id for r in expertise.nearest_roles("pediatric dental nurse", 2)] == [
        "dental-nurse",
        "nurse",
    ]
    assert len(expertise.nearest_roles("welder", 9)) == 3
    assert expertise.nearest_roles("welder", 1) == (Role("welder", "Welder"),)


def test_a_step_of_the_one_role_is_spoken_of(tmp_path: Path, expertise: Expertise) -> None:
    """With one role an occupation that its documents name is a step of it; with several it is not
    told whose.
    """
    alone = _expertise(tmp_path, "nurse")
    assert alone.recognizer.spoken_of("midwife")
    assert not alone.recognizer.spoken_of("astronaut")
    assert not expertise.recognizer.spoken_of("midwife")


def test_words_of_documents_are_no_strangers(expertise: Expertise) -> None:
    """All words that passages, topics and names use are known, stemmed."""
    assert {"nurs", "work", "midwif", "salari"} <= expertise.recognizer.stems


def test_lines_are_embedded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is embedded when it is first seen, and again only when too many came after it."""
    monkeypatch.setattr(module, "_LINES_KEPT", 2)
    encoder = HashingEncoder()
    lines = Lines(encoder)
    first = lines.encode(["a", "b", "a"])
    assert encoder.seen == ["a", "b"]
    assert (lines.encode(["b", "a"]) == first[[1, 0]]).all()
    assert encoder.seen == ["a", "b"]
    lines.encode(["c"])
    lines.encode(["b", "a"])
    assert encoder.seen == ["a", "b", "c", "a"]

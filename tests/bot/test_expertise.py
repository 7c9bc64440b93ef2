"""What one generation lets the advisor know, asked of many roles as of one."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from bot.expertise import CLASSIFIER, Expertise, Lines, build_expertise
from knowledge.models import Fact, Passage, Pay, Role, RoleDocument
from retrieval.classifier import Classifier
from retrieval.generation import load_generation
from retrieval.indexing import publish
from retrieval.lines import LineVectors
from tests.fakes import HashingEncoder, keeping, make_document, make_passage

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


def _expertise(folder: Path, *documents: RoleDocument) -> Expertise:
    encoder = HashingEncoder()
    labels = {"topic:pay": ["pay"], "smalltalk:thanks": ["thanks"]}
    extra = {CLASSIFIER: Classifier.fit(labels, encoder.encode).dump()}
    publish(documents, encoder, folder, complete=keeping(extra))
    return build_expertise(load_generation(folder, encoder.name, encoder.dimension), encoder)


@pytest.fixture(name="expertise", scope="module")
def _many(tmp_path_factory: pytest.TempPathFactory) -> Expertise:
    return _expertise(
        tmp_path_factory.mktemp("index"), *map(_document, ("nurse", "dental-nurse", "welder"))
    )


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
    alone = _expertise(tmp_path, _document("nurse"))
    assert alone.recognizer.spoken_of("midwife")
    assert not alone.recognizer.spoken_of("astronaut")
    assert not expertise.recognizer.spoken_of("midwife")


def test_words_of_documents_are_no_strangers(expertise: Expertise) -> None:
    """All words that passages, topics and names use are known, stemmed."""
    assert {"nurs", "work", "midwif", "salari"} <= expertise.recognizer.stems


def test_lines_of_the_index_are_looked_up() -> None:
    """Only a line that the index does not have is embedded, in its place."""
    encoder = HashingEncoder()
    lines = Lines(LineVectors.of(["a", "b"], encoder.encode(["a", "b"])), encoder)
    encoder.seen.clear()
    expected = HashingEncoder().encode(["b", "c", "a", "b"])
    np.testing.assert_allclose(lines.encode(["b", "c", "a", "b"]), expected, atol=1e-3)
    assert encoder.seen == ["c"]
    lines.encode(["a"])
    assert encoder.seen == ["c"]


def test_a_name_of_a_thing_is_no_common_word(tmp_path: Path) -> None:
    """What the role's documents never have in small letters and the encoder does not know."""
    role = "nurse"
    document = make_document(role, "She uses Zyx2. The Server runs. Most servers run.", role=role)
    made = _expertise(tmp_path, document)
    assert made.names_thing(role, "what is zyx2")
    assert not made.names_thing(role, "what is a server")
    assert not made.names_thing("welder", "what is zyx2")


def test_a_title_on_two_roles_pages_names_neither(tmp_path: Path) -> None:
    """It is of a wider group; one on a single role's pages names that role."""

    def paying(role: str, *titles: str) -> RoleDocument:
        paid = replace(_paid(role), pay=tuple(replace(PAY, titles=(title,)) for title in titles))
        return make_document(role, paid, role=role)

    documents = [
        paying("nurse", "Care specialists", "Cardiologists"),
        paying("welder", "Care specialists"),
    ]
    find = _expertise(tmp_path, *documents).recognizer.lexicon.find
    assert [m.value for m in find("pay of a care specialist")] == []
    assert [m.value for m in find("pay of a cardiologist")] == ["nurse"]

"""Tables over all that ships hold the figures of the documents, and no others."""

import re
from collections.abc import Iterator

import pytest

from bot.ranked.criteria import criteria_of
from bot.ranked.figures import Standings
from bot.ranked.summary import summarize_table
from bot.ranked.table import Table, rank
from bot.settings import PACKAGED_DOCUMENTS
from bot.summaries import Summary
from bot.utterance import Utterance
from bot.wording import plain
from knowledge.corpus import load_corpus
from knowledge.lexicon import Lexicon, build_lexicon
from knowledge.models import Fact, Passage, Pay, Role, RoleDocument
from tests.bot.ranked.test_criteria import CASES

pytestmark = pytest.mark.slow


class Shipped:
    """All shipped documents with the lexicon of their roles, without an index."""

    def __init__(self) -> None:
        self.documents: dict[str, RoleDocument] = {
            d.id: d for d in load_corpus(PACKAGED_DOCUMENTS).documents
        }
        self.roles: dict[str, Role] = {d.role.id: d.role for d in self.documents.values()}
        self.lexicon: Lexicon = build_lexicon(self.roles.values())
        self.standings = Standings(self)

    def pay(self, role: str) -> tuple[tuple[Pay, Passage], ...]:
        """As the expertise gives it."""
        return tuple((pay, p) for p in self._passages(role) for pay in p.pay)

    def facts(self, role: str) -> tuple[tuple[Fact, Passage], ...]:
        """As the expertise gives it."""
        return tuple((fact, p) for p in self._passages(role) for fact in p.facts)

    def _passages(self, role: str) -> Iterator[Passage]:
        for document in self.documents.values():
            if document.role.id == role:
                yield from document.passages

    def table(self, text: str, standings: Standings | None = None) -> Table | None:
        """The table for a question, where it is one over careers."""
        found = criteria_of(Utterance(text, self.lexicon.find(text)))
        return rank(found, standings or self.standings, "Sri Lanka") if found else None

    def answer(self, text: str, standings: Standings | None = None) -> Summary:
        """The answer to a question over careers."""
        table = self.table(text, standings)
        assert table is not None, text
        return summarize_table(table, standings or self.standings)


@pytest.fixture(scope="module")
def base() -> Shipped:
    """All that ships, read once."""
    return Shipped()


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("what are the highest paid jobs in the US", "Doctor or surgeon – $239,200+ a year"),
        ("which careers are growing fastest", "Wind turbine technician – 50 percent"),
        ("which occupation has the most jobs", "Labourer or material mover – 6,950,000 jobs"),
        ("which jobs pay most in Sri Lanka at entry level", "DevOps engineer – Rs. 120,000 –"),
        ("best paid jobs without a degree in the US", "Elevator installer or repairer – $106,580"),
        ("highest paid engineers in the US", "Computer hardware engineer – $155,020 a year"),
    ],
)
def test_first_row(base: Shipped, text: str, first: str) -> None:
    """The first career is the one that the documents' figures put first."""
    assert f"1. {first}" in plain(base.answer(text).html)


def test_every_question_over_careers_is_still_one(base: Shipped) -> None:
    """The names of hundreds of roles hide none of the questions, and make none of the others."""
    told = {case["ask"]: base.table(case["ask"]) for case in CASES["over_careers"]}
    assert [text for text, table in told.items() if table is None] == []
    assert [text for text in CASES["others"] if base.table(text) is not None] == []


def test_every_figure_shown_is_stated_by_its_source(base: Shipped) -> None:
    """Each row's sums stand in the very passage that the row names as its source."""
    for case in CASES["over_careers"]:
        answer = base.answer(case["ask"])
        sources = {source.id: source for source in answer.sources}
        for shown in answer.facts:
            source = sources[shown.source]
            document = base.documents[source.document]
            assert document.role.name == shown.role
            text = " ".join(p.text for p in document.passages)
            value = shown.stated.value if isinstance(shown.stated, Fact) else ""
            assert value in text
            if isinstance(shown.stated, Pay):
                assert f"{shown.stated.low:,}" in text


def test_answers_are_short_and_whole(base: Shipped) -> None:
    """Ten rows with their sources fit one message, and no template leaves a gap."""
    for case in CASES["over_careers"]:
        answer = base.answer(f"Top 10: {case['ask']}" if "count" not in case else case["ask"])
        assert len(plain(answer.html)) <= 4096
        assert not re.search(r"(?<!: )\bNone\b(?! of| that)|\bnull\b|  |\n\n\n", plain(answer.html))


def test_same_question_same_answer(base: Shipped) -> None:
    """The same question gives the same answer to the letter, from figures gathered anew as well."""
    again = Standings(base)
    for case in CASES["over_careers"]:
        assert base.answer(case["ask"]) == base.answer(case["ask"], again)

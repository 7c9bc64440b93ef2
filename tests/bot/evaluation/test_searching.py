"""Retrieval alone, over the real index of one role."""

from decimal import Decimal

import pytest

from bot.evaluation import Case, JudgedTurn
from bot.evaluation.ablation import Advised
from bot.evaluation.asking import with_role_ids
from bot.evaluation.searching import (
    Comparison,
    Searches,
    comparable,
    compare,
    quoting,
    spelt_out,
)
from bot.types import Status
from knowledge.models import Pay
from tests.fakes import make_passage

PAY = JudgedTurn("what does a senior earn in Sri Lanka", all=("320,000", "700,000"))
LOST = JudgedTurn("pay?", all=("no such words",))


@pytest.fixture(name="searches", scope="session")
def _searches(advised: Advised) -> Searches:
    return Searches(advised.expertise, advised.answering())


def cases(*turns: JudgedTurn, role: str | None = None) -> list[Case]:
    """Single questions."""
    return [Case(str(number), "k", (turn,), role=role) for number, turn in enumerate(turns)]


def test_only_what_a_passage_could_answer_is_compared(searches: Searches) -> None:
    """A refusal, a dialogue and a question that expects nothing tell nothing of retrieval."""
    refused = JudgedTurn("Mars?", (Status.NO_ANSWER,), ("Mars",))
    other = [*cases(refused, JudgedTurn("pay?")), Case("d", "k", (PAY, PAY))]
    assert comparable(other) == ()
    nothing = compare(other, searches)
    assert (nothing.cases, nothing.ranked, nothing.ways["ranking"].measures) == (0, 0, {})
    assert comparable([*cases(PAY), *other]) == tuple(cases(PAY))


def test_each_search_counts_where_it_finds_what_is_expected(searches: Searches) -> None:
    """A passage's own words are found first by both plain searches; what is nowhere by none."""
    words = next(p.text for p in searches.expertise.generation.passages if 100 < len(p.text) < 200)
    verbatim = JudgedTurn(words, all=(words,))
    steps: list[int] = []
    found = compare(cases(verbatim, LOST), searches, lambda: steps.append(1))
    assert (found.cases, found.ranked, len(steps)) == (2, 1, 2)
    for way in ("dense", "keywords"):
        assert (found.ways[way].best, found.ways[way].best_three) == (1, 1)
        assert found.ways[way].measures["success@1"] == found.ways[way].measures["mrr"] == 1.0


def test_our_ranking_uses_what_was_understood(searches: Searches) -> None:
    """A sum that the document writes in short is found under the level and market asked for."""
    found = compare(cases(PAY), searches).ways["ranking"]
    assert (found.best_three, found.measures["success@3"]) == (1, 1.0)
    assert list(found.measures) == [
        *(f"{name}@{k}" for name in ("recall", "success") for k in (1, 3, 10)),
        "mrr",
        "ndcg@10",
    ]


def test_a_passage_of_another_role_is_not_relevant(searches: Searches) -> None:
    """Where the case tells the role, only that role's passages answer it."""
    own = searches.relevant(PAY, "back-end-systems-developer")
    assert own == searches.relevant(PAY, None)
    assert own
    assert searches.relevant(PAY, "nurse") == frozenset()
    assert compare(cases(PAY, role="nurse"), searches).ranked == 0


def test_a_case_may_tell_its_role_by_folder_name_or_id(advised: Advised) -> None:
    """All lead to the index's id; a role that no document is of tells nothing."""
    role = advised.expertise.roles["back-end-systems-developer"]
    folder = next(iter(advised.expertise.documents)).partition("/")[0]
    told = [cases(PAY, role=r)[0] for r in (folder, role.name, role.id, "astronaut")]
    found = [case.role for case in with_role_ids(told, advised.expertise)]
    assert found == [role.id, role.id, role.id, None]


def test_the_best_passage_is_judged_as_an_answer() -> None:
    """It answers whatever is asked, with as many passages as are allowed."""
    passages = [make_passage("First."), make_passage("Second.", number=2)]
    ask = quoting(lambda _: passages, 1)()
    assert (ask("q").status, ask("q").text) == (Status.ANSWERED, "First.")
    assert quoting(lambda _: passages, 3)()("q").text == "First.\nSecond."


def test_a_sum_is_spelt_out_as_an_answer_writes_it() -> None:
    """A plain search is not judged by how its document abbreviates."""
    pay = Pay(Decimal(75_000), Decimal(140_000), "LKR", "month")
    assert spelt_out(make_passage("Rs.75k – 140k", pay=(pay,))) == "Rs.75k – 140k\n75,000\n140,000"


def test_a_comparison_is_of_the_same_questions(searches: Searches) -> None:
    """No way of searching leaves one out."""
    found = compare(cases(PAY, LOST), searches)
    assert isinstance(found, Comparison)
    assert set(found.ways) == {"dense", "keywords", "ranking"}

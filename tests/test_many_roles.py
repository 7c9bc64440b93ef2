"""Answers among all the roles that ship: each from its own role's documents, or none."""

import re
from collections import defaultdict
from collections.abc import Iterator

import pytest

from bot.bootstrap import Services
from bot.types import Answer, Status
from knowledge.models import Passage, Pay, Role, RoleDocument
from knowledge.names import folded
from retrieval.generation import read_current
from tests.asking import ask
from tests.test_nothing_made_up import numbers

# One role in so many is asked about: some forty, of all kinds of work.
_STEP = 9
_QUESTIONS = (
    "what is the salary of a {} in the United States?",
    "what education does a {} need?",
    "what is the job outlook for a {}?",
)
_OF_WHOM = re.compile(r"job title: (?P<title>[^)]+)\)")


@pytest.fixture(scope="module", name="documents")
def _documents(shipped: Services) -> tuple[RoleDocument, ...]:
    return read_current(shipped.settings.index_dir).documents


@pytest.fixture(scope="module", name="roles")
def _roles(documents: tuple[RoleDocument, ...]) -> list[Role]:
    return list({document.role.id: document.role for document in documents}.values())


@pytest.fixture(scope="module", name="asked")
def _asked(shipped: Services, roles: list[Role]) -> list[tuple[Role, Answer]]:
    return [
        (role, ask(shipped.advisor, question.format(role.name)))
        for role in roles[::_STEP]
        for question in _QUESTIONS
    ]


def test_hundreds_of_roles_ship_and_none_is_refused(
    shipped: Services, documents: tuple[RoleDocument, ...]
) -> None:
    """Every file that ships is in the index."""
    files = list(shipped.settings.documents.rglob("*.md"))
    assert len(documents) == len(files) > 1_000
    assert len({document.role.id for document in documents}) > 350


def test_a_role_is_answered_from_its_own_documents(
    asked: list[tuple[Role, Answer]], documents: tuple[RoleDocument, ...]
) -> None:
    """Whoever is named by the role's own name is who is told of, and nobody else's page is used."""
    homes = {document.id: document.role.id for document in documents}
    wrong = {
        answer.question: (answer.slots.role, [source.document for source in answer.sources])
        for role, answer in asked
        if answer.slots.role != role.name
        or {homes[source.document] for source in answer.sources} - {role.id}
    }
    assert len(asked) > 100
    assert wrong == {}


def test_most_such_questions_are_answered(asked: list[tuple[Role, Answer]]) -> None:
    """Nine in ten questions on what the careers' documents are built to tell have an answer."""
    given = [a for _, a in asked if a.status in {Status.ANSWERED, Status.PARTIAL}]
    assert len(given) >= 0.9 * len(asked), [a.question for _, a in asked if a not in given]


def test_every_number_stands_in_a_cited_section(
    asked: list[tuple[Role, Answer]], documents: tuple[RoleDocument, ...]
) -> None:
    """No figure of an answer is from anywhere but the sections and dates that it names."""
    sections: dict[tuple[str, str], str] = defaultdict(str)
    for document in documents:
        for passage in document.passages:
            sections[document.id, " › ".join(passage.heading)] += f"\n{passage.searchable}"
    wrong = {}
    for _, answer in asked:
        cited = " ".join(sections[source.document, source.section] for source in answer.sources)
        named = " ".join(f"{source.as_of} {source.title}" for source in answer.sources)
        shown = re.sub(r"\[\d+\]|^\d+\. ", "", answer.text, flags=re.MULTILINE)
        told = f"{cited} {named} {answer.question}"
        if unknown := {n for n in numbers(shown) - numbers(told) if answer.sources}:
            wrong[answer.question] = unknown
    assert wrong == {}


def test_a_sum_of_a_part_of_the_role_says_whose_it_is(documents: tuple[RoleDocument, ...]) -> None:
    """What orthodontists earn is never given as what a dentist earns: the fact keeps the title."""
    lines = [(d, *found) for d in documents for p in d.passages for found in _sums_of_parts(p)]
    lost = [(d.id, line) for d, line, title, facts in lines if not _kept(d, title, facts)]
    assert len(lines) > 1_000
    assert lost == [], f"{len(lost)} sums"


def _sums_of_parts(passage: Passage) -> Iterator[tuple[str, str, list[Pay]]]:
    """Each line of a passage that says whose sum it gives, with the facts of such a sum."""
    for line in passage.items:
        if match := _OF_WHOM.search(line):
            stated = numbers(line)
            facts = [
                fact
                for fact in passage.pay
                if {f"{n:f}" for n in (fact.low, fact.high) if n is not None} <= stated
            ]
            yield line, match["title"], facts


def _kept(document: RoleDocument, title: str, facts: list[Pay]) -> bool:
    """Whether a sum's facts say whose it is, unless it is the whole role's by its very name."""
    of_the_role = folded(title) == folded(document.role.name)
    return of_the_role or not facts or any(fact.titles or fact.level for fact in facts)

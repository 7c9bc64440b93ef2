"""Facts besides pay, as a person would say them."""

from datetime import date
from decimal import Decimal

import pytest

from bot.summaries import summarize_passages
from bot.telling import Telling
from bot.wording import plain
from knowledge.facts.kinds import load_kinds
from knowledge.models import Fact, RoleDocument
from tests.bot.small_expertise import document, expertise, stating

US = "United States"
LEGEND = "⚠ more than two years old"
NEEDED = "is typically needed to start as an Engineer"
TODAY = date(2026, 11, 22)


def said(*documents: RoleDocument, question: str = "") -> str:
    """What an answer of all the documents' facts says before its sources."""
    facts = [(fact, p) for d in documents for p in d.passages for fact in p.facts]
    telling = Telling(question, named=True, day=TODAY)
    summary = summarize_passages((), facts, "engineer", (), expertise(*documents), telling)
    return plain(summary.html).partition("\n\nSources\n")[0]


def of(fact: Fact, question: str = "") -> str:
    """The same of one fact."""
    return said(document("one", stating(fact)), question=question)


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        (
            Fact("education", "Bachelor's degree", market=US),
            f"Bachelor's degree {NEEDED} in the United States [1]",
        ),
        (
            Fact("education", "bachelor's degree", market="Sri Lanka"),
            f"A bachelor's degree {NEEDED} in Sri Lanka [1]",
        ),
        (
            Fact("education", "see the section below"),
            "see the section below — typical entry-level education, an Engineer [1]",
        ),
        (
            Fact("related_experience", "None"),
            f"No work experience in a related occupation {NEEDED} (stated as “None”) [1]",
        ),
        (
            Fact("related_experience", "5 years or more"),
            f"5 years or more of work experience in a related occupation {NEEDED} [1]",
        ),
        (
            Fact("training", "Apprenticeship"),
            "Apprenticeship is the typical training of an Engineer [1]",
        ),
        (
            Fact("jobs", "3,391,000", Decimal(3_391_000), unit="jobs", as_of="2024"),
            "3,391,000 jobs as an Engineer, 2024 [1]",
        ),
        (
            Fact("growth", "-13 percent (decline)", Decimal(-13), unit="percent", as_of="2024–34"),
            "-13 percent (decline) is the projected growth in jobs for an Engineer, 2024–34 [1]",
        ),
        (
            Fact("growth", "grow 5 percent", Decimal(5), unit="percent", as_of="2019–29"),
            f"grow 5 percent — projected growth, an Engineer, ⚠ 2019–29 [1]\n\n{LEGEND}",
        ),
        (
            Fact("employment_change", "166,100 jobs", Decimal(166_100), unit="jobs"),
            "166,100 jobs is the projected change in jobs for an Engineer, 2025 [1]",
        ),
        (
            Fact("hours", "45", Decimal(45), unit="hours a week", market="Global"),
            "45 hours a week as an Engineer worldwide, 2025 [1]",
        ),
        (
            Fact("demand", "high", level="senior"),
            "Demand for an Engineer at senior level is high [1]",
        ),
        (Fact("job_zone", "Four"), "Four — preparation (O*NET job zone), an Engineer [1]"),
    ],
)
def test_each_kind_has_its_sentence(fact: Fact, words: str) -> None:
    """The value stands as the document has it; a figure has its date, a term has none."""
    assert of(fact) == words


@pytest.mark.parametrize("kind", load_kinds())
def test_every_kind_can_be_said(kind: str) -> None:
    """A kind without a sentence of its own is said by its label."""
    assert "a value" in of(Fact(kind, "a value"))


def test_equal_facts_are_one_line_with_all_their_sources() -> None:
    """Sources that agree are cited side by side; one that differs has a line of its own."""
    documents = [
        document(name, stating(Fact("demand", value)))
        for name, value in (("one", "high"), ("two", "High"), ("three", "low"))
    ]
    assert said(*documents) == (
        "Demand for an Engineer is high [1] [2]\nDemand for an Engineer is low [3]"
    )


def test_the_shorter_of_one_documents_two_values_is_not_repeated() -> None:
    """ "low" adds nothing where the same document says "low, seen over the long term"."""
    full, short = Fact("ai_risk", "low, seen over the long term"), Fact("ai_risk", "low")
    assert said(document("one", stating(short, full))) == (
        "The risk from AI and automation for an Engineer is low, seen over the long term [1]"
    )
    apart = said(document("one", stating(short)), document("two", stating(full)))
    assert len(apart.splitlines()) == 2


def test_a_yes_or_no_leads_into_the_sentence() -> None:
    """The word comes first, and what bears it out goes on in small letters."""
    none = Fact("related_experience", "None")
    assert of(none, "do engineers need experience").startswith("No: no work experience in")
    degree = Fact("education", "bachelor's degree")
    assert of(degree, "do engineers need a degree").startswith("Yes: a bachelor's degree is")

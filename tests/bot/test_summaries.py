"""What an answer says first, what it says once, and what it offers where it has nothing."""

from dataclasses import replace
from datetime import date

import pytest

from bot.extracts import Extract
from bot.pay import PayFinding
from bot.summaries import Summary, refuse, refuse_market, summarize_passages, summarize_pay
from bot.telling import PLAINLY, Telling
from bot.types import Status
from bot.wording import plain
from knowledge.models import Fact, Passage, Pay, Role, RoleDocument
from tests.bot.builders import pay
from tests.bot.small_expertise import document, expertise, items, stating
from tests.fakes import make_passage

TODAY = date(2026, 11, 22)


def shown(passage: Passage, *, lead: str = "") -> Extract:
    """All of a passage, as an answer would show it."""
    kind = "bullets" if passage.items else "prose"
    lines = passage.items or (passage.text,)
    return Extract(passage, passage.heading[-1], kind, lead, lines)


def answer(
    *passages: Passage,
    quoted: tuple[Passage, ...] = (),
    telling: Telling = PLAINLY,
    question: str = "",
) -> str:
    """The text of an answer of the facts of passages, with quotes of others."""
    made = document("one", *passages, *quoted)
    facts = [(fact, p) for p in made.passages[: len(passages)] for fact in p.facts]
    found = [shown(p) for p in made.passages[len(passages) :]]
    told = replace(telling, question=question, named=True)
    return text(summarize_passages(found, facts, "engineer", (), expertise(made), told))


def text(summary: Summary) -> str:
    """A summary's words before its sources."""
    return plain(summary.html).partition("\n\nSources\n")[0]


def test_what_a_fact_has_said_is_not_quoted_again() -> None:
    """The line that the fact was read from is left out; what stands beside it is shown."""
    fact = stating(Fact("education", "Bachelor's degree"))
    lines = items("Typical education: Bachelor's degree", "Training: None")
    assert answer(fact, quoted=(lines,)).splitlines()[1:] == ["", "Figures [1]", "• Training: None"]
    alone = items("Typical education: Bachelor's degree")
    assert "Figures" not in answer(fact, quoted=(alone,))


def test_a_name_in_two_lists_stands_in_both() -> None:
    """Only labelled values are passed over; a skill is missed where it is left out."""
    skills, knowledge = items("Mathematics", "Writing", heading="Skills"), items("Mathematics")
    assert answer(quoted=(skills, knowledge)).count("• Mathematics") == 2


def test_a_quoted_figure_is_of_the_role_whose_document_states_it() -> None:
    """Where several roles are told of together, none is given another one's pay."""
    line = replace(items("Senior: LKR 90,000 – 140,000 a month"), pay=(pay(90_000, 140_000),))
    mine = document("one", make_passage("Engineers build.", heading=("Work",)))
    other = document("two", replace(line, role="pilot"), role=Role("pilot", "Pilot"))
    found = [shown(passage) for made in (mine, other) for passage in made.passages]
    summary = summarize_passages(found, (), "engineer", (), expertise(mine, other))
    assert [(fact.role, fact.source) for fact in summary.facts] == [("Pilot", 2)]


def test_two_extracts_of_one_section_have_one_heading() -> None:
    """A list and the text around it are told as one."""
    prose = make_passage("It varies.", heading=("Figures",))
    assert answer(quoted=(items("Overtime: rare"), prose)) == (
        "Figures [1]\n• Overtime: rare\n\nIt varies."
    )


def test_a_line_that_says_its_heading_again_stands_alone() -> None:
    """ "Burnout risk: medium" needs no heading "Burnout risk"."""
    line = items("Burnout risk: medium", heading="Burnout risk")
    assert answer(quoted=(line,)) == "• Burnout risk: medium [1]"


def test_the_sentence_that_bears_out_a_yes_comes_first_and_once() -> None:
    """It is cited, and not repeated in the text that it stands in."""
    rule = make_passage("Engineers must be licensed.", heading=("Licences",))
    told = answer(quoted=(rule,), question="do engineers need a licence")
    assert told == "Yes: Engineers must be licensed. [1]"


def test_the_fact_that_bears_out_the_word_comes_first() -> None:
    """Growth answers "is it growing", whatever was found before it."""
    facts = stating(Fact("demand", "high"), Fact("growth", "5 percent", pay(5, 5).low))
    told = answer(facts, question="are engineers growing in number").splitlines()
    assert told[0].startswith("Yes: 5 percent is the projected growth")
    assert told[1].startswith("Demand for an Engineer is high")


def test_what_stands_beside_the_lines_shown_is_heard_too() -> None:
    """A section that contradicts itself further down makes it depend."""
    no = make_passage("Engineers do not need a license.", number=1, heading=("Licences",))
    some = make_passage("Some states require a license.", number=2, heading=("Licences",))
    made = document("one", no, some)
    told = summarize_passages(
        [shown(made.passages[0])], (), "engineer", (), expertise(made),
        Telling("do engineers need a licence", named=True),
    )  # fmt: skip
    assert text(told).startswith("It depends: ")


@pytest.mark.parametrize("question", ["", "what education do engineers need", "nice"])
def test_no_question_no_word(question: str) -> None:
    """What asks for no yes gets none."""
    told = answer(stating(Fact("education", "Bachelor's degree")), question=question)
    assert told.startswith("Bachelor's degree is typically needed")


def test_a_question_on_somebody_unknown_gets_no_word() -> None:
    """Where neither the role is named nor anything leans on it, the fact alone is told."""
    made = document("one", stating(Fact("demand", "high")))
    facts = [(fact, p) for p in made.passages for fact in p.facts]
    told = Telling("is data science in demand")
    summary = summarize_passages((), facts, "engineer", (), expertise(made), told)
    assert text(summary).startswith("Demand for")
    summary = summarize_passages(
        (), facts, "engineer", (), expertise(made), replace(told, question="is it in demand")
    )
    assert text(summary).startswith("Yes: demand for")


def test_a_topic_that_no_section_is_on_is_said_to_be_missing() -> None:
    """What comes nearest is not passed off as the answer."""
    told = answer(quoted=(items("Overtime: rare"),), telling=Telling(missing="burnout"))
    assert told.startswith("The documents have no section on this (burnout and stress).")


def paid(
    *facts: Pay, others: tuple[Pay, ...] = (), day: date | None = None, as_of: str | None = "2025"
) -> Summary:
    """The answer on pay that states these facts."""
    made = document("one", stating(*facts), stating(*others), as_of=as_of)
    first, second = made.passages
    finding = PayFinding(
        tuple((fact, first) for fact in facts), tuple((fact, second) for fact in others)
    )
    return summarize_pay(finding, "engineer", (), expertise(made), Telling(day=day))


def test_pay_says_the_usual_before_the_ends() -> None:
    """The median comes first; the percentiles are one line below; JSON's facts in that order."""
    figures = (pay(1, 1, basis="p10"), pay(5, 5, basis="median"), pay(9, 9, basis="p90"))
    summary = paid(*figures)
    assert text(summary).splitlines() == [
        "Rs. 5 a month — median, Engineer, Sri Lanka, 2025 [1]",
        "",
        "From the lowest to the highest paid",
        "• Lowest tenth under Rs. 1, highest tenth over Rs. 9 a month, 2025 [1]",
    ]
    assert [fact.stated.low for fact in summary.facts] == [5, 1, 9]


def test_pay_of_the_best_paid_alone_is_no_spread() -> None:
    """Who asks for the highest gets it as the figure."""
    told = text(paid(pay(9, 9, basis="p90")))
    assert told == "Rs. 9 a month — highest-paid tenth earn more, Engineer, Sri Lanka, 2025 [1]"


def test_old_figures_are_marked_with_one_legend() -> None:
    """Each has the mark, which is explained once; without a day of asking nothing is old."""
    figures = (pay(5, 5, as_of="2022"), pay(6, 6, as_of="May 2020", basis="average"))
    told = text(paid(*figures, day=TODAY))
    assert told.count("⚠") == 3
    assert told.endswith("\n\n⚠ more than two years old")
    assert "⚠" not in text(paid(*figures))


def test_an_unknown_date_is_neither_told_nor_marked() -> None:
    """Where neither passage nor document has one, the source stands alone."""
    told = text(paid(pay(5, 5), day=TODAY, as_of=None))
    assert told == "Rs. 5 a month — Engineer, Sri Lanka [1]"


def test_a_date_alone_follows_the_amount() -> None:
    """A line whose whom and where the line before tells still reads as a line."""
    told = text(paid(pay(5, 5), pay(6, 6)))
    assert told.splitlines()[1] == "Rs. 6 a month — 2025 [1]"


def test_job_titles_of_a_level_are_told() -> None:
    """Under the figure asked for on a line of their own, elsewhere within the line."""
    senior = pay(5, 5, level="senior", titles=("Lead", "Chief"))
    assert "\nJob titles: Lead, Chief" in text(paid(senior))
    beside = text(paid(pay(1, 1), others=(senior,)))
    assert "• Rs. 5 a month — senior level, job titles Lead / Chief, Sri Lanka, 2025 [1]" in beside


def base(*topics: str, markets: tuple[str, ...] = ()) -> RoleDocument:
    """A document with a section on each topic and a figure in each market."""
    sections = [make_passage("Text.", topic=topic, heading=(topic,)) for topic in topics]
    figures = [stating(pay(1, 1, market=market), topic="pay") for market in markets]
    return document("one", *sections, *figures, role=Role("pilot", "Pilot"))


def of_pilots(made: RoleDocument) -> RoleDocument:
    """The same with every passage of the role's own."""
    return replace(made, passages=tuple(replace(p, role="pilot") for p in made.passages))


def test_a_refusal_names_the_topic_and_offers_others() -> None:
    """Neighbours of what was asked come first, each as a whole question; no more than four."""
    known = expertise(of_pilots(base("duties", "hours", "tools", "health", "similar")))
    summary = refuse("no_topic", known, "pilot", topic="burnout")
    assert summary.status is Status.NO_ANSWER
    assert plain(summary.html).startswith(
        "The documents say nothing on burnout and stress for the Pilot, and I do not guess."
    )
    assert summary.follow_ups == (
        "What are the health risks for a Pilot?",
        "How many hours a week does a Pilot work?",
        "What does a Pilot do all day?",
        "What jobs are similar to a Pilot?",
    )


def test_a_refusal_without_a_clear_topic_names_none() -> None:
    """What was asked is not guessed at."""
    summary = refuse("no_topic", expertise(of_pilots(base("duties"))), "pilot")
    assert plain(summary.html).startswith("The documents say nothing on that, and")


def test_an_unknown_market_offers_pay_where_it_is_known() -> None:
    """The markets that have figures can be asked for, as people write them."""
    known = expertise(of_pilots(base(markets=("Sri Lanka", "United States"))))
    there = ("Sri Lanka", "United States", "Germany")
    summary = refuse_market("pay", ("Japan", "United Kingdom"), "pilot", there, known)
    assert "no figure for pay in Japan or in the United Kingdom for the Pilot" in summary.html
    assert summary.follow_ups == (
        "What does a Pilot earn in Sri Lanka?",
        "What does a Pilot earn in the United States?",
    )


def test_an_unknown_role_offers_the_nearest() -> None:
    """Only where there are several: of one role there is nothing to choose."""
    other = document("two", role=Role("actor", "Actor"))
    several = expertise(of_pilots(base("duties")), other)
    offered = refuse("no_role", several, "pilot", occupation="monk", nearest=["Actor"]).follow_ups
    assert offered == ("What is an Actor?",)
    one = expertise(of_pilots(base("duties")))
    assert refuse("no_role", one, "pilot", occupation="monk", nearest=["Pilot"]).follow_ups == ()

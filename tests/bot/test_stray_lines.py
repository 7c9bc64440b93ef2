"""Lines that answer a question from whatever section they stand in."""

from dataclasses import replace
from typing import Any, cast

import numpy as np

from bot.expertise import Expertise, Lines
from bot.extracts import Extract
from bot.stray_lines import StrayLines
from knowledge.models import Passage
from retrieval.lines import LineVectors
from tests.bot.builders import ENCODER, listed, pay, request
from tests.bot.small_expertise import SmallExpertise, document
from tests.fakes import make_passage

TOOLS = listed("Editors: vim", "Monitoring: Grafana", "How to start: shops", number=1)
ADVICE = make_passage(
    "Become an expert in one domain such as health. Rest well.", number=2, heading=("Advice",)
)
SHOWN = Extract(
    make_passage("They build bridges.", number=3), "Tasks", "prose", "", ("They build.",)
)


def beside(question: str, *passages: Passage, **changes: Any) -> list[tuple[str, ...]]:
    """The items of all that is shown for a question, what was shown already first."""
    made = SmallExpertise(document("engineer", *passages))
    nothing = LineVectors.of((), np.zeros((0, ENCODER.dimension), np.float32))
    made.lines = Lines(nothing, ENCODER)  # type: ignore[attr-defined]
    asked = request(question, **changes)
    return [e.items for e in StrayLines(cast("Expertise", made)).beside(asked, (SHOWN,))]


def test_a_line_is_shown_whose_label_is_said() -> None:
    """In any section, and under that section's heading."""
    assert beside("and for monitoring?", TOOLS) == [SHOWN.items, ("Monitoring: Grafana",)]
    assert beside("which editor and monitoring", TOOLS)[1:] == [
        ("Editors: vim", "Monitoring: Grafana")
    ]


def test_a_label_of_common_words_says_nothing() -> None:
    """ "How to start" is no label that a question says."""
    assert beside("when do engineers start in the morning", TOOLS) == [SHOWN.items]


def test_a_labelled_line_is_of_the_market_asked_for() -> None:
    """What is said for one country is not shown for another."""
    here = replace(TOOLS, market="Sri Lanka")
    assert len(beside("monitoring in Sri Lanka", here)) == 2
    assert len(beside("monitoring in Canada", here)) == 1
    assert len(beside("monitoring in Canada", TOOLS)) == 2


def test_a_line_is_shown_that_comes_much_nearer_than_all_shown() -> None:
    """And none that is only a little nearer, or not near."""
    near = "an expert in one domain such as health"
    assert beside(near, ADVICE)[1:] == [("Become an expert in one domain such as health.",)]
    assert beside("bridges over rivers", ADVICE) == [SHOWN.items]


def test_lines_of_pay_are_never_strays() -> None:
    """A figure is told by its level and market."""
    paid = replace(listed("Senior: 700 a month", "Junior: 70 a month"), pay=(pay(70, 700),))
    assert beside("what about a senior: 700 a month?", paid) == [SHOWN.items]


def test_a_line_joins_what_is_shown_of_its_passage() -> None:
    """A section is not shown twice, nor a line."""
    shown = Extract(TOOLS, "Tasks", "bullets", "", ("Editors: vim",))
    made = SmallExpertise(document("engineer", TOOLS))
    nothing = LineVectors.of((), np.zeros((0, ENCODER.dimension), np.float32))
    made.lines = Lines(nothing, ENCODER)  # type: ignore[attr-defined]
    here = replace(shown, passage=made.passages("engineer")[0])
    [joined] = StrayLines(cast("Expertise", made)).beside(request("editors, monitoring"), (here,))
    assert joined.items == ("Editors: vim", "Monitoring: Grafana")

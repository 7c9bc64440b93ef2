"""What a message points to: a step, the next one, something listed."""

from dataclasses import replace

import pytest

from bot.bootstrap import Services
from bot.expertise import Expertise, build_expertise
from bot.pointing import Pointed, after, pointed
from bot.state import State
from retrieval.generation import load_generation
from tests.conftest import RememberingEncoder

ROLE = "back-end-systems-developer"
TALKED = State(ROLE, topic="employers", listed=("WSO2", "Virtusa", "IFS"))


@pytest.fixture(scope="module", name="expertise")
def _expertise(backend: Services, encoder: RememberingEncoder) -> Expertise:
    folder = backend.settings.index_dir
    return build_expertise(load_generation(folder, encoder.name, encoder.dimension), encoder)


@pytest.mark.parametrize(
    ("text", "place"),
    [("what is the first step", 0), ("and step 3?", 2), ("the last step please", 16)],
)
def test_a_step_is_one_of_the_way_in(expertise: Expertise, text: str, place: int) -> None:
    """Whatever was listed before, and with its name in the place of its number."""
    found = pointed(text, TALKED, ROLE, expertise)
    steps = expertise.steps(ROLE)
    assert (found.place, found.listed, found.topic) == (place, steps, "roadmap")
    assert steps[place] in found.text


@pytest.mark.parametrize("text", ["the second stage", "the first step of the interview"])
def test_other_steps_are_none_of_the_way_in(expertise: Expertise, text: str) -> None:
    """Those of something else, and stages, which may be of a career."""
    assert pointed(text, State(ROLE), ROLE, expertise).topic is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("tell me about the second one", "tell me about Virtusa"),
        ("and the last company?", "and IFS?"),
        ("where is the first?", "where is WSO2?"),
        ("number 1 please", "WSO2 please"),
        ("#2", "Virtusa"),
        ("the ninth one", "the ninth one"),
        ("my second question", "my second question"),
    ],
)
def test_what_was_listed_takes_the_place_of_its_number(
    expertise: Expertise, text: str, meant: str
) -> None:
    """A place in the list stands for what is there; one beyond it stands as it is."""
    assert pointed(text, TALKED, ROLE, expertise).text == meant


def test_the_next_one_follows_until_there_is_none(expertise: Expertise) -> None:
    """ "And then?" goes on from what was asked for, on the same topic."""
    state = after(TALKED, pointed("tell me about the second one", TALKED, ROLE, expertise))
    found = pointed("and then?", state, ROLE, expertise)
    assert (found.text, found.topic) == ("IFS", "employers")
    assert pointed("next", after(state, found), ROLE, expertise) == Pointed("next")


def test_nothing_follows_what_was_not_asked_for(expertise: Expertise) -> None:
    """Without a place "next" points to nothing, nor does a place beyond the list."""
    assert pointed("next", TALKED, ROLE, expertise) == Pointed("next")
    assert pointed("the ninth one", TALKED, ROLE, expertise) == Pointed("the ninth one")
    assert after(TALKED, Pointed("next")) == TALKED


def test_a_role_without_numbered_steps_has_none(expertise: Expertise) -> None:
    """Then an ordinal means what was listed."""
    assert expertise.steps("nobody") == ()
    asked = pointed("the first step", replace(TALKED, role="nobody"), "nobody", expertise)
    assert asked.text == "WSO2"

"""From one turn to the next: what is taken over, what is assumed, and that it is said."""

from typing import Any

import pytest

from bot.bootstrap import Services
from bot.dialogue import Request, resolve, without_untrue
from bot.expertise import Expertise, build_expertise
from bot.state import State
from knowledge.lexicon import build_lexicon
from retrieval.generation import load_generation
from tests.bot.builders import recognition, request
from tests.conftest import RememberingEncoder

ROLE = "back-end-systems-developer"
SETTLED = State(ROLE, ("senior",), ("Sri Lanka",), "pay", "what does a senior earn in Sri Lanka")


@pytest.fixture(scope="module", name="expertise")
def _expertise(backend: Services, encoder: RememberingEncoder) -> Expertise:
    folder = backend.settings.index_dir
    return build_expertise(load_generation(folder, encoder.name, encoder.dimension), encoder)


def after(
    state: State, text: str, expertise: Expertise, market: str | None = "Sri Lanka", **more: Any
) -> Request:
    """The request that a message makes after what was settled."""
    lexicon = build_lexicon(expertise.roles.values())
    recognised = recognition(text, **more)
    utterance = type(recognised.utterance)(text, lexicon.find(text))
    recognised = recognition(text, **({"utterance": utterance} | more))
    return resolve(recognised, state, expertise, None, market)


def test_state_is_kept_and_comes_back() -> None:
    """What the storage keeps is the state again; nothing kept is an empty state."""
    assert State.of(SETTLED.kept()) == SETTLED
    assert State.of({}) == State()


def test_a_level_alone_takes_the_rest_over(expertise: Expertise) -> None:
    """ "And mid level?" keeps role, market and topic, and nothing is assumed."""
    found = after(SETTLED, "and mid level?", expertise, topics={"hours": 0.4})
    assert (found.role, found.level, found.market, found.topic) == (ROLE, "mid", "Sri Lanka", "pay")
    assert found.assumptions == ()


def test_a_new_topic_leaves_the_old_one(expertise: Expertise) -> None:
    """A question of its own brings its own topic; level and market stay."""
    found = after(SETTLED, "which tools do they use", expertise, topics={"tools": 0.9})
    assert (found.topic, found.level, found.market) == ("tools", "senior", "Sri Lanka")


def test_what_nobody_named_is_assumed_and_said(expertise: Expertise) -> None:
    """Role and market that are assumed are told."""
    found = after(State(), "how much is the salary", expertise)
    assert found.role == ROLE
    assert found.markets == ()
    assert found.assumptions == (
        "You named no role: this is about the Back-end Systems Developer.",
        "You named no country: Sri Lanka comes first.",
    )


def test_without_a_default_market_none_is_said(expertise: Expertise) -> None:
    """Where no market is put first, nothing is said of one."""
    found = after(State(role=ROLE), "how much is the salary", expertise, market=None)
    assert found.assumptions == ()


def test_a_market_is_not_said_to_come_first_where_another_does() -> None:
    """The average of another country begins the answer: then our market does not come first."""
    asked = request("pay", assumptions=("You named no country: Sri Lanka comes first.", "other"))
    assert without_untrue(asked, "Sri Lanka") == asked
    assert without_untrue(asked, None).assumptions == ("other",)


def test_years_become_a_level_by_the_documents(expertise: Expertise) -> None:
    """The level after so many years is the documents' own, and the steps are told."""
    found = after(SETTLED, "and with 4 years of experience?", expertise)
    assert found.level == "mid"
    assert found.assumptions == (
        "4 years is mid level here (mid after 3 years, senior after 7 years).",
    )


def test_a_role_that_is_gone_is_not_taken_over(expertise: Expertise) -> None:
    """After its documents were removed a role of an old conversation is another one, and said."""
    found = after(State(role="nurse"), "how much is the salary", expertise)
    assert found.role == ROLE
    assert "You named no role" in found.assumptions[0]


def test_names_without_a_topic_ask_for_pay(expertise: Expertise) -> None:
    """ "Senior in Sri Lanka", with nothing before it, asks what one earns."""
    found = after(State(), "senior in sri lanka?", expertise, topics={"hours": 0.4})
    assert found.topic == "pay"


def test_several_topics_share_the_question(expertise: Expertise) -> None:
    """Two topics of two clauses are asked for in their order."""
    found = after(State(), "how much pay and which tools", expertise, several=("pay", "tools"))
    assert found.topics == {"pay": 0.5, "tools": 0.5}


def test_several_levels_are_no_one_level(expertise: Expertise) -> None:
    """With two levels named there is no single one, and slots report the first."""
    found = after(State(), "juniors and seniors pay", expertise)
    assert found.levels == ("entry", "senior")
    assert found.level is None
    assert found.slots.level == "entry"


def test_the_next_turn_starts_from_what_this_one_settled(expertise: Expertise) -> None:
    """The state after a request holds its role, levels, markets, topic and words."""
    found = after(SETTLED, "and globally?", expertise)
    after_it = State(ROLE, ("senior",), ("Global",), "pay", "and globally?", talked=(ROLE,))
    assert found.state == after_it

"""What is right and what is wrong with an answer, on a world of three sentences."""

import pytest

from bot.evaluation import Case, JudgedTurn, evaluate
from bot.types import Status
from tests.bot.evaluation.world import World, faults, judged


@pytest.mark.parametrize(
    "words", ["320,000", "A SENIOR", "700,000 a month", "320,000 - 700,000", "it's", "optimi"]
)
def test_a_string_is_found_as_it_may_be_written(words: str) -> None:
    """Case, the kind of dash and of quote, and white space do not matter; an ending may go on."""
    assert faults(all=[words]) == ()


@pytest.mark.parametrize("words", ["20,000", "000", "enior", "low", "ups of"])
def test_a_string_begins_where_a_word_begins(words: str) -> None:
    """Neither the end of a number nor the inside of a word is a hit."""
    assert faults(all=[words]) == (f"lacks {words!r}",)


def test_all_any_and_none_are_judged() -> None:
    """Every one of all, one of any and none of none must occur."""
    assert faults(all=["senior", "junior"]) == ("lacks 'junior'",)
    assert faults(any=["senior", "junior"]) == ()
    assert faults(any=["lead", "junior"]) == ("has none of 'lead', 'junior'",)
    assert faults(none=["junior"]) == ()
    assert faults(none=["junior", "month"]) == ("holds 'month'",)


def test_what_is_left_out_is_not_judged() -> None:
    """A turn that only asks always holds."""
    assert judged(JudgedTurn("weather?")).accuracy == 1.0


def test_a_dialogue_fails_when_one_turn_fails() -> None:
    """All turns are asked in one conversation, and all must hold."""
    first = JudgedTurn("pay?")
    good = judged(first, JudgedTurn("and?", all=("After pay?: 2",)))
    bad = judged(first, JudgedTurn("and?", all=("junior",)), JudgedTurn("pay again?"))
    assert good.held == 1
    assert bad.held == 0
    assert [bool(turn.faults) for turn in bad.verdicts[0].turns] == [False, True, False]


def test_each_case_has_a_conversation_of_its_own() -> None:
    """What one case said is not there in the next, and each step is told."""
    world, steps = World(), []
    cases = [Case(name, "k", (JudgedTurn("and?", (Status.NO_ANSWER,)),)) for name in "ab"]
    score = evaluate("two.yaml", cases, world.begin, lambda: steps.append(world.begun))
    assert score.held == 2
    assert steps == [1, 2]

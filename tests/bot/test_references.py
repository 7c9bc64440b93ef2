"""What a message's words refer to."""

import pytest

from bot.references import (
    among_them,
    asks_for_more,
    asks_of_basis,
    asks_of_figure,
    asks_who_leads,
    asks_why,
    how_many,
    nth,
    of_level,
    one_called,
    points_among,
    set_aside,
    sets_side_by_side,
    starts_over,
    without_start,
)


def test_without_a_place_nothing_is_meant() -> None:
    """Ordinals that count something else point to nothing, nor does the name of a language."""
    assert nth("in my first year") is None
    assert nth("C# 2 years") is None
    assert nth("what is step 12") == (11, 8, 15)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("how long does it take to get to that level", "how long does it take to get to mid level"),
        ("what is the job title at the same grade", "what is the job title at mid level"),
        ("and after a few years?", "and senior level?"),
        ("and later on?", "and senior level?"),
        ("one level above that", "senior level"),
        ("the next step up?", "senior level?"),
        ("I want to see the world later on, what should I learn first", None),
        ("what is step 7", None),
    ],
)
def test_the_level_talked_about_and_the_one_above(text: str, meant: str | None) -> None:
    """ "That level" is the conversation's; a short message may ask for the next one."""
    assert of_level(text, "mid level", "senior level") == (meant or text)


def test_above_the_highest_level_is_none() -> None:
    """Who asks beyond it is understood as they wrote."""
    assert of_level("and later on?", "principal level", None) == "and later on?"


@pytest.mark.parametrize(
    ("text", "more"),
    [("more", True), ("ok, tell me more about it?", True), ("more pay", False), ("less", False)],
)
def test_asking_for_more(text: str, more: bool) -> None:
    """Only a message that asks for nothing else asks for more of the same."""
    assert asks_for_more(text) is more


@pytest.mark.parametrize(
    ("text", "aside"),
    [
        ("not the salary, the duties", "not the salary,"),
        ("duties (not LPN)", "not LPN)"),
        ("I don't want the pay, only skills", "I don't want the pay,"),
        ("I am not sure what to study", None),
        ("what besides the salary do they give", "besides the salary"),
        ("4 years now, no longer junior", "no longer junior"),
        ("sorry I meant senior not junior", " not junior"),
        ("pay, not in Sri Lanka but in the US", " not in Sri Lanka"),
        ("dont tell me the average, the lowest", "dont tell me the average,"),
        ("why is it not well paid", None),
        ("best paid jobs not needing a degree", None),
        ("well paid jobs with not over 40 hours", None),
        ("thats not much pay", None),
        ("I don't mean the US but Sri Lanka", "I don't mean the US"),
    ],
)
def test_what_is_set_aside(text: str, aside: str | None) -> None:
    """What somebody says they do not mean is found, and doubts are none of it."""
    assert [text[start:end] for start, end in set_aside(text)] == ([aside] if aside else [])


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("which of them pays more", 1),
        ("who earns less", -1),
        ("which one grows faster", 1),
        ("compare them", 0),
        ("which of them pays more with less experience", 1),
        ("what do both make at least", 0),
        ("tell me more about both", 0),
        ("which has better hours", 0),
        ("which of them is paid better", 1),
        ("I want more money", 0),
    ],
)
def test_who_leads(text: str, leads: int) -> None:
    """More or less is asked for of those compared only."""
    assert asks_who_leads(text) == leads


def test_starting_over() -> None:
    """Setting the talk aside may come with what is asked instead."""
    assert starts_over("forget it, nurse salary")
    assert without_start("forget it, nurse salary") == "nurse salary"
    assert without_start("ok forget it please") == ""
    assert not starts_over("what do nurses earn")


def test_those_compared_before() -> None:
    """ "Which of them" and "they" are about those; a question on its own is not."""
    assert among_them("which of them needs no degree")
    assert not among_them("how long is the training")


@pytest.mark.parametrize(
    ("text", "compares"),
    [
        ("which of the two grows faster", True),
        ("who earns more", True),
        ("which one is easier to get into", True),
        ("compare them", True),
        ("which certificate is better", False),
        ("do they need a degree", False),
        ("what else do they do", False),
    ],
)
def test_comparing_those_talked_about(text: str, compares: bool) -> None:
    """A comparison of people is one of those talked about; of other things it is none."""
    assert sets_side_by_side(text) is compares


def test_how_many_are_compared() -> None:
    """Two, where nothing else is said."""
    assert (how_many("who earns more"), how_many("which of the three")) == (2, 3)
    assert (how_many("which of these pays most"), how_many("which of them pays more")) == (3, 2)


@pytest.mark.parametrize(
    ("text", "figure", "basis"),
    [
        ("is that before deductions", True, True),
        ("gross or net?", True, True),
        ("is this with allowances or without", True, True),
        ("monthly or yearly that", True, False),
        ("is that a month", True, False),
        ("is it stressful", False, False),
        ("do they work for the government", False, True),
        ("is that a good career", False, False),
        ("what year is that from", True, False),
        ("how old is that figure", True, False),
        ("how old are they when they retire", False, False),
    ],
)
def test_a_figure_is_asked_about(text: str, figure: bool, basis: bool) -> None:
    """What it holds and for how long it is are asked by pointing at it, or by these words alone."""
    assert (asks_of_figure(text), asks_of_basis(text)) == (figure, basis)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("why is it growing so much", True),
        ("what does it depend on", True),
        ("very different pay slips, what explains it?", True),
        ("what does a senior earn", False),
        ("what do they make", False),
    ],
)
def test_reasons_are_asked_for(text: str, why: bool) -> None:
    """ "Why", and what amounts to it, asks for more than figures."""
    assert asks_why(text) is why


def test_one_talked_about_is_called_by_a_word() -> None:
    """ "The wind job" says by which word; a plain question says none."""
    assert one_called("do you have to climb for the wind job") == "wind"
    assert one_called("ok trucks again. many jobs?") == "truck"
    assert one_called("back to the carpenters, is it hard") == "carpenter"
    assert one_called("do they climb") is None


def test_starting_somewhere_starts_nothing_over() -> None:
    """Who starts over there is a beginner in another country."""
    assert starts_over("let's start over")
    assert not starts_over("and somebody just starting over there?")


def test_pointing_among_them() -> None:
    """ "Which of the three" is about those talked about; "which jobs" is about all."""
    assert points_among("so which of the three pays most")
    assert not points_among("which jobs pay most")

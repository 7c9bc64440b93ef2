"""Files of judged questions: what a case may say, and what is said of one that cannot be asked."""

from pathlib import Path

import pytest

from bot.evaluation import BadCasesError, Case, JudgedTurn, load_cases


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "valid tuple"),
        ("[]", "at least one case"),
        ("- {id: a, kind: k, turns: []}", "one turn in each"),
        ("- {id: a, kind: k}", "case 1 turns"),
        ("- {id: a, kind: k, turns: [{ask: q, al: [x]}]}", "case 1 turns 1 al"),
        ("- {id: a, kind: k, turns: [{ask: q, all: x}]}", "case 1 turns 1 all"),
        ("- {id: a, kind: k, turns: [{ask: q, status: [fine]}]}", "case 1 turns 1 status 1"),
        ("- {id: a, kind: k, turns: [{ask: q}]}\n" * 2, "not twice a"),
        ("- {id: [", "YAML"),
    ],
)
def test_a_bad_file_says_what_to_mend(tmp_path: Path, text: str, told: str) -> None:
    """The file, the case and the key are named, in one line."""
    file = tmp_path / "bad.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(BadCasesError, match=told) as raised:
        load_cases(file)
    assert str(file) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_case_may_tell_topic_role_and_first_figures(tmp_path: Path) -> None:
    """What is optional is read where it stands and empty where it does not."""
    file = tmp_path / "good.yaml"
    file.write_text(
        "- {id: a, kind: nurses, topic: pay, role: nurse, turns: [{ask: q, facts: ['5,000']}]}\n"
        "- {id: b, kind: k, turns: [{ask: q}]}\n",
        "utf-8",
    )
    told, silent = load_cases(file)
    assert (told.topic, told.role, told.turns[0].facts) == ("pay", "nurse", ("5,000",))
    assert (silent.topic, silent.role, silent.turns[0].facts) == (None, None, ())


def test_a_single_question_asks_for_the_topic_of_its_case() -> None:
    """The topic, else the kind that is one's name; a dialogue's turns tell their own."""
    turn, told = JudgedTurn("q"), JudgedTurn("q", topic="hours")
    assert Case("a", "pay", (turn,)).topic_of(turn) == "pay"
    assert Case("a", "pay", (turn,), topic="duties").topic_of(turn) == "duties"
    assert Case("a", "astronomy", (turn,)).topic_of(turn) is None
    assert Case("a", "pay", (turn, told)).topic_of(turn) is None
    assert Case("a", "dialogue", (turn, told)).topic_of(told) == "hours"

"""The scorer of judged questions, on a world of three sentences, and the command over it."""

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bootstrap import Services
from bot.cli import main
from bot.commands.shell import Shell
from bot.comparison import Comparison, compare
from bot.evaluation import (
    Ask,
    BadCasesError,
    Case,
    JudgedTurn,
    Said,
    Score,
    evaluate,
    load_cases,
)
from bot.expertise import build_expertise
from bot.settings import Settings
from bot.types import Status
from retrieval.encoder import SentenceEncoder
from retrieval.generation import load_generation
from tests.conftest import BACKEND
from tests.fake_services import Outcome

PAY = "A senior earns Rs. 320,000 – 700,000 a\nmonth; it’s optimised. See follow-ups."
REFUSAL = "Nothing here tells that."

WORLD = """\
- id: pay-1
  kind: pay
  turns:
    - ask: what does a senior earn in Sri Lanka
      status: [answered]
      all: ["320,000 - 700,000"]
- id: refused-1
  kind: outside
  turns:
    - ask: what does an astronaut earn?
      status: [answered]
"""


class World:
    """Knows what a senior earns, and counts how often a conversation asked."""

    def __init__(self) -> None:
        self.begun = 0

    def begin(self) -> Ask:
        """A conversation that has heard nothing yet."""
        self.begun += 1
        heard: list[str] = []

        def ask(text: str) -> Said:
            heard.append(text)
            if text.startswith("pay"):
                return Said(Status.ANSWERED, PAY)
            if text == "and?" and len(heard) > 1:
                return Said(Status.PARTIAL, f"After {heard[-2]}: {len(heard)}.")
            return Said(Status.NO_ANSWER, REFUSAL)

        return ask


def judged(*turns: JudgedTurn, kind: str = "pay") -> Score:
    """The score of one case."""
    return evaluate("one.yaml", [Case("c", kind, turns)], World().begin)


def faults(**wanted: Sequence[str]) -> tuple[str, ...]:
    """What is wrong with the answer on pay when it must hold this."""
    strings = {key: tuple(words) for key, words in wanted.items()}
    turn = replace(JudgedTurn("pay?"), **strings)  # type: ignore[arg-type]
    return judged(turn).verdicts[0].turns[0].faults


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


def test_accuracy_is_counted_by_kind() -> None:
    """Each kind has its cases that hold and its cases, in the order of the kinds' names."""
    cases = [
        Case("1", "pay", (JudgedTurn("pay?", (Status.ANSWERED,)),)),
        Case("2", "pay", (JudgedTurn("pay?", all=("junior",)),)),
        Case("3", "hours", (JudgedTurn("weather?", (Status.ANSWERED,)),)),
    ]
    score = evaluate("x.yaml", cases, World().begin)
    assert list(score.kinds.items()) == [("hours", (0, 1)), ("pay", (1, 2))]
    assert score.accuracy == pytest.approx(1 / 3)
    assert score.median_ms >= 0


@pytest.mark.parametrize(
    ("ask", "allowed", "counted"),
    [
        ("weather?", [Status.ANSWERED, Status.PARTIAL], (1, 0, 0)),
        ("pay?", [Status.NO_ANSWER], (0, 1, 0)),
        ("pay?", [Status.NO_ANSWER, Status.CLARIFICATION], (0, 1, 0)),
        ("weather?", [Status.SMALLTALK], (0, 0, 1)),
        ("pay?", [Status.PARTIAL], (0, 0, 1)),
        ("weather?", [Status.NO_ANSWER, Status.ANSWERED], (0, 0, 0)),
    ],
)
def test_wrong_statuses_are_told_apart(
    ask: str, allowed: list[Status], counted: tuple[int, int, int]
) -> None:
    """Refused where there is an answer, answered where there is none, and everything else."""
    score = judged(JudgedTurn(ask, tuple(allowed)))
    found = score.status_faults
    assert (found.false_refusals, found.false_answers, found.others) == counted
    assert score.held == (sum(counted) == 0)


def test_a_held_out_file_shows_no_case() -> None:
    """Its failures are counted and never handed out."""
    cases = [Case("1", "pay", (JudgedTurn("pay?", all=("junior",)),))]
    assert len(evaluate("nurse.yaml", cases, World().begin).failures) == 1
    hidden = evaluate("nurse_heldout.yaml", cases, World().begin)
    assert (hidden.failures, hidden.held, len(hidden.verdicts)) == ((), 0, 1)


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


def test_retrieval_is_compared_on_what_a_passage_could_answer(
    backend: Services, encoder: SentenceEncoder
) -> None:
    """Single questions with expected strings count, once for each search that finds them."""
    settings = backend.settings
    generation = load_generation(settings.index_dir, encoder.name, encoder.dimension)
    expertise = build_expertise(generation, encoder)
    pay = JudgedTurn("what does a senior earn in Sri Lanka", all=("320,000", "700,000"))
    words = next(p.text for p in generation.passages if 100 < len(p.text) < 200)
    verbatim, lost = JudgedTurn(words, all=(words,)), JudgedTurn("pay?", all=("no such words",))
    refused = JudgedTurn("Mars?", (Status.NO_ANSWER,), ("Mars",))
    unequal = [(refused,), (pay, pay), (JudgedTurn("pay?"),)]

    def compared(*asked: tuple[JudgedTurn, ...]) -> Comparison:
        cases = [Case(str(number), "k", turns) for number, turns in enumerate(asked)]
        return compare(cases, expertise, settings)

    assert compared(*unequal) == Comparison(0, 0, 0, 0)
    assert compared((pay,), *unequal).ranking == 1
    assert compared((lost,)) == Comparison(1, 0, 0, 0)
    found = compared((verbatim,), (lost,))
    assert (found.cases, found.dense, found.keywords) == (2, 1, 1)


@pytest.fixture(name="run")
def _run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs the command from the outermost layer on, with the settings given."""

    def run(settings: Settings, *arguments: str) -> Outcome:
        try:
            main(["evaluate", *arguments], Shell(load=lambda: settings))
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        return Outcome(code, *capsys.readouterr())

    return run


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> Path:
    """A file with one case that the real advisor holds and one that it must not."""
    file = tmp_path / "world.yaml"
    file.write_text(WORLD, "utf-8")
    return file


@pytest.mark.slow
def test_the_command_builds_the_index_when_there_is_none(
    tmp_path: Path, world: Path, run: Callable[..., Outcome]
) -> None:
    """Documents that were never indexed can be evaluated at once."""
    data, one_role = tmp_path / "data", BACKEND
    settings = Settings(_env_file=None, data_dir=data, documents=one_role)  # type: ignore[call-arg]
    done = run(settings, str(world))
    assert (done.code, settings.index_dir.exists()) == (0, True)
    assert "Building the index" in done.err


def test_the_command_tells_the_counts_and_keeps_no_turn(
    backend: Services, tmp_path: Path, world: Path, run: Callable[..., Outcome]
) -> None:
    """The JSON holds what the tables show, and no database is opened for it."""
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")  # type: ignore[call-arg]
    shutil.copytree(backend.settings.index_dir, settings.index_dir)
    done = run(settings, "--json", "--failures", str(world))
    (found,) = json.loads(done.out)
    assert done.code == 0
    assert [path.name for path in settings.data_dir.iterdir()] == ["index"]
    assert (found["file"], found["held"], found["cases"]) == ("world.yaml", 1, 2)
    assert found["kinds"] == {"outside": {"held": 0, "cases": 1}, "pay": {"held": 1, "cases": 1}}
    assert found["statuses"] == {"false_refusals": 1, "false_answers": 0, "others": 0}
    assert set(found["retrieval"]) == {"cases", "dense", "keywords", "ranking"}
    assert (found["retrieval"]["cases"], found["retrieval"]["ranking"]) == (1, 1)
    assert [failed["id"] for failed in found["failures"]] == ["refused-1"]


def test_below_the_floor_the_command_ends_with_1(
    backend: Services, world: Path, run: Callable[..., Outcome]
) -> None:
    """The floor holds for each file; what failed is shown, but not of a held-out file."""
    unread = world.with_name("world_heldout.yaml")
    unread.write_text(world.read_text("utf-8").replace("an astronaut", "a plumber"), "utf-8")
    done = run(backend.settings, "--failures", "--floor", "0.8", str(world), str(unread))
    assert done.code == 1
    assert "world.yaml: 50.0% is below the floor of 0.8." in done.err
    assert "world_heldout.yaml: 50.0% is below" in done.err
    assert "world.yaml: 1 of 2 cases hold (50.0%)" in done.out
    assert "refused-1 (outside)\n  Q: what does an astronaut earn?" in done.out
    assert "is no_answer, not answered" in done.out
    assert "1 failing case of world_heldout.yaml not shown" in done.out
    assert "plumber" not in done.out


def test_a_bad_file_ends_with_1_before_anything_is_built(
    tmp_path: Path, run: Callable[..., Outcome]
) -> None:
    """One line on stderr names it, and no index was made for it."""
    file = tmp_path / "bad.yaml"
    file.write_text("[]", "utf-8")
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")  # type: ignore[call-arg]
    done = run(settings, str(file))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert not settings.data_dir.exists()

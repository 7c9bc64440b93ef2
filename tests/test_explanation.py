"""Why an answer is as it is: what is kept with the turn, and that it comes out the same again."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bot import answering, labels, recognizer, refusals, stray_lines, subject
from bot.bootstrap import Services
from bot.expertise import build_expertise
from bot.explaining import explain
from bot.explanation import Origin, explain_text, explanation_as_dict, explanation_of
from bot.state import State
from bot.types import Answer, Question
from retrieval.generation import load_generation
from retrieval.ranking import RRF_K
from retrieval.types import Encoder, Vectors
from tests.asking import ask, assert_balanced
from tests.fake_services import CommandLine

ROOT = Path(__file__).resolve().parent.parent
MOST_LINES = 25
DIALOGUE = (
    "wat does a senoir earn in sri lanka",
    "and mid level?",
    "which certificates help",
    "is it stressful",
    "who won the world cup",
    "what does a nurse earn",
    "what does it pay in Mongolia",
    "thanks",
    "???",
)


@pytest.fixture
def career_advisor(backend: Services) -> CommandLine:
    """The command line over the real advisor."""
    return CommandLine(backend)  # type: ignore[arg-type]


def explained(services: Services, answer: Answer) -> dict[str, Any]:
    """What is kept on how an answer came about."""
    assert answer.turn_id is not None
    turn = services.conversations.turn(answer.turn_id)
    assert turn is not None
    return dict(turn.explanation)


def talk(services: Services, *messages: str) -> list[dict[str, Any]]:
    """The explanations of a conversation's answers."""
    conversation = uuid4().hex
    return [explained(services, ask(services.advisor, m, conversation)) for m in messages]


def timeless(explanation: dict[str, Any]) -> str:
    """An explanation's very bytes but for the time."""
    return json.dumps(explanation | {"elapsed_ms": 0})


# --- what it says


def test_it_tells_how_the_message_was_read(backend: Services) -> None:
    """The text stands as it was mended, and each name at its place in it."""
    (why,) = talk(backend, DIALOGUE[0])
    said = why["understood"]
    assert why["asked"] == DIALOGUE[0]
    assert said["text"] == "what does a senior earn in sri lanka"
    names = {(name["kind"], name["value"]): name for name in said["names"]}
    assert set(names) == {("level", "senior"), ("market", "Sri Lanka")}
    assert all(said["text"][n["start"] : n["end"]] == n["said"] for n in names.values())
    assert len(said["likeliest"]) == 5
    assert next(iter(said["likeliest"])) == "topic:pay"


def test_it_tells_what_came_from_where(backend: Services) -> None:
    """What was assumed and what the conversation brought stand apart from what was asked."""
    first, second = talk(backend, "what does a senior earn in sri lanka", "and mid level?")
    assert first["carried"] == {}
    assert "You named no role" in first["assumed"][0]
    assert second["carried"]["market"] == "Sri Lanka"
    assert second["carried"]["topic"] == "pay"
    assert "level" not in second["carried"]
    assert second["understood"]["leans_on"] == "what does a senior earn in sri lanka"


def test_it_tells_the_thresholds_as_the_code_has_them(backend: Services) -> None:
    """Each threshold bears the name and the number of a constant, and passed where it did."""
    checks = [check for why in talk(backend, *DIALOGUE) for check in why["thresholds"]]
    assert {check["passed"] for check in checks} == {True, False}
    constants = {
        (name.lstrip("_"), value)
        for module in (answering, labels, recognizer, refusals, stray_lines, subject)
        for name, value in vars(module).items()
        if isinstance(value, float)
    }
    for check in checks:
        assert (check["name"], check["least"]) in constants
        assert check["passed"] == (check["value"] >= check["least"])


def test_it_tells_what_was_found_and_what_was_shown(backend: Services) -> None:
    """The hits stand in their order, and those are marked that the answer draws on."""
    (why,) = talk(backend, "which certificates help")
    (search,) = why["searches"]
    scores = [hit["score"] for hit in search["hits"] if not hit["named"]]
    assert scores == sorted(scores, reverse=True)
    assert len(scores) > 3
    first = search["hits"][0]
    ranks = [rank for rank in (first["meaning_rank"], first["word_rank"]) if rank]
    assert ranks
    fused = sum((RRF_K + 1) / (RRF_K + rank) for rank in ranks)
    assert first["score"] == pytest.approx(fused + first["bonus"], abs=1e-3)
    sections = {source["section"] for source in why["sources"]}
    shown = {hit["section"] for hit in search["hits"] if hit["shown"]}
    assert shown
    assert shown <= sections


def test_it_tells_the_facts_with_their_sources(backend: Services) -> None:
    """Each fact that the answer states leads to a section that the answer names."""
    (why,) = talk(backend, "what does a senior earn in sri lanka")
    assert why["facts"][0]["words"] == "Rs. 320,000 – 700,000 a month"
    numbers = {source["id"] for source in why["sources"]}
    assert {fact["source"] for fact in why["facts"]} <= numbers


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("who won the football world cup in 1998", "out_of_scope"),
        ("what does a dentist earn", "no_role"),
        ("what does it pay in Mongolia", "no_market"),
        ("how much income tax do they pay", "no_topic"),
        ("???", "empty"),
        ("pay " * 1000, "too_long"),
        ("what does a senior earn", None),
        ("hello", None),
    ],
)
def test_it_tells_what_refused(backend: Services, message: str, reason: str | None) -> None:
    """An answer that is none says what refused it, and no other does."""
    (why,) = talk(backend, message)
    assert why["refused"] == reason


def test_it_tells_what_it_was_made_from(backend: Services, encoder: Encoder) -> None:
    """The generation, the encoder and the settings that count stand in it."""
    (why,) = talk(backend, "hello")
    assert why["origin"] == {
        "generation": backend.advisor.index_version,
        "encoder": encoder.name,
        "default_role": "back-end-systems-developer",
        "default_market": backend.settings.default_market,
    }


# --- the same again


def test_the_same_again_is_the_same_to_the_letter(backend: Services) -> None:
    """A conversation held twice has the same answers and the same explanations."""
    once, again = (
        [ask(backend.advisor, text, conversation) for text in DIALOGUE]
        for conversation in (uuid4().hex, uuid4().hex)
    )
    assert [a.html for a in once] == [a.html for a in again]
    for first, second in zip(once, again, strict=True):
        assert timeless(explained(backend, first)) == timeless(explained(backend, second))


@pytest.mark.slow
def test_the_same_after_a_restart(backend: Services, tmp_path: Path) -> None:
    """Another process, with another order of its sets, answers and explains the same."""
    shutil.copytree(backend.settings.index_dir, tmp_path / "index")
    conversation = uuid4().hex
    here = [ask(backend.advisor, text, conversation) for text in DIALOGUE]
    lines = (json.dumps({"conversation": "c1", "text": text}) for text in DIALOGUE)
    settings = {
        "ADVISOR_DATA_DIR": str(tmp_path),
        "ADVISOR_DOCUMENTS": str(backend.settings.documents),
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot", "ask", "--batch", "-", "--json", "--explain"],
        input="\n".join(lines),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, **settings, "PYTHONHASHSEED": "1"},
    )
    there = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["html"] for answer in there] == [answer.html for answer in here]
    for answer, told in zip(here, there, strict=True):
        assert timeless(told["explanation"]) == timeless(explained(backend, answer))


class CountingEncoder:
    """The encoder, counting what it is asked to embed."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.name = encoder.name
        self.dimension = encoder.dimension
        self.calls = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Count and embed."""
        self.calls += 1
        return self._encoder.encode(texts)

    def knows(self, word: str) -> bool:
        """As the real one."""
        return self._encoder.knows(word)


def test_explaining_embeds_nothing(backend: Services, encoder: Encoder) -> None:
    """An explanation is made of what the answer noted: the encoder is not asked again."""
    counting = CountingEncoder(encoder)
    index = backend.settings.index_dir
    expertise = build_expertise(load_generation(index, encoder.name, encoder.dimension), counting)
    outcome = answering.Answering(expertise, None, None).respond("is it stressful", State())
    answer = ask(backend.advisor, "is it stressful")
    asked_for = counting.calls
    why = explain(answer, outcome, State(), Origin("v1", encoder.name), expertise.roles)
    assert why.searches
    assert counting.calls == asked_for > 0


# --- kept with the turn


def test_it_is_shown_and_forgotten_with_its_turn(backend: Services) -> None:
    """A person's export holds the explanations, and forgetting the person deletes them."""
    person, conversation = uuid4().hex, uuid4().hex
    text = "what does a senior earn in sri lanka"
    turn = backend.advisor.answer(Question(text, conversation, user_id=person)).turn_id
    (thread,) = backend.conversations.export(person)["conversations"]
    assert thread["turns"][0]["explanation"]["asked"] == text
    backend.conversations.forget(person)
    assert turn is not None
    assert backend.conversations.turn(turn) is None


@pytest.mark.parametrize("message", ["half \ud800 a pair", "\0", "a\u202eb", "<b>" * 200])
def test_any_text_can_be_explained(backend: Services, message: str) -> None:
    """What encoders and databases refuse is explained like all else."""
    (why,) = talk(backend, message)
    assert explanation_of(why) is not None
    assert_balanced(explain_text(why))


# --- as people read it


@pytest.mark.parametrize("number", range(len(DIALOGUE)))
def test_the_short_text_fits_a_message(backend: Services, number: int) -> None:
    """In Telegram it has few lines, closed tags, and the generation."""
    text = explain_text(talk(backend, *DIALOGUE[: number + 1])[-1])
    assert_balanced(text)
    assert len(text.splitlines()) <= MOST_LINES
    assert backend.advisor.index_version in text


def test_the_short_text_is_escaped(backend: Services) -> None:
    """A message's own markup stays words."""
    (why,) = talk(backend, "what is the pay of <script>alert(1)</script> & co")
    assert "<script>" not in explain_text(why)
    assert "&lt;script&gt;" in explain_text(why)


def test_without_an_explanation_the_short_text_says_so() -> None:
    """A turn of before explanations were kept gets a sentence, not an error."""
    assert "Nothing is kept" in explain_text({})


def test_it_comes_back_from_json_as_it_was(backend: Services) -> None:
    """What was kept becomes the value again that was kept."""
    for kept in talk(backend, *DIALOGUE):
        value = explanation_of(json.loads(json.dumps(kept)))
        assert value is not None
        assert explanation_as_dict(value) == kept


# --- the command line


def test_ask_explains_on_demand(career_advisor: CommandLine) -> None:
    """`--explain` tells the answer first and then how it came about; without it nothing more."""
    plain = career_advisor("ask", "which certificates help")
    done = career_advisor("ask", "--explain", "which certificates help")
    assert done.code == 0
    assert done.out.startswith(plain.out)
    told = done.out.removeprefix(plain.out)
    for part in ("Understood", "CLEAR_TOPIC", "Found for", "Sources", "Made from"):
        assert part in told


def test_ask_explains_as_json(career_advisor: CommandLine) -> None:
    """With `--json` the answer has its number and its explanation; without `--explain` neither."""
    bare = json.loads(career_advisor("ask", "--json", "pay?").out)
    full = json.loads(career_advisor("ask", "--json", "--explain", "pay?").out)
    assert set(full) - set(bare) == {"turn_id", "explanation"}
    assert full["explanation"]["origin"]["generation"] == full["index_version"]


def test_a_batch_is_explained_line_for_line(career_advisor: CommandLine) -> None:
    """Each answer carries its own explanation; a line that is no question has none."""
    lines = '{"text": "senior pay"}\nno json\n{"text": "which certificates help"}'
    done = career_advisor("ask", "--json", "--explain", "--batch", "-", stdin=lines)
    first, second, third = (json.loads(line)["explanation"] for line in done.out.splitlines())
    assert (first["asked"], third["asked"]) == ("senior pay", "which certificates help")
    assert second is None


def test_why_explains_a_past_answer(career_advisor: CommandLine) -> None:
    """By its number, or as the last one of a conversation, with the same words as at the time."""
    conversation = uuid4().hex
    done = career_advisor("ask", "--explain", "--conversation", conversation, "senior pay")
    explanation = done.out[done.out.index("Answer ") :]
    number = explanation.split()[1]
    assert career_advisor("why", number).out == explanation
    assert career_advisor("why", "--conversation", conversation).out == explanation
    told = json.loads(career_advisor("why", "--json", number).out)
    assert (told["turn_id"], told["asked"]) == (int(number), "senior pay")


@pytest.mark.parametrize("number", ["999999", "0", "99999999999999999999"])
def test_why_of_what_is_not_kept(career_advisor: CommandLine, number: str) -> None:
    """An unknown number ends with 1 and one line that says where numbers come from."""
    done = career_advisor("why", number)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "ask --explain" in done.err


@pytest.mark.parametrize("arguments", [[], ["12", "--conversation", "c1"], ["twelve"]])
def test_why_needs_one_answer(career_advisor: CommandLine, arguments: list[str]) -> None:
    """None or two ways to name the answer are wrong usage."""
    assert career_advisor("why", *arguments).code == 2


def test_why_of_a_conversation_that_is_not_kept(career_advisor: CommandLine) -> None:
    """A conversation nobody had ends with 1 and what begins it."""
    done = career_advisor("why", "--conversation", "nobody's")
    assert done.code == 1
    assert "ask --conversation" in done.err


def test_a_message_moves_no_cursor(backend: Services, career_advisor: CommandLine) -> None:
    """What people send cannot steer the terminal of whoever asks why."""
    answer = ask(backend.advisor, "pay \x1b[2J\x07 of a senior")
    done = career_advisor("why", str(answer.turn_id))
    assert done.code == 0
    assert "of a senior" in done.out
    assert not {"\x1b", "\x07"} & set(done.out)

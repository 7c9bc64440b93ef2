"""A world of three sentences to evaluate: it knows what a senior earns, and nothing else."""

from collections.abc import Sequence
from dataclasses import replace

from bot.evaluation import Ask, Case, JudgedTurn, Said, Score, evaluate
from bot.types import Status

PAY = "A senior earns Rs. 320,000 – 700,000 a\nmonth; it’s optimised. See follow-ups."
REFUSAL = "Nothing here tells that."


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
                return Said(Status.ANSWERED, PAY, 0.9, "pay")
            if text == "and?" and len(heard) > 1:
                return Said(Status.PARTIAL, f"After {heard[-2]}: {len(heard)}.", 0.5, "pay")
            return Said(Status.NO_ANSWER, REFUSAL, 0.8, "out_of_scope")

        return ask


def judged(*turns: JudgedTurn, kind: str = "pay") -> Score:
    """The score of one case."""
    return evaluate("one.yaml", [Case("c", kind, turns)], World().begin)


def faults(**wanted: Sequence[str]) -> tuple[str, ...]:
    """What is wrong with the answer on pay when it must hold this."""
    strings = {key: tuple(words) for key, words in wanted.items()}
    turn = replace(JudgedTurn("pay?"), **strings)  # type: ignore[arg-type]
    return judged(turn).verdicts[0].turns[0].faults

"""The word that an answer may begin with, with what bears it out put first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sentencex import segment

from bot.expertise import Expertise
from bot.extracts import Extract
from bot.passage_lines import lines_of
from bot.pay import Stated
from bot.stated import StatedFact
from bot.telling import Telling
from bot.yes_no import Verdict, is_on_what_goes_before, is_yes_no, verdict
from knowledge.models import Fact, Passage

_AnyFact = Stated | StatedFact


@dataclass(frozen=True, slots=True)
class FirstWord:
    """What an answer begins with, and its facts with those first that bear it out."""

    facts: tuple[_AnyFact, ...]
    """Those that bear out the word first."""
    word: str | None = None
    """A key of phrases.yaml's verdicts; None where no yes and no no is borne out."""
    evidence: tuple[str, Passage] | None = None
    """The sentence that bears it out, where no fact does."""


def first_word(
    telling: Telling,
    facts: Sequence[_AnyFact],
    found: Sequence[Extract],
    role: str,
    expertise: Expertise,
) -> FirstWord:
    """Return what an answer's facts and the sections it shows say to a yes/no question.

    All of a section is heard, not only the lines shown: what contradicts may stand beside them.
    A question on something that nobody recognised ("is data science in demand") gets no yes.
    """
    plain = FirstWord(tuple(facts))
    question = telling.question
    if not is_yes_no(question) or not (telling.named or is_on_what_goes_before(question)):
        return plain
    told = dict(_told(found, expertise))
    stated = [fact for fact, _ in facts if isinstance(fact, Fact)]
    names = (expertise.roles[role].name, *expertise.roles[role].aliases)
    said = verdict(question, stated, tuple(told), names)
    if said is None:
        return plain
    if said.line:
        return FirstWord(tuple(facts), said.word, (said.line, told[said.line]))
    return FirstWord(_first(said, facts), said.word)


def _told(found: Sequence[Extract], expertise: Expertise) -> Iterator[tuple[str, Passage]]:
    """Each line of the sections shown with its passage."""
    for extract in found:
        for passage in expertise.section(extract.passage):
            for line in (*segment("en", passage.lead), *lines_of(passage)):
                yield " ".join(line.split()), passage


def _first(said: Verdict, facts: Sequence[_AnyFact]) -> tuple[_AnyFact, ...]:
    return tuple(sorted(facts, key=lambda stated: stated[0] not in said.facts))

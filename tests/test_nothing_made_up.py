"""Every answer to the judged questions: no figure, fact or quote that no document holds."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from sentencex import segment

from bot.advisor import Advisor
from bot.bootstrap import Services
from bot.types import Answer, Status
from bot.wording import plain
from knowledge.models import Fact, Pay
from tests.asking import ask, assert_balanced

_JUDGED = Path(__file__).parent / "judged"
# Not the held-out questions: nobody reads what they are answered.
_FILES = ("backend_build.yaml", "backend_more.yaml")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_CITATION = re.compile(r"\[\d+\]")
_LIST_NUMBER = re.compile(r"^\d+\. ", re.MULTILINE)
_PROSE_SENTENCES = 4


def numbers(text: str) -> set[str]:
    """The numbers in a text, without what groups their digits."""
    return {found.replace(",", "").rstrip(".") for found in _NUMBER.findall(text)}


def _conversations() -> Iterator[tuple[str, list[str]]]:
    for name in _FILES:
        for case in yaml.safe_load((_JUDGED / name).read_text("utf-8")):
            yield f"{name} {case['id']}", [turn["ask"] for turn in case["turns"]]


@pytest.fixture(scope="module")
def answers(advisor: Advisor) -> list[Answer]:
    """The answers to all judged questions that may be read."""
    return [
        ask(advisor, text, conversation)
        for conversation, texts in _conversations()
        for text in texts
    ]


@pytest.fixture(scope="module")
def sections(backend: Services) -> dict[tuple[str, str], str]:
    """Document and section to what stands there, heading and all."""
    found: dict[tuple[str, str], str] = {}
    for document in backend.advisor.sources():
        for passage in document.passages:
            key = (document.id, " › ".join(passage.heading))
            found[key] = f"{found.get(key, '')}\n{passage.searchable}"
    return found


def _stands_in(section: str, stated: Pay | Fact) -> bool:
    if isinstance(stated, Fact):
        return all(value in section for value in stated.value.split(" / "))
    amounts = {f"{n:f}" for n in (stated.low, stated.high) if n is not None}
    return bool(amounts) and amounts <= numbers(section)


def _as_shown(stated: Pay | Fact) -> str:
    if isinstance(stated, Fact):
        return stated.value
    return f"{stated.low if stated.low is not None else stated.high:,}"


def _complaints(found: dict[str, Any]) -> str:
    return "\n".join(f"{question!r}: {what}" for question, what in found.items())


def test_no_figure_that_no_cited_section_holds(
    answers: list[Answer], sections: dict[tuple[str, str], str]
) -> None:
    """Each number in an answer stands in a section that it cites, or was said by the asker."""
    wrong = {}
    for answer in answers:
        cited = " ".join(sections[s.document, s.section] for s in answer.sources)
        dates = " ".join(s.as_of or "" for s in answer.sources)
        # "5 years is mid level here (mid after 3 years)": the steps of the documents' progression
        told = " ".join(sections.values()) if answer.assumptions else ""
        shown = _LIST_NUMBER.sub("", _CITATION.sub("", answer.text))
        if answer.status is Status.CLARIFICATION:
            continue  # the limits of what can be read are the program's own
        unknown = numbers(shown) - numbers(f"{cited} {dates} {told} {answer.question}")
        if unknown:
            wrong[answer.question] = unknown
    assert len(answers) > 300
    assert not wrong, _complaints(wrong)


def test_every_fact_stands_in_its_source(
    answers: list[Answer], sections: dict[tuple[str, str], str]
) -> None:
    """The amounts or the words of each fact are in the section of the source that it names."""
    seen, wrong = 0, {}
    for answer in answers:
        for fact in answer.facts:
            seen += 1
            source = answer.sources[fact.source - 1]
            section = sections[source.document, source.section]
            if not _stands_in(section, fact.stated):
                wrong[answer.question] = fact
    assert seen > 300
    assert not wrong, _complaints(wrong)


def test_facts_come_in_the_order_of_the_text(answers: list[Answer]) -> None:
    """Each fact is in the text, none before the one that it follows."""
    wrong = {}
    for answer in answers:
        place = 0
        for fact in answer.facts:
            place = answer.text.find(_as_shown(fact.stated), place)
            if place < 0:
                wrong[answer.question] = fact
                break
    assert not wrong, _complaints(wrong)


def test_sources_are_numbered_cited_and_quoted(
    answers: list[Answer], sections: dict[tuple[str, str], str]
) -> None:
    """Sources count from one, the text cites each, and each quote stands in its section."""
    wrong = {}
    for answer in answers:
        body, _, listed = answer.text.partition("\nSources\n")
        for number, source in enumerate(answer.sources, 1):
            quoted = source.quote.removesuffix("…") in sections[source.document, source.section]
            cited = f"[{number}]" in body and f"[{number}] {source.title}" in listed
            if not (source.id == number and quoted and cited):
                wrong[answer.question] = source
        if _CITATION.search(body) and not answer.sources:
            wrong[answer.question] = "cites no source"
    assert not wrong, _complaints(wrong)


def test_an_answer_has_sources_and_a_refusal_none(answers: list[Answer]) -> None:
    """What is answered is answered from somewhere; what is refused states no fact."""
    given_status = {Status.ANSWERED, Status.PARTIAL}
    wrong = {
        answer.question: answer.status
        for answer in answers
        if bool(answer.sources) != (answer.status in given_status)
        or (answer.facts and answer.status not in given_status)
    }
    assert not wrong, _complaints(wrong)


def test_html_is_the_text_with_whole_markup(answers: list[Answer]) -> None:
    """Every tag is closed, and without its tags the HTML reads as the text."""
    for answer in answers:
        assert_balanced(answer.html)
        assert plain(answer.html) == answer.text


def test_prose_is_at_most_four_sentences_a_section(answers: list[Answer]) -> None:
    """Of running text no more than four sentences come from one section in one go."""
    wrong = {}
    for answer in answers:
        for block in answer.text.partition("\nSources\n")[0].split("\n\n"):
            lines = block.splitlines()[1:]
            prose = " ".join(line for line in lines if not re.match(r"• |\d+\. ", line))
            if len([s for s in segment("en", prose) if s.strip()]) > _PROSE_SENTENCES:
                wrong[answer.question] = block
    assert not wrong, _complaints(wrong)

"""What one generation of the index lets the advisor know, ready to be asked."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from bot.labels import OUT_OF_SCOPE, SMALLTALK, TOPIC
from bot.recognizer import Recognizer
from bot.spelling import Speller
from knowledge.lexicon import abbreviations, build_lexicon, build_occupations, level_spellings
from knowledge.milestones import milestones
from knowledge.models import Passage, Pay, Role, RoleDocument
from knowledge.topics import load_topics
from retrieval.classifier import Classifier
from retrieval.generation import Generation
from retrieval.keywords import tokens
from retrieval.retriever import Retriever
from retrieval.types import Encoder, Vectors

CLASSIFIER = "classifier.npz"
CLASSIFIER_KEY = "classifier.key"


@dataclass(frozen=True)
class Lines:
    """Embeds the documents' own lines, each once: they are the same for every question."""

    encoder: Encoder
    _rows: dict[str, Vectors] = field(default_factory=dict, repr=False)

    def encode(self, lines: Sequence[str]) -> Vectors:
        """Embed one line or more of the documents."""
        new = [line for line in dict.fromkeys(lines) if line not in self._rows]
        if new:
            self._rows.update(zip(new, self.encoder.encode(new), strict=True))
        return np.stack([self._rows[line] for line in lines])


@dataclass(frozen=True)
class Expertise:
    """The documents, the searches over them and the recognition that goes with them."""

    generation: Generation
    retriever: Retriever
    recognizer: Recognizer
    encoder: Encoder
    lines: Lines
    roles: dict[str, Role]
    documents: dict[str, RoleDocument]
    milestones: dict[str, dict[str, int]]
    """Role to level to years."""

    @property
    def version(self) -> str:
        """The generation's name."""
        return self.generation.version

    def passages(self, role: str) -> tuple[Passage, ...]:
        """Return all passages of a role, in reading order."""
        return tuple(p for p in self.generation.passages if p.role == role)

    def section(self, passage: Passage) -> tuple[Passage, ...]:
        """Return all passages of a passage's section, in reading order."""
        return tuple(
            p
            for p in self.generation.passages
            if p.document == passage.document and p.heading == passage.heading
        )

    def pay(self, role: str) -> tuple[tuple[Pay, Passage], ...]:
        """Return the pay facts of a role, each with the passage that says it."""
        return tuple((fact, p) for p in self.passages(role) for fact in p.facts)

    def markets(self, role: str) -> frozenset[str]:
        """Return the markets that a role's passages speak of."""
        return frozenset(p.market for p in self.passages(role) if p.market)


def build_expertise(generation: Generation, encoder: Encoder) -> Expertise:
    """Return the expertise of a loaded generation."""
    roles = {d.role.id: d.role for d in generation.documents}
    spoken_of = "\n".join(p.searchable for p in generation.passages).casefold()
    texts = _vocabulary(generation, roles.values())
    speller = Speller(texts, encoder.knows, abbreviations())
    return Expertise(
        generation=generation,
        retriever=Retriever(generation, encoder),
        recognizer=Recognizer(
            encoder,
            Classifier.load(generation.extra[CLASSIFIER]),
            speller,
            build_lexicon(roles.values()),
            build_occupations(),
            frozenset(stem for text in texts for stem in tokens(text)),
            lambda occupation: speaks_of(spoken_of, occupation),
        ),
        encoder=encoder,
        lines=Lines(encoder),
        roles=roles,
        documents={d.id: d for d in generation.documents},
        milestones={
            role: milestones(p for p in generation.passages if p.role == role) for role in roles
        },
    )


def speaks_of(text: str, name: str) -> bool:
    """Return whether a text says a name, in whole words, or several of them."""
    return bool(re.search(rf"\b{re.escape(name)}s?\b", text, re.IGNORECASE))


def _vocabulary(generation: Generation, roles: Iterable[Role]) -> list[str]:
    """All texts whose words a misspelt word may be mended to."""
    topics = load_topics().values()
    return [
        *(passage.searchable for passage in generation.passages),
        *(words for topic in topics for words in (*topic.examples, *topic.headings)),
        *(spelling for role in roles for spelling in (role.name, *role.aliases)),
        *level_spellings(),
    ]


def examples() -> Mapping[str, Sequence[str]]:
    """Return the example messages by label that the classifier learns from."""
    kinds = intents()
    return {
        **{f"{TOPIC}{topic.id}": topic.examples for topic in load_topics().values()},
        **{f"{SMALLTALK}{name}": lines for name, lines in kinds["smalltalk"].items()},
        OUT_OF_SCOPE: kinds["out_of_scope"],
    }


@cache
def intents() -> dict[str, Any]:
    """Return the messages that are no question about a career, from intents.yaml."""
    loaded: dict[str, Any] = yaml.safe_load(
        files("bot").joinpath("intents.yaml").read_text(encoding="utf-8")
    )
    return loaded

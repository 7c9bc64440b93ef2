"""What one generation of the index lets the advisor know, ready to be asked."""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain
from typing import Any, TypeVar

from bot.labels import ANYTHING, OUT_OF_SCOPE, SMALLTALK, TOPIC
from bot.passage_lines import compared_lines
from bot.ranked.figures import Standings
from bot.recognizer import Recognizer
from bot.role_names import RoleNames
from bot.spelling import Speller
from bot.utterance import MASKED_ROLE
from bot.wording import phrases
from knowledge.lexicon import (
    abbreviations,
    build_lexicon,
    build_occupations,
    level_mentions,
    level_spellings,
    not_alone,
)
from knowledge.milestones import milestones
from knowledge.models import BlockKind, Fact, Passage, Pay, Role, RoleDocument
from knowledge.occupation_groups import occupation_words, words_of
from knowledge.resources import yaml_resource
from knowledge.spellings import is_agent, singular
from knowledge.topics import load_topics
from retrieval.classifier import Classifier
from retrieval.generation import Generation
from retrieval.keywords import tokens
from retrieval.lines import LineVectors
from retrieval.retriever import Retriever
from retrieval.types import Encoder, Vectors

_Key = TypeVar("_Key", bound=Hashable)
_LONG_HEAD = 3
_LONGEST_TITLE = 4
# What a title begins with that tells only who is not meant: "Except Carpet", "All Other".
_REST = frozenset({"all", "except", "other"})
WAY_IN = "roadmap"
# With a word in the example questions of so many topics anything is asked.
_MANY_TOPICS = 4
_WORD = re.compile(r"[^\W\d_][\w+#]+")
CLASSIFIER = "classifier.npz"
CLASSIFIER_KEY = "classifier.key"


@dataclass(frozen=True)
class Lines:
    """The documents' own lines, embedded when the index was built."""

    kept: LineVectors
    encoder: Encoder

    def encode(self, lines: Sequence[str]) -> Vectors:
        """Return an embedding for each line, shape (len(lines), dimension).

        What the index does not keep is embedded now.
        """
        rows, known = self.kept.find(lines)
        if new := [line for line, there in zip(lines, known, strict=True) if not there]:
            rows[~known] = self.encoder.encode(new)
        return rows


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
    # filled role by role, as they are asked about
    _said: dict[str, str] = field(default_factory=dict, init=False, repr=False, compare=False)
    _things: dict[str, frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _stems: dict[str, frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _vocabularies: dict[str, frozenset[str]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @property
    def version(self) -> str:
        """The generation's name."""
        return self.generation.version

    def passages(self, role: str) -> tuple[Passage, ...]:
        """Return all passages of a role, in reading order."""
        return self._by_role.get(role, ())

    def section(self, passage: Passage) -> tuple[Passage, ...]:
        """Return all passages of a passage's section, in reading order."""
        return self._by_section.get((passage.document, passage.heading), ())

    def pay(self, role: str) -> tuple[tuple[Pay, Passage], ...]:
        """Return the pay facts of a role, each with the passage that says it."""
        return tuple((fact, p) for p in self.passages(role) for fact in p.pay)

    def facts(self, role: str) -> tuple[tuple[Fact, Passage], ...]:
        """Return the other facts of a role, each with the passage that says it."""
        return tuple((fact, p) for p in self.passages(role) for fact in p.facts)

    def topics(self, role: str) -> frozenset[str]:
        """Return the topics that a role's passages are about, those of outer headings too."""
        return self._topics_by_role.get(role, frozenset())

    def steps(self, role: str) -> tuple[str, ...]:
        """Return the steps of the way into a role, in order; empty if no headings number them."""
        ways = (
            p
            for p in self.passages(role)
            if p.outline and p.topic == WAY_IN and p.kind is BlockKind.STEPS
        )
        items = max((passage.items for passage in ways), key=len, default=())
        return tuple(f"step {n}: {item}" for n, item in enumerate(items, start=1))

    def markets(self, role: str) -> frozenset[str]:
        """Return the markets that a role's passages speak of."""
        return frozenset(p.market for p in self.passages(role) if p.market)

    def nearest_roles(self, text: str, n: int = 3) -> tuple[Role, ...]:
        """Return the roles whose names are nearest to a text, in meaning and in words."""
        return self.names.nearest(text, n)

    def role_called(self, name: str | None) -> str | None:
        """Return the id of the role that a setting names by id, name or alias, else the first."""
        folded = name.casefold() if name else None
        for role in self.roles.values():
            if folded in {role.id, role.name.casefold(), *(a.casefold() for a in role.aliases)}:
                return role.id
        return next(iter(self.roles), None)

    def vocabulary(self, role: str) -> frozenset[str]:
        """Return the stems that a role's documents and the topics use."""
        if role not in self._vocabularies:
            self._vocabularies[role] = self._topic_words | self.stems(role)
        return self._vocabularies[role]

    def stems(self, role: str) -> frozenset[str]:
        """Return the stems that a role's documents use."""
        if role not in self._stems:
            texts = (p.searchable for p in self.passages(role))
            self._stems[role] = frozenset(stem for text in texts for stem in tokens(text))
        return self._stems[role]

    def says(self, role: str, term: str) -> bool:
        """Return whether a role's documents, or the example questions, have a term as it stands."""
        if not term:
            return False
        if role not in self._said:
            self._said[role] = _in_singular(p.searchable for p in self.passages(role))
        plain = _in_singular((term,))
        return plain in self._said[role] or plain in self._asked

    def asks_with(self, word: str) -> bool:
        """Return whether questions on many topics are asked with a word: "first", "package"."""
        plain = _in_singular((word,))
        return sum(plain in said for said in self._asked_by_topic) >= _MANY_TOPICS

    def names_thing(self, role: str, text: str) -> bool:
        """Return whether a text names a thing of a role's documents: "Kubernetes", not "server".

        Such a name is no common word, and none of these documents has it in small letters.
        """
        if role not in self._things:
            written = {w for p in self.passages(role) for w in _WORD.findall(p.searchable)}
            folded = {word.casefold() for word in written} - written
            self._things[role] = frozenset(w for w in folded if not self.encoder.knows(w))
        return any(word in self._things[role] for word in _WORD.findall(text.casefold()))

    @cached_property
    def _asked(self) -> str:
        return "".join(self._asked_by_topic)

    @cached_property
    def _asked_by_topic(self) -> tuple[str, ...]:
        topics = load_topics().values()
        return tuple(_in_singular((*topic.examples, *topic.headings)) for topic in topics)

    @cached_property
    def _topic_words(self) -> frozenset[str]:
        topics = load_topics().values()
        lines = (line for topic in topics for line in (*topic.examples, *topic.headings))
        return frozenset(stem for line in lines for stem in tokens(line))

    @cached_property
    def _by_role(self) -> dict[str, tuple[Passage, ...]]:
        return _grouped(self.generation.passages, lambda p: p.role)

    @cached_property
    def _topics_by_role(self) -> dict[str, frozenset[str]]:
        return {
            role: frozenset(chain.from_iterable(passage.topics for passage in passages))
            for role, passages in self._by_role.items()
        }

    @cached_property
    def _by_section(self) -> dict[tuple[str, tuple[str, ...]], tuple[Passage, ...]]:
        return _grouped(self.generation.passages, lambda p: (p.document, p.heading))

    @cached_property
    def heads(self) -> dict[str, tuple[str, ...]]:
        """What roles' names say before a word that names nobody: "devops" of "DevOps engineer"."""
        return self._heads(lambda _, last: last in not_alone())

    @cached_property
    def long_heads(self) -> dict[str, tuple[str, ...]]:
        """The like of two words or more, whatever follows: "primary school" of teachers."""
        return self._heads(lambda head, _: len(head) > 1)

    def _heads(self, counts: Callable[[Sequence[str], str], bool]) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for role in self.roles.values():
            for name in (role.name, *role.aliases):
                *head, last = words_of(name)
                if head and counts(head, singular(last)):
                    found.setdefault("".join(head), {})[role.id] = None
        return {head: tuple(ids) for head, ids in found.items() if len(head) >= _LONG_HEAD}

    @cached_property
    def standings(self) -> Standings:
        """The figures of all roles, to rank them by."""
        return Standings(self)

    @cached_property
    def names(self) -> RoleNames:
        """The roles' names, to compare others with."""
        return RoleNames(tuple(self.roles.values()), self._told, self.lines.encode)

    def _told(self, role: str) -> tuple[str, ...]:
        """The lines that tell what somebody does."""
        told = (p for p in self.passages(role) if p.topic == ANYTHING)
        return tuple(line for passage in told for line in compared_lines(passage))


def build_expertise(generation: Generation, encoder: Encoder) -> Expertise:
    """Return the expertise of a loaded generation."""
    roles = {d.role.id: d.role for d in generation.documents}
    more = _more_words(roles.values())
    texts = (p.searchable for p in generation.passages)
    named = occupation_words()
    speller = Speller(
        chain(texts, more),
        lambda word: word in named or encoder.knows(word),
        abbreviations(),
        encoder.knows,
    )
    by_role = _grouped(generation.passages, lambda p: p.role)
    return Expertise(
        generation=generation,
        retriever=Retriever(generation, encoder),
        recognizer=Recognizer(
            encoder,
            Classifier.load(generation.extra[CLASSIFIER]),
            speller,
            build_lexicon(roles.values(), _titles(generation.passages)),
            build_occupations(),
            generation.keywords.words | {stem for text in more for stem in tokens(text)},
            _spoken_of(generation) if len(roles) == 1 else lambda _: False,
        ),
        encoder=encoder,
        lines=Lines(generation.lines, encoder),
        roles=roles,
        documents={d.id: d for d in generation.documents},
        milestones={role: milestones(by_role.get(role, ())) for role in roles},
    )


def speaks_of(text: str, name: str) -> bool:
    """Return whether a text says a name, in whole words, or several of them."""
    return bool(re.search(rf"\b{re.escape(name)}s?\b", text, re.IGNORECASE))


def _spoken_of(generation: Generation) -> Callable[[str], bool]:
    """Whether the documents of the one role speak of an occupation, as of a step of its career.

    Of several roles they speak of nearly all, and it would not be told whose step it is.
    """
    text = "\n".join(p.searchable for p in generation.passages)
    return lambda occupation: speaks_of(text, occupation)


def _titles(passages: Iterable[Passage]) -> Iterator[tuple[str, str]]:
    """Titles of those who are a part of one role, by their pay: "Cardiologists", with its id.

    Only those that end as an occupation's name does, as a part may be an industry as well, and that
    stand on no other role's pages: there they are of a wider group.
    """
    roles: dict[str, set[str]] = {}
    for passage in passages:
        for title in chain.from_iterable(pay.titles for pay in passage.pay if pay.of_a_part):
            roles.setdefault(title.casefold(), set()).add(passage.role)
    for title, ids in roles.items():
        if len(ids) == 1 and len(title.split()) <= _LONGEST_TITLE and _names_somebody(title):
            yield title, min(ids)


def _names_somebody(title: str) -> bool:
    words = [singular(word) for word in words_of(title)]
    if not words or words[0] in _REST or any(m.kind == "level" for m in level_mentions(title)):
        return False
    *before, last = words
    ends = last in not_alone() or is_agent(last)
    return bool(before and ends) or bool(build_occupations().find(last))


def _in_singular(texts: Iterable[str]) -> str:
    """The words of texts between blanks, in small letters and in the singular."""
    words = (singular(w.casefold()) for text in texts for w in re.findall(r"\w+", text))
    return f" {' '.join(words)} "


def _grouped(
    passages: Iterable[Passage], key: Callable[[Passage], _Key]
) -> dict[_Key, tuple[Passage, ...]]:
    groups: dict[_Key, list[Passage]] = {}
    for passage in passages:
        groups.setdefault(key(passage), []).append(passage)
    return {name: tuple(found) for name, found in groups.items()}


def _more_words(roles: Iterable[Role]) -> list[str]:
    """Texts besides the documents whose words a misspelt word may be mended to."""
    topics = load_topics().values()
    return [
        *(words for topic in topics for words in (*topic.examples, *topic.headings)),
        *(spelling for role in roles for spelling in (role.name, *role.aliases)),
        *level_spellings(),
    ]


def examples() -> Mapping[str, Sequence[str]]:
    """Return the example messages by label that the classifier learns from.

    What the buttons ask is among them: what we offer must be understood.
    """
    kinds = intents()
    return {
        **{
            f"{TOPIC}{topic.id}": (*topic.examples, *_offered(topic.id))
            for topic in load_topics().values()
        },
        **{f"{SMALLTALK}{name}": lines for name, lines in kinds["smalltalk"].items()},
        OUT_OF_SCOPE: kinds["out_of_scope"],
    }


def _offered(topic: str) -> Iterable[str]:
    offered = phrases()["follow_ups"]["topics"].get(topic)
    if offered:
        yield offered.replace("the job of {role}", "{role}").format(role=MASKED_ROLE)


def outside_labels() -> frozenset[str]:
    """Return the labels of messages that are no question about a career."""
    return frozenset(label for label in examples() if not label.startswith(TOPIC))


@cache
def intents() -> dict[str, Any]:
    """Return the messages that are no question about a career, from intents.yaml."""
    loaded: dict[str, Any] = yaml_resource("bot", "intents.yaml")
    return loaded

"""Utterance to recognition: which intent, which topics, which names. Says nothing itself."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bot.labels import (
    OF_ANYTHING,
    SMALLTALK,
    TOPIC,
    blended,
    intent_of,
    speaks_for_itself,
    topics_of,
)
from bot.references import set_aside
from bot.spelling import Speller
from bot.utterance import ROLES, Utterance, bases_in
from knowledge.lexicon import GLOBAL, Lexicon, Mention, filler_words, is_country
from knowledge.topics import topic_of_heading
from retrieval.classifier import Classifier
from retrieval.keywords import tokens
from retrieval.types import Encoder

# More than this is no question one can answer, and what a person types fits well within it.
LONGEST = 1_500
# Small talk is like one of its examples by at least this cosine.
_ALIKE = 0.5
_DOUBTFUL = 0.05
# What the lead of the nearest example, and the share of ours among the nearest ones, add to the log
# odds of being asked of us, fitted together with `SPOKEN_OF` in refusals.
LEAD = 12.6
COMPANY = 5.1
# By this much a topic is likelier whose own word is said: "the education of a dentist".
_ITS_OWN_WORD = 8.0
# A clause this clear asks for a topic of its own.
_CLEAR_CLAUSE = 0.6
_SEVERAL = 2
_SUBJECT = re.compile(r"\b(?:i|we|you|they|he|she)\s+$", re.IGNORECASE)
# Before two or three letters that stand for what somebody does, and for nobody: "do they do OT";
# and before those that end a message: "any OT?"
_DONE = re.compile(r"\b(?:i|we|you|they|he|she|people)\s+(?:have\s+to\s+)?do\s+$", re.IGNORECASE)
_ANY = re.compile(r"\b(?:any|no|some|much|paid|unpaid|extra|without)\s+$", re.IGNORECASE)
# "outside the US": what is named is where it is not.
_BEYOND = re.compile(r"\b(?:outside|out)\s+(?:of\s+)?(?:the\s+)?$", re.IGNORECASE)
_LETTERS = 3


@dataclass(frozen=True, slots=True)
class Recognition:
    """What an utterance was understood as."""

    utterance: Utterance
    search: str
    """What to search for: with the question before it, where it leans on that."""
    vector: NDArray[np.float32]
    """Embedding of what to search for, names of roles replaced by "this job"."""
    intent: str
    """"ask", "smalltalk:<name>" or "out_of_scope"."""
    confidence: float
    topics: dict[str, float]
    """Topic to probability, the likeliest first; sums to at most one."""
    clear: bool = False
    """Whether the message shows by itself what it asks for."""
    several: tuple[str, ...] = ()
    """The topics asked for, where clauses ask for different ones; else empty."""
    other_occupation: str | None = None
    """An occupation asked about that no document describes."""
    inside: float = 0.0
    """How far the words alone show that this is asked of us: see `Answering`'s gate."""
    leans: bool = False
    """Whether it was read together with the question before it."""
    strangers: tuple[str, ...] = ()
    """Content words that neither the documents nor the topics have ever used."""
    labels: dict[str, float] = field(default_factory=dict)
    """All of the classifier's probabilities, for explanations."""

    @property
    def topic(self) -> str | None:
        """The likeliest topic."""
        return next(iter(self.topics), None)


@dataclass(frozen=True)
class Recognizer:
    """Combines names, misspelling repair and the classifier of questions."""

    encoder: Encoder
    classifier: Classifier
    speller: Speller
    lexicon: Lexicon
    occupations: Lexicon
    stems: frozenset[str]
    """The words, stemmed, that documents and topics use."""
    spoken_of: Callable[[str], bool]
    """Whether the documents speak of an occupation."""

    def recognize(
        self,
        message: str,
        before: str = "",
        topic_before: str | None = None,
        words: frozenset[str] | None = None,
        says: Callable[[str], bool] = lambda _: False,
    ) -> Recognition:
        """Return what a message asks for; never raises on any text.

        `before` is the question before it in the conversation, with its topic: a message that
        leans on it is read together with it. `words` are the stems that are no strangers where no
        role is named; without them all that the documents use. `says` tells whether the documents
        of the role talked about have a term: "message brokers" are no brokers there.
        """
        text = self._mended(" ".join(_encodable(message[:LONGEST]).split()))
        said = self._said(text, says)
        named = bool(said.roles)
        search, asked, listed = said.masked(), said.asked, said.listed_topics
        clauses = () if listed else _asking_clauses(said)
        may_lean = bool(before) and (said.elliptic or not named)
        after = (f"{before} {search}", f"{before} {asked}")
        vectors = self._embedded(search, asked, *clauses, *(after if may_lean else ()))
        labels = self._labels(vectors[asked], asked, said.own_topic)
        strangers = self._strangers(said, self.stems if named or words is None else words)
        clear = self._clear(said, labels, vectors[asked], strange=bool(strangers))
        leans = may_lean and (said.elliptic or not clear)
        if leans:
            search, asked = after
            labels = blended(labels, self.classifier.predict(vectors[asked], asked), topic_before)
        intent, confidence = intent_of(
            labels, named=named, long=not said.fragment, strange=bool(strangers)
        )
        likeness = self.classifier.likeness(vectors[asked])
        return Recognition(
            utterance=said,
            search=f"{before} {text}" if leans else text,
            vector=vectors[search],
            intent=intent,
            confidence=confidence,
            topics=topics_of(labels),
            clear=clear and not said.elliptic,
            several=listed or self._several(clauses, vectors),
            other_occupation=None if named else self._other(said),
            inside=self.classifier.inside(vectors[asked], asked)
            + LEAD * self.classifier.lead(likeness)
            + COMPANY * self.classifier.company(likeness),
            leans=leans,
            strangers=strangers,
            labels=labels,
        )

    def _embedded(self, *texts: str) -> dict[str, NDArray[np.float32]]:
        """Each text's embedding, shape (dimension,), all in one call: that is what takes time."""
        distinct = list(dict.fromkeys(texts))
        return dict(zip(distinct, self.encoder.encode(distinct), strict=True))

    def _said(self, text: str, says: Callable[[str], bool]) -> Utterance:
        """The message without what it sets aside, and its names."""
        names = self._names(text, says)
        kept, roles = text, [m for m in names if m.kind in ROLES]
        for start, end in reversed(set_aside(text)):
            inside = any(start <= m.start and m.end <= end for m in names)
            apart = text[start:end]
            if inside or topic_of_heading((apart,)) or bases_in(apart):
                kept = f"{kept[:start]} {kept[end:]}"
        if kept == text or not tokens(kept):
            return Utterance(text, names)
        said = Utterance(kept, self._names(kept, says))
        if roles and not said.roles:  # "not the pay of roofers, only ..." is about roofers
            kept = f"{kept} ({text[roles[0].start : roles[0].end]})"
        kept = " ".join(kept.split())
        said, whole = Utterance(kept, self._names(kept, says)), Utterance(text, names)
        others = (m for m in whole.named("market") if m not in said.named("market"))
        return replace(said, other_markets=tuple(others))

    def _names(self, text: str, says: Callable[[str], bool]) -> tuple[Mention, ...]:
        """The names in a text, without those that are the end of a term of the documents."""
        found = self.lexicon.find(text, self.speller.knows)
        return tuple(
            _elsewhere(text, m)
            for m in found
            if m.kind not in ROLES or not (says(_term(text, m)) or _is_verb(text, m))
        )

    def _mended(self, text: str) -> str:
        """The text with misspelt words mended, but for roles' names."""
        mended, place = "", 0
        names = (m for m in self.lexicon.find(text) if m.kind in ROLES and not _is_verb(text, m))
        for name in names:
            mended += self.speller.correct(text[place : name.start]) + text[name.start : name.end]
            place = name.end
        return mended + self.speller.correct(text[place:])

    def _labels(
        self, vector: NDArray[np.float32], text: str, topic: str | None
    ) -> dict[str, float]:
        """The classifier's labels, without small talk that no example of small talk is like.

        Small talk is a closed set of phrases: what is like none of them is something else that
        the classifier has not seen. A `topic` whose own word is said is the likelier for it.
        """
        kept = {
            label: p
            for label, p in self.classifier.predict(vector, text).items()
            if not label.startswith(SMALLTALK)
            or p < _DOUBTFUL
            or self.classifier.nearness(vector, label) >= _ALIKE
        }
        if f"{TOPIC}{topic}" in kept:
            kept[f"{TOPIC}{topic}"] *= _ITS_OWN_WORD
            if OF_ANYTHING in kept:  # "tell me the education of ..." asks for no summary
                kept[OF_ANYTHING] /= _ITS_OWN_WORD
        total = sum(kept.values())
        return {k: p / total for k, p in sorted(kept.items(), key=lambda item: -item[1])}

    def _clear(
        self,
        said: Utterance,
        labels: dict[str, float],
        vector: NDArray[np.float32],
        *,
        strange: bool,
    ) -> bool:
        short = said.fragment and not said.names_topic
        nearness = self.classifier.nearness(vector, next(iter(labels))) if short else None
        return speaks_for_itself(labels, nearness, refers=said.refers_to_thing, strange=strange)

    def _several(
        self, clauses: Sequence[str], vectors: Mapping[str, NDArray[np.float32]]
    ) -> tuple[str, ...]:
        """The topics of a message that asks for more than one, each in a clause of its own."""
        clear = (self._clause_topic(clause, vectors[clause]) for clause in clauses)
        topics = tuple(dict.fromkeys(filter(None, clear)))
        return topics if len(topics) >= _SEVERAL else ()

    def _clause_topic(self, clause: str, vector: NDArray[np.float32]) -> str | None:
        """The topic of a clause that is clear on it and like one of its examples."""
        label, probability = next(iter(self.classifier.predict(vector, clause).items()))
        clear = label.startswith(TOPIC) and probability >= _CLEAR_CLAUSE
        alike = clear and self.classifier.nearness(vector, label) >= _ALIKE
        return label.removeprefix(TOPIC) if alike else None

    @staticmethod
    def _strangers(said: Utterance, known: frozenset[str]) -> tuple[str, ...]:
        words = tokens(said.without_names)
        return tuple(word for word in words if word.isalpha() and word not in known)

    def _other(self, said: Utterance) -> str | None:
        """The occupation that the question is about, where it is none of the corpus's roles."""
        for mention in self.occupations.find(said.text):
            if said.is_about(mention, self.spoken_of):
                return mention.value
        return None


def _asking_clauses(said: Utterance) -> tuple[str, ...]:
    """The clauses that may each ask for a topic of its own; nothing where there is but one."""
    clauses = said.clauses
    return () if said.fragment or len(clauses) < _SEVERAL else clauses


def _term(text: str, mention: Mention) -> str:
    """A name of one word with the word before it; nothing where that is no part of a term."""
    name = text[mention.start : mention.end]
    before = re.search(r"([^\W\d_]+)\s+$", text[: mention.start])
    if " " in name or before is None or before.group(1).casefold() in filler_words():
        return ""
    return f"{before.group(1)} {name}" if tokens(before.group(1)) else ""


def _elsewhere(text: str, mention: Mention) -> Mention:
    """A market beyond which something is, as the rest of the world: "outside Sri Lanka"."""
    beyond = _BEYOND.search(text[: mention.start]) if mention.kind == "market" else None
    if beyond and is_country(text[mention.start : mention.end], mention.value):
        return replace(mention, value=GLOBAL, start=beyond.start())
    return mention


def _is_verb(text: str, mention: Mention) -> bool:
    """Whether a name of one word is what is done: "where should I register", "any OT?"."""
    name, before = text[mention.start : mention.end], text[: mention.start]
    ends = not text[mention.end :].strip(" ?.!")
    if len(name) <= _LETTERS and (_DONE.search(before) or (ends and _ANY.search(before))):
        return True
    return " " not in name and bool(_SUBJECT.search(before))


def _encodable(text: str) -> str:
    """The text with a mark for each half of a surrogate pair, which encoders refuse."""
    return text.encode("utf-8", "replace").decode()

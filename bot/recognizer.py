"""Utterance to recognition: which intent, which topics, which names. Says nothing itself."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.labels import SMALLTALK, TOPIC, blended, intent_of, speaks_for_itself, topics_of
from bot.spelling import Speller
from bot.utterance import ROLES, Utterance
from knowledge.lexicon import Lexicon
from retrieval.classifier import Classifier
from retrieval.keywords import tokens
from retrieval.types import Encoder

# More than this is no question one can answer, and what a person types fits well within it.
LONGEST = 1_500
# Small talk is like one of its examples by at least this cosine.
_ALIKE = 0.5
_DOUBTFUL = 0.05
# A clause this clear asks for a topic of its own.
_CLEAR_CLAUSE = 0.6


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
    several: tuple[str, ...] = ()
    """The topics asked for, where clauses ask for different ones; else empty."""
    other_occupation: str | None = None
    """An occupation asked about that no document describes."""
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
    ) -> Recognition:
        """Return what a message asks for; never raises on any text.

        `before` is the question before it in the conversation, with its topic: a message that
        leans on it is read together with it. `words` are the stems that are no strangers where no
        role is named; without them all that the documents use.
        """
        text = self._mended(" ".join(_encodable(message[:LONGEST]).split()))
        said = Utterance(text, self.lexicon.find(text, self.speller.knows))
        search, asked = said.masked(), said.asked
        vector, asked_vector = self.encoder.encode([search, asked])
        labels = self._labels(asked_vector)
        named = bool(said.roles)
        leans = bool(before) and (said.elliptic or not (named or self._clear(said, labels)))
        if leans:
            search, asked = f"{before} {search}", f"{before} {asked}"
            vector, asked_vector = self.encoder.encode([search, asked])
            labels = blended(labels, self.classifier.predict(asked_vector), topic_before)
        strangers = self._strangers(said, self.stems if named or words is None else words)
        intent, confidence = intent_of(
            labels, named=named, long=not said.fragment, strange=bool(strangers)
        )
        return Recognition(
            utterance=said,
            search=f"{before} {text}" if leans else text,
            vector=vector,
            intent=intent,
            confidence=confidence,
            topics=topics_of(labels),
            several=self._several(said),
            other_occupation=None if named else self._other(said),
            strangers=strangers,
            labels=labels,
        )

    def _mended(self, text: str) -> str:
        """The text with misspelt words mended, but for roles' names: "HR manager" is no hour."""
        mended, place = "", 0
        for name in (m for m in self.lexicon.find(text) if m.kind in ROLES):
            mended += self.speller.correct(text[place : name.start]) + text[name.start : name.end]
            place = name.end
        return mended + self.speller.correct(text[place:])

    def _labels(self, vector: NDArray[np.float32]) -> dict[str, float]:
        """The classifier's labels, without small talk that no example of small talk is like.

        Small talk is a closed set of phrases: what is like none of them is something else that
        the classifier has not seen.
        """
        kept = {
            label: p
            for label, p in self.classifier.predict(vector).items()
            if not label.startswith(SMALLTALK)
            or p < _DOUBTFUL
            or self.classifier.nearness(vector, label) >= _ALIKE
        }
        total = sum(kept.values())
        return {label: p / total for label, p in kept.items()}

    @staticmethod
    def _clear(said: Utterance, labels: dict[str, float]) -> bool:
        fragment = said.fragment and not said.names_topic
        return speaks_for_itself(labels, refers=said.refers, fragment=fragment)

    def _several(self, said: Utterance) -> tuple[str, ...]:
        """The topics of a message that asks for more than one, each in a clause of its own."""
        clauses = said.clauses
        if said.fragment or len(clauses) < 2:
            return ()
        likeliest = [
            next(iter(self.classifier.predict(vector).items()))
            for vector in self.encoder.encode(clauses)
        ]
        clear = [
            label.removeprefix(TOPIC)
            for label, probability in likeliest
            if label.startswith(TOPIC) and probability >= _CLEAR_CLAUSE
        ]
        topics = tuple(dict.fromkeys(clear))
        return topics if len(topics) > 1 else ()

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


def _encodable(text: str) -> str:
    """The text with a mark for each half of a surrogate pair, which encoders refuse."""
    return text.encode("utf-8", "replace").decode()

"""Documents to a published generation, with everything recognition learns from them."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from bot.examples import EXAMPLES, read_examples, with_own
from bot.expertise import CLASSIFIER, CLASSIFIER_KEY, Lines, examples, outside_labels
from bot.labels import TOPIC
from bot.passage_lines import compared_lines
from bot.stated import said
from knowledge.corpus import Refusal, load_corpus
from knowledge.facts.kinds import load_kinds
from knowledge.models import RoleDocument
from knowledge.topics import load_topics
from retrieval.classifier import CLASSIFIER_FORMAT, Classifier
from retrieval.errors import RetrievalError
from retrieval.generation import read_extra
from retrieval.indexing import publish
from retrieval.labelling import label_passages
from retrieval.lines import LineVectors
from retrieval.types import Encoder, Vectors

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a reindex did."""

    version: str
    documents: int
    passages: int
    embedded: int
    reused: int
    unchanged: bool
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    refused: tuple[Refusal, ...]
    seconds: float


class NothingReadableError(Exception):
    """Every document was refused, so the index stays as it is."""

    def __init__(self, folder: Path, refused: tuple[Refusal, ...]) -> None:
        reasons = "; ".join(f"{r.document} {r.reason}" for r in refused) or "the folder is empty"
        super().__init__(
            f"no document in {folder} could be read ({reasons}); the index is as it was"
        )
        self.refused = refused


class Reindexer:
    """Builds and publishes generations of one documents folder."""

    def __init__(self, encoder: Encoder, documents: Path, index: Path) -> None:
        self._encoder = encoder
        self._documents = documents
        self._index = index
        # one's own examples lie in the data folder, beside the index
        self._own_examples = index.parent / EXAMPLES

    def run(
        self,
        progress: Progress | None = None,
        *,
        full: bool = False,
        documents: Path | None = None,
    ) -> ReindexReport:
        """Read the documents and publish them; `progress` is told texts done and to do.

        Those to do are the texts to embed, and the examples to learn from once they are.

        Raises knowledge's CorpusError, retrieval's ReindexRunningError, BadExamplesError or
        NothingReadableError; the index in force is then as it was.
        """
        folder = documents or self._documents
        corpus = load_corpus(folder)
        if not corpus.documents:
            raise NothingReadableError(folder, corpus.refused)
        own = read_examples(self._own_examples)
        learnt = with_own(examples(), own, {d.role.id: d.role for d in corpus.documents}.values())
        key = self._key(learnt)
        before = None if full else self._kept(key)
        to_learn = 0 if before else sum(map(len, learnt.values()))

        def complete(
            documents: Sequence[RoleDocument], vectors: Vectors, lines: LineVectors
        ) -> tuple[Sequence[RoleDocument], dict[str, bytes]]:
            encode = Lines(lines, self._encoder).encode
            classifier = before or Classifier.fit(learnt, encode, outside_labels())
            kept = {CLASSIFIER: classifier.dump(), CLASSIFIER_KEY: key}
            labels = {f"{TOPIC}{topic}": topic for topic in load_topics()}
            return label_passages(documents, vectors, classifier, labels), kept

        published = publish(
            corpus.documents,
            self._encoder,
            self._index,
            lines=chain(_lines(corpus.documents), _asked_for_facts(), *learnt.values()),
            complete=complete,
            full=full,
            progress=progress and (lambda done, total: progress(done, total + to_learn)),
        )
        return ReindexReport(
            version=published.version,
            documents=len(corpus.documents),
            passages=published.passages,
            embedded=published.embedded,
            reused=published.reused,
            unchanged=published.unchanged,
            added=published.added,
            changed=published.changed,
            removed=published.removed,
            refused=corpus.refused,
            seconds=published.seconds,
        )

    def _key(self, learnt: Mapping[str, Sequence[str]]) -> bytes:
        """What a classifier depends on: the examples, how it learns from them, and the encoder."""
        made_of = json.dumps([learnt, CLASSIFIER_FORMAT, self._encoder.name], sort_keys=True)
        return hashlib.sha256(made_of.encode()).hexdigest().encode()

    def _kept(self, key: bytes) -> Classifier | None:
        """The classifier of the generation in force, if it learnt from the same examples."""
        try:
            extra = read_extra(self._index)
        except RetrievalError:
            return None
        return Classifier.load(extra[CLASSIFIER]) if extra.get(CLASSIFIER_KEY) == key else None


def _asked_for_facts() -> Iterator[str]:
    """Questions that a fact's kind is known by."""
    return chain.from_iterable(kind.asked for kind in load_kinds().values())


def _lines(documents: Sequence[RoleDocument]) -> Iterator[str]:
    """What questions are held against besides passages: roles' names, lines and stated facts."""
    for document in documents:
        yield from (document.role.name, *document.role.aliases)
        for passage in document.passages:
            yield from compared_lines(passage)
            yield from map(said, passage.facts)

"""Topics for passages whose headings do not tell: what their text is nearest to, if clearly."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.models import RoleDocument
from retrieval.classifier import Classifier
from retrieval.types import Vectors

# Below this a section without a telling heading stays without a topic: no topic is better than a
# wrong one, since the search finds the passage all the same.
CLEAR = 0.6


def label_passages(
    documents: Sequence[RoleDocument],
    vectors: Vectors,
    classifier: Classifier,
    topics: Mapping[str, str],
) -> tuple[RoleDocument, ...]:
    """Return the documents with topics where headings gave none.

    `vectors` are the embeddings of all passages in order; `topics` is label to topic.
    """
    passages = [passage for document in documents for passage in document.passages]
    found: dict[str, str] = {}
    for passage, vector in zip(passages, vectors, strict=True):
        if passage.topic or passage.also:
            continue
        label, probability = next(iter(classifier.predict(vector).items()))
        if probability >= CLEAR and label in topics:
            found[passage.id] = topics[label]
    return tuple(
        replace(
            document,
            passages=tuple(
                replace(p, topic=found[p.id]) if p.id in found else p for p in document.passages
            ),
        )
        for document in documents
    )

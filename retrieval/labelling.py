"""Topics for passages whose headings do not tell: what their text is nearest to, if clearly."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.models import RoleDocument
from retrieval.classifier import Classifier
from retrieval.types import Encoder

# Below this a section without a telling heading stays without a topic; chosen on the shipped
# documents by covering up headings that do tell, see ARCHITECTURE.
CLEAR = 0.6


def label_passages(
    documents: Sequence[RoleDocument],
    classifier: Classifier,
    encoder: Encoder,
    topics: Mapping[str, str],
) -> tuple[RoleDocument, ...]:
    """Return the documents with topics where headings gave none; `topics` is label to topic."""
    silent = [p for d in documents for p in d.passages if p.topic is None and not p.also]
    vectors = encoder.encode([passage.searchable for passage in silent])
    found: dict[str, str] = {}
    for passage, vector in zip(silent, vectors, strict=True):
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

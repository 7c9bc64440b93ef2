"""Questions that went badly: which are kept for admins, and which of them are alike.

Knows nothing of people, of how they are kept, and of where they are shown.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC

import numpy as np
from numpy.typing import NDArray

from bot.types import Answer, Question, Status
from retrieval.clustering import clusters_of
from retrieval.types import Vectors
from storage import FeedbackRecord, NewFeedback, Verdict

UNREAD = "unreadable"
"""The intent of a message that could not be read as a question."""
MOST = 4_000
"""So many questions are compared at once: it takes two seconds and 130 MB."""
# Average cosine distance of questions that are told together. Of 0.4 to 0.7 it keeps real career
# questions apart best; on out-of-scope questions of known kinds it finds the kinds again with an
# adjusted Rand index of 0.75 (0.6: 0.77, 0.5: 0.68; HDBSCAN 0.68, with a quarter in no cluster).
_ALIKE = 0.55


def missed(question: Question, answer: Answer) -> NewFeedback | None:
    """Return what to keep of a question that found no answer, without its person; else None."""
    if not is_missed(answer.status, answer.intent) or not any(map(str.isalnum, question.text)):
        return None
    return NewFeedback(
        question=question.text,
        status=answer.status,
        intent=answer.intent,
        slots=asdict(answer.slots),
        verdict=Verdict.UNANSWERED,
        index_version=answer.index_version,
        created_on=question.asked_at.astimezone(UTC).date(),
    )


def is_missed(status: str, intent: str) -> bool:
    """Whether an answer told nothing of what was asked."""
    return status == Status.NO_ANSWER or (status == Status.CLARIFICATION and intent == UNREAD)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that are alike."""

    records: tuple[FeedbackRecord, ...]
    """The most central question first, and with it all that ask the very same."""

    @property
    def head(self) -> FeedbackRecord:
        """The question that is most like all the others."""
        return self.records[0]

    @property
    def verdicts(self) -> Counter[str]:
        """Why they are kept: unanswered, or a thumb down."""
        return Counter(record.verdict.value for record in self.records)

    @property
    def statuses(self) -> Counter[str]:
        """How their answers ended."""
        return Counter(record.status for record in self.records)

    @property
    def wordings(self) -> tuple[FeedbackRecord, ...]:
        """One record for each wording, the most central first."""
        return tuple({_key(record): record for record in reversed(self.records)}.values())[::-1]


def clusters(
    records: Sequence[FeedbackRecord], encode: Callable[[Sequence[str]], Vectors]
) -> tuple[Cluster, ...]:
    """Return like questions together, the most frequent first; each wording is embedded once."""
    wordings: dict[str, list[FeedbackRecord]] = {}
    for record in records:
        wordings.setdefault(_key(record), []).append(record)
    same = list(wordings.values())
    if len(same) < 2:
        return tuple(Cluster(tuple(group)) for group in same)
    vectors = encode([group[0].question for group in same])
    counts = np.array([len(group) for group in same])
    found = []
    for members in clusters_of(vectors, _ALIKE):
        order = _central_first(vectors[members], counts[members])
        found.append(Cluster(tuple(record for i in members[order] for record in same[i])))
    return tuple(sorted(found, key=lambda cluster: (-len(cluster.records), cluster.head.id)))


def _central_first(vectors: Vectors, counts: NDArray[np.int64]) -> NDArray[np.intp]:
    """The places of questions by how like they are to all that were asked, the likest first."""
    middle = counts @ vectors
    return np.argsort(-(vectors @ middle), kind="stable")


def _key(record: FeedbackRecord) -> str:
    """What is the same in questions that differ in nothing but case, spaces and end marks."""
    return " ".join(record.question.casefold().split()).rstrip("?!. ")

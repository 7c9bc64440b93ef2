"""Reviews of documents as JSON: every topic, fact and finding. Knows nothing of screens."""

from dataclasses import asdict
from typing import Any

from bot.serialization import document_as_dict
from knowledge.corpus import Refusal
from knowledge.review import Finding, FolderReview, Review


def rows_of(folder: FolderReview) -> list[dict[str, Any]]:
    """Return a row for each document, then one for each file that was refused."""
    return [*map(_read, folder.reviews), *map(_refused, folder.corpus.refused)]


def _read(review: Review) -> dict[str, Any]:
    return {
        **document_as_dict(review.document),
        "topics": [topic for topic, _ in review.topics],
        "topic_passages": dict(review.topics),
        "without_topic": [list(heading) for heading in review.silent],
        "facts": len(review.pay) + len(review.facts),
        "pay": [
            {**asdict(each.pay), "heading": list(each.heading), "line": each.line}
            for each in review.pay
        ],
        "other_facts": [
            {**asdict(each.fact), "heading": list(each.heading)} for each in review.facts
        ],
        "warnings": [_found(finding) for finding in review.warnings],
        "notes": [_found(finding) for finding in review.notes],
        "refused": None,
    }


def _found(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "message": finding.message,
        "heading": list(finding.heading),
        "line": finding.line,
    }


def _refused(refusal: Refusal) -> dict[str, Any]:
    """The same keys with nothing in them: what reads the rows need not ask which kind each is."""
    nothing: dict[str, Any] = dict.fromkeys(("role", "title", "market", "as_of"))
    empty: dict[str, Any] = {"topics": [], "topic_passages": {}, "without_topic": [], "facts": 0}
    lists: dict[str, Any] = {"pay": [], "other_facts": [], "warnings": [], "notes": []}
    return {
        "document": refusal.document,
        **nothing,
        "passages": 0,
        **empty,
        **lists,
        "refused": refusal.reason,
    }

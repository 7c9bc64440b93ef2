"""All that is told of a judged file, as one value and as JSON. Knows nothing of a screen."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.evaluation.judging import Verdict
from bot.evaluation.score import Score, Share
from bot.evaluation.searching import Comparison
from retrieval.evaluation import Point, area_under, risk_at

MOST_CONFUSED = 10
# The share of answers that the risk is also told at.
MOST_OF_THEM = 0.8


@dataclass(frozen=True, slots=True)
class Report:
    """A file's score, and what retrieval alone is worth on it."""

    score: Score
    retrieval: Comparison


def report_as_dict(report: Report, *, failures: bool) -> dict[str, Any]:
    """Return a report as the JSON object of a file; of a held-out file without its cases."""
    score, retrieval = report.score, report.retrieval
    found: dict[str, Any] = {
        "file": score.name,
        **score_as_dict(score),
        "kinds": {kind: {"held": n, "cases": of} for kind, (n, of) in score.kinds.items()},
        "topics": {topic: {"held": n, "cases": of} for topic, (n, of) in score.topics.items()},
        "statuses": asdict(score.status_faults),
        "confusion": {
            "turns": score.confusion.cases,
            "right": score.confusion.right,
            "table": score.confusion.table(),
        },
        "risk": _risk(score.risk),
        "median_ms": round(score.median_ms, 1),
        "encoding_ms": round(score.encoding_ms, 1),
        "retrieval": {
            "cases": retrieval.cases,
            "ranked": retrieval.ranked,
            # found in the best three together
            **{name: way.best_three for name, way in retrieval.ways.items()},
            "best_passage": {name: way.best for name, way in retrieval.ways.items()},
            "measures": {name: _rounded(way.measures) for name, way in retrieval.ways.items()},
        },
    }
    if failures:
        found["failures"] = [_shown(verdict) for verdict in score.failures]
        found["misstated"] = [_shown(verdict) for verdict in score.misstated]
    return found


def score_as_dict(score: Score) -> dict[str, Any]:
    """Return a score's counts alone."""
    return {
        "cases": len(score.verdicts),
        "held": score.held,
        "accuracy": round(score.accuracy, 4),
        "singles": _share(score.singles),
        "dialogues": _share(score.dialogues),
        "wrong_figures": {**_share(score.wrong_figures), "causes": score.causes},
        "false_answers": _share(score.false_answers),
        "false_refusals": _share(score.false_refusals),
    }


def pooled(scores: Sequence[Score]) -> Score:
    """Return the score of several files together; counts only, as of a file to stay unread."""
    verdicts = tuple(verdict for score in scores for verdict in score.verdicts)
    return Score("heldout.yaml" if len(scores) > 1 else scores[0].name, verdicts)


def _share(share: Share) -> dict[str, Any]:
    return {"n": share.n, "of": share.of, "rate": round(share.share, 4)}


def _risk(curve: Sequence[Point]) -> dict[str, Any]:
    return {
        "answers": len(curve),
        "aurc": round(area_under(curve), 4),
        "at_100": round(risk_at(1.0, curve), 4),
        "at_80": round(risk_at(MOST_OF_THEM, curve), 4),
        "curve": [[round(point.coverage, 4), round(point.risk, 4)] for point in curve],
    }


def _rounded(measures: Any) -> dict[str, float]:
    return {name: round(value, 4) for name, value in measures.items()}


def _shown(verdict: Verdict) -> dict[str, Any]:
    turns = [
        {
            "ask": t.turn.ask,
            "faults": t.faults,
            "wrong_figures": [str(wrong) for wrong in t.wrong_figures],
            "status": t.said.status,
            "text": t.said.text,
        }
        for t in verdict.turns
    ]
    return {"id": verdict.case.id, "kind": verdict.case.kind, "turns": turns}

"""What an evaluation found, as text for a terminal. Knows nothing of how it was found."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import typer

from bot.commands.shell import counted, print_table

if TYPE_CHECKING:
    from bot.evaluation.judging import Verdict
    from bot.evaluation.report import Report
    from bot.evaluation.score import Score, Share
    from bot.evaluation.searching import Comparison

_WAYS = {"dense": "dense", "keywords": "BM25", "ranking": "our ranking"}
_ABLATED = ("", "right", "single", "dialogues", "wrong figures", "false answers", "false refusals")


def show_report(report: "Report") -> None:
    """Write all that is told of one file."""
    score = report.score
    typer.echo(f"{score.name}: {score.held} of {len(score.verdicts)} cases hold ({_share(score)})")
    print_table(("kind", "hold", "share"), [*_rows(score.kinds), _row("all", _whole(score))])
    if score.topics:
        print_table(("topic", "hold", "share"), _rows(score.topics))
    typer.echo("\n".join([*_errors(score), *_confusion(score), *_risk(score), *_time(score)]))
    _show_retrieval(report.retrieval)


def failures(score: "Score") -> Iterator[str]:
    """Yield the lines on the cases that fail or misstate a figure; of a held-out file none."""
    hidden = len(score.verdicts) - score.held - len(score.failures)
    if hidden:
        yield (
            f"{counted(hidden, 'failing case')} of {score.name} not shown: "
            "a file whose cases were read measures nothing any more.\n"
        )
    for verdict in dict.fromkeys((*score.failures, *score.misstated)):
        yield from _failure(verdict)


def ablation_table(found: "Mapping[str, Sequence[Score]]") -> str:
    """Return a table in Markdown, in columns of one width so that it can be read as it stands."""
    from bot.evaluation.report import pooled

    rows = [_ABLATED, *((name, *_ablated(pooled(scores))) for name, scores in found.items())]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows.insert(1, tuple("-" * width for width in widths))
    lines = (" | ".join(map(str.ljust, row, widths)) for row in rows)
    return "\n".join(f"| {line} |" for line in lines)


def _ablated(score: "Score") -> tuple[str, ...]:
    shares = (
        score.singles,
        score.dialogues,
        score.wrong_figures,
        score.false_answers,
        score.false_refusals,
    )
    return (_share(score), *(f"{part.share:.1%}" if part.of else "–" for part in shares))


def _share(score: "Score") -> str:
    return f"{score.accuracy:.1%}"


def _whole(score: "Score") -> "Share":
    from bot.evaluation.score import Share

    return Share(score.held, len(score.verdicts))


def _rows(shares: "Mapping[str, Share]") -> list[tuple[str, str, str]]:
    return [_row(name, share) for name, share in shares.items()]


def _row(name: str, share: "Share") -> tuple[str, str, str]:
    return name, f"{share.n} of {share.of}", f"{share.share:.1%}"


def _errors(score: "Score") -> Iterator[str]:
    """Parts of the whole, and each kind of error over the turns where it could be made."""
    wrong = score.status_faults
    parts = (("single questions", score.singles), ("dialogues", score.dialogues))
    yield "Right: " + ", ".join(f"{_of(part)} {name}" for name, part in parts if part.of) + "."
    causes = ", ".join(f"{n} {cause}" for cause, n in score.causes.items())
    told = f"Wrong figures: {_of(score.wrong_figures)} answers given"
    yield f"{told}: {causes}." if causes else f"{told}."
    yield (
        f"Wrong statuses: {counted(wrong.false_refusals, 'false refusal')}, "
        f"{counted(wrong.false_answers, 'false answer')}, {counted(wrong.others, 'other')}; "
        f"refused {_of(score.false_refusals)} turns to be answered, "
        f"answered {_of(score.false_answers)} turns to be refused."
    )


def _of(share: "Share") -> str:
    return f"{share.n} of {share.of} ({share.share:.1%})"


def _confusion(score: "Score") -> Iterator[str]:
    from bot.evaluation.report import MOST_CONFUSED

    confusion = score.confusion
    if not confusion.cases:
        return
    yield f"Topics: {confusion.right} of {confusion.cases} recognised as expected."
    rows = confusion.most_frequent(MOST_CONFUSED)
    if rows:
        taken = (f"{expected} for {found} ({n})" for expected, found, n in rows)
        yield f"  Most often taken: {', '.join(taken)}."


def _risk(score: "Score") -> Iterator[str]:
    from bot.evaluation.report import MOST_OF_THEM
    from retrieval.evaluation import area_under, risk_at

    curve = score.risk
    if curve:
        yield (
            f"Risk: {risk_at(1.0, curve):.1%} of the answers given are wrong, "
            f"{risk_at(MOST_OF_THEM, curve):.1%} of the surest {MOST_OF_THEM:.0%}; "
            f"area under the curve {area_under(curve):.3f}."
        )


def _time(score: "Score") -> Iterator[str]:
    line = f"Time: {score.median_ms:.0f} ms a turn (median)"
    if score.encoding_ms:
        ratio = score.median_ms / score.encoding_ms
        line += f", {ratio:.1f} × the {score.encoding_ms:.1f} ms of encoding the question alone"
    yield f"{line}."


def _show_retrieval(found: "Comparison") -> None:
    """What retrieval alone is worth: as an answer, and as a ranking."""
    if not found.cases:
        typer.echo("Retrieval alone: no single question here expects certain words.\n")
        return
    typer.echo(
        f"Retrieval alone: what is expected stands in the best passages of "
        f"{counted(found.cases, 'single question')}; the measures are over the {found.ranked} "
        "that one passage holds it all for."
    )
    names = list(found.ways["ranking"].measures)
    rows = [
        (
            _WAYS[name],
            f"{way.best / found.cases:.0%}",
            f"{way.best_three / found.cases:.0%}",
            *(f"{value:.2f}" for value in way.measures.values()),
        )
        for name, way in found.ways.items()
    ]
    print_table(("search", "best passage", "best three", *names), rows)


def _failure(verdict: "Verdict") -> Iterator[str]:
    yield f"{verdict.case.id} ({verdict.case.kind})"
    for turn in verdict.turns:
        yield f"  Q: {turn.turn.ask}"
        wrong = [*turn.faults, *(f"wrong figure: {wrong}" for wrong in turn.wrong_figures)]
        if wrong:
            first = turn.said.text.partition("\n")[0]
            yield f"     {'; '.join(wrong)}\n  A: {first}"

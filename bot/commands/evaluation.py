"""The command that asks judged questions. Knows nothing of how an answer is judged."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.shell import counted, print_json, print_table, progress, shell_of

if TYPE_CHECKING:
    from bot.comparison import Comparison
    from bot.evaluation import Begin, Case, Score, Verdict
    from bot.expertise import Expertise
    from bot.settings import Settings

_JUDGED = Path(__file__).resolve().parents[2] / "tests" / "judged"


@dataclass(frozen=True, slots=True)
class _Report:
    score: "Score"
    retrieval: "Comparison"


def evaluate(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            exists=True,
            dir_okay=False,
            help="Judged questions; without one, those of the checkout, in tests/judged.",
        ),
    ] = None,
    *,
    failures: Annotated[
        bool, typer.Option("--failures", help="Show the cases that fail, and why.")
    ] = False,
    floor: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="End with 1 when a file's accuracy is below this share."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Ask judged questions and count right answers.

    Of each file it tells the accuracy by kind, wrong statuses, the time a turn takes, and what
    retrieval alone finds. No turn is kept. The index is built first when there is none.

    \b
    Examples:
      career-advisor evaluate
      career-advisor evaluate --failures tests/judged/backend_build.yaml
      career-advisor evaluate --json --floor 0.85
    """
    from bot.evaluation import load_cases

    chosen = files or sorted(_JUDGED.glob("*.yaml"))
    if not chosen:
        raise typer.BadParameter("there are no judged questions here: give FILE")
    judged = [(file.name, load_cases(file)) for file in chosen]
    settings = shell_of(ctx).settings
    reports = _asked(judged, open_expertise(settings), settings)
    _write(reports, failures=failures, as_json=as_json)
    _hold_to(floor, reports)


def open_expertise(settings: "Settings") -> "Expertise":
    """The expertise of the index, built when there is none; the memory stays closed."""
    from bot.expertise import build_expertise
    from bot.reindexing import Reindexer
    from retrieval.encoder import SentenceEncoder
    from retrieval.errors import IndexMismatchError, NoIndexError
    from retrieval.generation import load_generation

    encoder = SentenceEncoder.load(settings.encoder)
    index = settings.index_dir
    try:
        generation = load_generation(index, encoder.name, encoder.dimension)
    except (NoIndexError, IndexMismatchError):
        with progress("Building the index") as advance:
            Reindexer(encoder, settings.documents, index).run(advance)
        generation = load_generation(index, encoder.name, encoder.dimension)
    return build_expertise(generation, encoder)


def _asked(
    judged: Sequence[tuple[str, tuple["Case", ...]]], expertise: "Expertise", settings: "Settings"
) -> list[_Report]:
    from bot.answering import Answering
    from bot.comparison import comparable, compare
    from bot.evaluation import evaluate as ask

    begin = _beginning(Answering(expertise, settings.default_role, settings.default_market))
    total = sum(len(cases) + len(comparable(cases)) for _, cases in judged)
    steps = iter(range(1, total + 1))
    with progress("Asking") as advance:

        def step() -> None:
            advance(next(steps), total)

        return [
            _Report(ask(name, cases, begin, step), compare(cases, expertise, settings, step))
            for name, cases in judged
        ]


def _beginning(answering: Any) -> "Begin":
    """Conversations that are forgotten as soon as they end."""
    from bot.dialogue import State
    from bot.evaluation import Ask, Said
    from bot.wording import plain

    def begin() -> Ask:
        state = State()

        def ask(text: str) -> Said:
            nonlocal state
            outcome = answering.respond(text, state)
            state = outcome.state
            return Said(outcome.summary.status, plain(outcome.summary.html))

        return ask

    return begin


def _write(reports: Sequence[_Report], *, failures: bool, as_json: bool) -> None:
    if as_json:
        print_json([_as_dict(report, failures=failures) for report in reports])
        return
    for report in reports:
        _show(report)
        if failures:
            typer.echo("\n".join(_failures(report.score)))


def _as_dict(report: _Report, *, failures: bool) -> dict[str, Any]:
    score = report.score
    found: dict[str, Any] = {
        "file": score.name,
        "cases": len(score.verdicts),
        "held": score.held,
        "accuracy": round(score.accuracy, 4),
        "kinds": {kind: {"held": n, "cases": of} for kind, (n, of) in score.kinds.items()},
        "statuses": asdict(score.status_faults),
        "median_ms": round(score.median_ms, 1),
        "retrieval": asdict(report.retrieval),
    }
    if failures:
        found["failures"] = [_failed(verdict) for verdict in score.failures]
    return found


def _failed(verdict: "Verdict") -> dict[str, Any]:
    turns = [
        {"ask": t.turn.ask, "faults": t.faults, "status": t.said.status, "text": t.said.text}
        for t in verdict.turns
    ]
    return {"id": verdict.case.id, "kind": verdict.case.kind, "turns": turns}


def _show(report: _Report) -> None:
    score, wrong = report.score, report.score.status_faults
    rows = [(kind, f"{n} of {of}", f"{n / of:.0%}") for kind, (n, of) in score.kinds.items()]
    whole = ("all", f"{score.held} of {len(score.verdicts)}", f"{score.accuracy:.1%}")
    typer.echo(f"{score.name}: {whole[1]} cases hold ({whole[2]})")
    print_table(("kind", "hold", "share"), [*rows, whole])
    refusals, answers = wrong.false_refusals, wrong.false_answers
    typer.echo(
        f"Wrong statuses: {counted(refusals, 'false refusal')}, "
        f"{counted(answers, 'false answer')}, {counted(wrong.others, 'other')}.\n"
        f"Time: {score.median_ms:.0f} ms a turn (median).\n{_found(report.retrieval)}\n"
    )


def _found(retrieval: "Comparison") -> str:
    """What retrieval alone is worth, in one line."""
    if not retrieval.cases:
        return "Retrieval alone: no single question here expects certain words."
    ways = (
        ("dense", retrieval.dense),
        ("BM25", retrieval.keywords),
        ("our ranking", retrieval.ranking),
    )
    shares = ", ".join(f"{way} {n / retrieval.cases:.0%}" for way, n in ways)
    return (
        f"Retrieval alone: the best three passages hold what is expected in {shares} "
        f"of {counted(retrieval.cases, 'single question')}."
    )


def _failures(score: "Score") -> Iterator[str]:
    hidden = len(score.verdicts) - score.held - len(score.failures)
    if hidden:
        yield (
            f"{counted(hidden, 'failing case')} of {score.name} not shown: "
            "a file whose cases were read measures nothing any more.\n"
        )
    for verdict in score.failures:
        yield from _failure(verdict)


def _failure(verdict: "Verdict") -> Iterator[str]:
    yield f"{verdict.case.id} ({verdict.case.kind})"
    for turn in verdict.turns:
        yield f"  Q: {turn.turn.ask}"
        if turn.faults:
            first = turn.said.text.partition("\n")[0]
            yield f"     {'; '.join(turn.faults)}\n  A: {first}"


def _hold_to(floor: float | None, reports: Sequence[_Report]) -> None:
    """End with 1 where a file is below the floor."""
    scores = [report.score for report in reports]
    low = [score for score in scores if floor is not None and score.accuracy < floor]
    for score in low:
        typer.echo(f"{score.name}: {score.accuracy:.1%} is below the floor of {floor}.", err=True)
    if low:
        raise typer.Exit(1)

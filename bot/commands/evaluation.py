"""The command that asks judged questions. Knows nothing of how an answer is judged."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.evaluation_text import ablation_table, failures, show_report
from bot.commands.shell import print_json, progress, shell_of

if TYPE_CHECKING:
    from bot.evaluation import Case, Score
    from bot.evaluation.ablation import Advised
    from bot.evaluation.report import Report
    from bot.expertise import Expertise
    from bot.settings import Settings

_JUDGED = Path(__file__).resolve().parents[2] / "tests" / "judged"
Judged = Sequence[tuple[str, "tuple[Case, ...]"]]


def evaluate(
    ctx: typer.Context,
    files: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="FILE...",
            exists=True,
            dir_okay=False,
            help="Judged questions; without one, those of the checkout, in tests/judged. "
            "A floors.yaml among them says what share of which file must hold.",
        ),
    ] = None,
    *,
    show_failures: Annotated[
        bool, typer.Option("--failures", help="Show the cases that fail, and why.")
    ] = False,
    floor: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="End with 1 when a file's accuracy is below this share."),
    ] = None,
    picture: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.svg",
            dir_okay=False,
            help="Draw how risk rises with the share of questions answered.",
        ),
    ] = None,
    ablation: Annotated[
        bool,
        typer.Option("--ablation", help="Ask again with each part of the advisor taken away."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
) -> None:
    """Ask judged questions and count right answers.

    Of each file it tells the accuracy by kind and topic, wrong figures, false answers and
    refusals, topics confused, risk, the time a turn takes beside the encoder's own, and what
    retrieval alone finds. No turn is kept. The index is built first when there is none.

    \b
    Examples:
      career-advisor evaluate --failures tests/judged/backend_build.yaml
      career-advisor evaluate --picture risk.svg
    """
    if picture and (picture.suffix != ".svg" or ablation):
        raise typer.BadParameter(
            "a picture is an SVG of an ordinary evaluation: give --picture FILE.svg, no --ablation"
        )
    judged, floors = _given(files or sorted(_JUDGED.glob("*.yaml")))
    advised = _advised(shell_of(ctx).settings)
    judged = _with_role_ids(judged, advised)
    if ablation:
        _ablate(judged, advised, as_json=as_json)
        return
    reports = _asked(judged, advised)
    _write(reports, show_failures=show_failures, as_json=as_json)
    if picture:
        _draw(reports, picture)
    _hold_to([report.score for report in reports], floors, floor)


def _with_role_ids(judged: Judged, advised: "Advised") -> Judged:
    from bot.evaluation.asking import with_role_ids

    return [(name, with_role_ids(cases, advised.expertise)) for name, cases in judged]


def _draw(reports: Sequence["Report"], picture: Path) -> None:
    from bot.evaluation.picture import draw

    draw({report.score.name: report.score.risk for report in reports}, picture)


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


def _given(files: Sequence[Path]) -> tuple[Judged, dict[str, float]]:
    """The cases of each file, and the floors that a file among them sets."""
    from bot.evaluation import load_cases
    from bot.evaluation.floors import FLOORS, load_floors

    judged = [(file.name, load_cases(file)) for file in files if file.name != FLOORS]
    if not judged:
        raise typer.BadParameter("there are no judged questions here: give FILE")
    floors = [load_floors(file) for file in files if file.name == FLOORS]
    return judged, {name: share for given in floors for name, share in given.items()}


def _advised(settings: "Settings") -> "Advised":
    from bot.evaluation.ablation import Advised

    return Advised(open_expertise(settings), settings.default_role, settings.default_market)


def _asked(judged: Judged, advised: "Advised") -> "list[Report]":
    from bot.evaluation import evaluate as ask
    from bot.evaluation.asking import warm_up
    from bot.evaluation.report import Report
    from bot.evaluation.searching import Searches, comparable, compare

    begin = advised.begin()
    searches = Searches(advised.expertise, advised.answering())
    encoder = advised.expertise.encoder
    warm_up(begin)
    total = sum(len(cases) + len(comparable(cases)) for _, cases in judged)
    steps = iter(range(1, total + 1))
    with progress("Asking") as advance:

        def step() -> None:
            advance(next(steps), total)

        return [
            Report(
                ask(name, cases, begin, step, lambda text: encoder.encode([text])),
                compare(cases, searches, step),
            )
            for name, cases in judged
        ]


def _ablate(judged: Judged, advised: "Advised", *, as_json: bool) -> None:
    from bot.evaluation.ablation import ablate, variants
    from bot.evaluation.report import score_as_dict

    begins = variants(advised)
    total = sum(len(cases) for _, cases in judged) * len(begins)
    steps = iter(range(1, total + 1))
    with progress("Asking") as advance:
        found = ablate(judged, begins, lambda: advance(next(steps), total))
    if as_json:
        print_json(
            {
                name: [{"file": score.name, **score_as_dict(score)} for score in scores]
                for name, scores in found.items()
            }
        )
    else:
        typer.echo(ablation_table(found))


def _write(reports: "Sequence[Report]", *, show_failures: bool, as_json: bool) -> None:
    from bot.evaluation.report import report_as_dict

    if as_json:
        print_json([report_as_dict(report, failures=show_failures) for report in reports])
        return
    for report in reports:
        show_report(report)
        if show_failures:
            typer.echo("\n".join(failures(report.score)))


def _hold_to(scores: "Sequence[Score]", floors: Mapping[str, float], floor: float | None) -> None:
    """End with 1 where a file is below its floor, or below the one for all."""
    low = [
        (score, least)
        for score in scores
        if score.accuracy < (least := max(floor or 0.0, floors.get(score.name, 0.0)))
    ]
    for score, least in low:
        typer.echo(f"{score.name}: {score.accuracy:.1%} is below the floor of {least}.", err=True)
    if low:
        raise typer.Exit(1)

"""Groups of missed questions for people and as JSON. Knows nothing of how they are grouped."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import typer

from bot.commands.shell import counted, one_line, print_table

if TYPE_CHECKING:
    from bot.missed import Cluster
    from storage import FeedbackRecord

_ALSO_SHOWN = 3
_NEXT = (
    "Learn from one: career-advisor missed judge ID (or example ID, or discard ID; --help tells)."
)


def cluster_as_dict(cluster: "Cluster") -> dict[str, Any]:
    """Return a group as JSON has it, with every wording."""
    return {
        "count": len(cluster.records),
        "id": cluster.head.id,
        "question": cluster.head.question,
        "verdicts": dict(cluster.verdicts),
        "statuses": dict(cluster.statuses),
        "questions": [_question(record) for record in cluster.records],
    }


def _question(record: "FeedbackRecord") -> dict[str, Any]:
    return {
        "id": record.id,
        "question": record.question,
        "verdict": record.verdict.value,
        "status": record.status,
        "intent": record.intent,
        "slots": dict(record.slots),
        "created_on": record.created_on.isoformat(),
        "index_version": record.index_version,
    }


def show_clusters(found: "Sequence[Cluster]", limit: int) -> None:
    """Print the first groups as a table, with what can be done next."""
    if not found:
        typer.echo("Nothing was missed.")
        return
    print_table(
        ("times", "id", "question", "why", "also asked (id)"),
        [
            (
                str(len(cluster.records)),
                str(cluster.head.id),
                one_line(cluster.head.question),
                _why(cluster),
                _also(cluster),
            )
            for cluster in found[:limit]
        ],
    )
    questions = counted(sum(len(cluster.records) for cluster in found), "question")
    more = f"; the first {limit} are shown" if len(found) > limit else ""
    typer.echo(f"{questions} in {counted(len(found), 'group')}{more}. {_NEXT}")


def _why(cluster: "Cluster") -> str:
    """ "9 unanswered, 2 thumb down (partial)"."""
    reasons = Counter(
        f"thumb down ({record.status})" if record.verdict == "down" else record.verdict.value
        for record in cluster.records
    )
    return "\n".join(f"{times} {reason}" for reason, times in reasons.most_common())


def _also(cluster: "Cluster") -> str:
    others = cluster.wordings[1:]
    shown = [f"{one_line(record.question)} ({record.id})" for record in others[:_ALSO_SHOWN]]
    more = len(others) - len(shown)
    return "\n".join([*shown, f"and {more} more"] if more > 0 else shown)

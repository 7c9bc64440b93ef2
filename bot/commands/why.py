"""Shows how an answer came about, for a person or as JSON. Knows nothing of how it is gathered."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.shell import print_json, shell_of

if TYPE_CHECKING:
    from bot.explanation import Explanation
    from storage import Conversations, TurnRecord

_WHICH = (
    "`career-advisor ask --explain TEXT` tells an answer's number, "
    "and so does `career-advisor why --conversation NAME` of the last answer in a conversation"
)


# No database numbers rows beyond this.
_MOST = 2**63


class UnexplainedError(Exception):
    """An answer cannot be explained; the message says what can."""


def why(
    ctx: typer.Context,
    turn: Annotated[
        int | None, typer.Argument(metavar="ID", help="The number of the answer.")
    ] = None,
    *,
    conversation: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Explain the last answer in this conversation."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the explanation as JSON.")] = False,
) -> None:
    """Explain a past answer.

    It tells how the question was understood, what came from the conversation and what was assumed,
    the thresholds that decided, the passages found with their scores, the facts used, and the
    index that it was answered from.

    \b
    Examples:
      career-advisor why 12
      career-advisor why 12 --json
      career-advisor why --conversation c1
    """
    if (turn is None) == (conversation is None):
        raise typer.BadParameter("give either ID or --conversation NAME")
    kept = shell_of(ctx).conversations
    found = kept_turn(kept, turn) if turn is not None else _last(kept, str(conversation))
    if as_json:
        _explanation(found)
        print_json({"turn_id": found.id, "question": found.question, **found.explanation})
    else:
        typer.echo(explained(found))


def explained(turn: "TurnRecord") -> str:
    """Return all that is kept on how a turn's answer came about, as text for a screen."""
    # Imported late: other commands need none of it.
    from bot.commands.fitting import printable
    from bot.explanation import explain_in_full

    text = f"Answer {turn.id}\n\n{explain_in_full(_explanation(turn))}"
    # a question is whatever somebody sent: it must not move this terminal's cursor
    return "\n".join(map(printable, text.split("\n")))


def kept_turn(conversations: "Conversations", turn: int) -> "TurnRecord":
    """Return a turn by its number, or raise UnexplainedError."""
    found = conversations.turn(turn) if 0 < turn < _MOST else None
    if found is None:
        raise UnexplainedError(f"No answer {turn} is kept: {_WHICH}.")
    return found


def _last(conversations: "Conversations", name: str) -> "TurnRecord":
    found = conversations.history(name, limit=1)
    if not found:
        raise UnexplainedError(
            f"Nothing is kept of the conversation {name!r}: "
            f'`career-advisor ask --conversation {name} "..."` begins it.'
        )
    return found[-1]


def _explanation(turn: "TurnRecord") -> "Explanation":
    from bot.explanation import explanation_of

    found = explanation_of(turn.explanation)
    if found is None:
        raise UnexplainedError(
            f"Answer {turn.id} was kept without an explanation, as all before this version were: "
            "ask the question again."
        )
    return found

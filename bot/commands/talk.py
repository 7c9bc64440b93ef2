"""The commands that answer: run, chat and ask."""

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.batch import answer_batch, question, write_answer
from bot.commands.shell import Shell, shell_of

_TO_TELEGRAM = (
    "No TELEGRAM_BOT_TOKEN is set, so we talk here. For Telegram: get a token from @BotFather, "
    "write TELEGRAM_BOT_TOKEN=<the token> into .env, and run this again."
)


def run(ctx: typer.Context) -> None:
    """Start the bot on Telegram, or in the terminal.

    It goes to Telegram when TELEGRAM_BOT_TOKEN is set.
    With WEBHOOK_URL set too, Telegram calls the bot on PORT; else the bot asks Telegram.
    The index is built first when there is none.

    \b
    Examples:
      career-advisor run
      TELEGRAM_BOT_TOKEN=123:abc career-advisor run
    """
    shell = shell_of(ctx)
    if shell.settings.telegram_bot_token is None:
        typer.echo(_TO_TELEGRAM, err=True)
        _chat(shell)
    else:
        from bot.telegram.app import run as run_on_telegram

        raise typer.Exit((shell.telegram or run_on_telegram)(shell.indexed_services()))


def chat(ctx: typer.Context) -> None:
    """Talk with the advisor in the terminal.

    The conversation is remembered from one time to the next.

    \b
    Examples:
      career-advisor chat
      echo "what does a senior earn in Sri Lanka" | career-advisor chat
    """
    _chat(shell_of(ctx))


def _file_or_stdin(path: Path | None) -> Path | None:
    # Typer's own check of a path does not know that - is stdin.
    if path is not None and str(path) != "-" and not (path.exists() and not path.is_dir()):
        raise typer.BadParameter(f"there is no file {path}")
    return path


def ask(
    ctx: typer.Context,
    text: Annotated[str | None, typer.Argument(metavar="TEXT", help="The question.")] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write the answer as JSON.")] = False,
    conversation: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Go on with this conversation; without it, a new one."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Tell how the answer came about, too.")
    ] = False,
    batch: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Answer a file of questions, one JSON object a line; - reads stdin.",
            callback=_file_or_stdin,
        ),
    ] = None,
) -> None:
    """Answer one question, or a file of them.

    A line of the file is {"text": "...", "conversation": "c1"}; the conversation may be left out.
    One answer a line comes out, in order; a line that is no question gets a "no_answer" that says
    what is wrong with it. Empty lines are passed over.

    \b
    Examples:
      career-advisor ask "what does a senior earn in Sri Lanka"
      career-advisor ask --json --conversation c1 "and in Germany?"
      career-advisor ask --explain "is nursing stressful"
      career-advisor ask --json --batch questions.jsonl > answers.jsonl
    """
    if (batch is None) == (text is None):
        raise typer.BadParameter("give either TEXT or --batch FILE")
    shell = shell_of(ctx)
    if batch is not None:
        if conversation is not None:
            raise typer.BadParameter("a batch names the conversation on each of its lines")
        answer_batch(shell, batch, as_json=as_json, explain=explain)
        return
    if not (text or "").strip():
        raise typer.BadParameter("TEXT is empty")
    services = shell.indexed_services()
    answer = services.advisor.answer(question(str(text), conversation))
    write_answer(answer, services, as_json=as_json, explain=explain)


def _chat(shell: Shell) -> None:
    from bot.terminal import talk

    talk(shell.indexed_services().advisor)

"""/start and /help: what the bot is and how to ask it."""

import asyncio

from telegram import Update

from bot.telegram.commands import COMMANDS
from bot.telegram.context import Context
from bot.telegram.rendering import Button, rows, shorten
from bot.telegram.seams import Services
from bot.telegram.texts import say
from bot.wording import with_article
from retrieval.errors import RetrievalError

EXAMPLE = "e"
_EXAMPLES = 3


async def start(update: Update, context: Context) -> None:  # noqa: ARG001 - PTB's signature
    """Greet; a deep link's payload is taken without complaint."""
    examples = await asyncio.to_thread(example_questions, context.services)
    keyboard = rows(
        Button(shorten(question), f"{EXAMPLE}:{n}") for n, question in enumerate(examples)
    )
    context.tell(say("start", examples=examples), keyboard)


async def show_help(update: Update, context: Context) -> None:  # noqa: ARG001 - PTB's signature
    """Say how to ask, and list the commands this person may use here."""
    asker = context.asker
    is_admin = asker.user_id in context.services.settings.admins
    commands = [
        command
        for command in COMMANDS
        if (is_admin or not command.for_admins) and (asker.in_private or command.in_groups)
    ]
    context.tell(say("help", commands=commands, in_group=not asker.in_private))


def example_questions(services: Services) -> tuple[str, ...]:
    """Return questions that the documents can answer; none while there are no documents."""
    try:
        documents = services.advisor.sources()
    except RetrievalError:
        return ()
    names = dict.fromkeys(document.role.name for document in documents)
    # A short name leaves room on the button for what is asked.
    roles = sorted(names, key=len)[:_EXAMPLES]
    lines = say("examples", roles=[with_article(role) for role in roles])
    return tuple(line.strip() for line in lines.splitlines() if line.strip())

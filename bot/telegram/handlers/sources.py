"""/sources: the documents the bot answers from."""

import asyncio
from collections.abc import Sequence

from telegram import Update

from bot.rendering import render_html
from bot.telegram.context import Context
from bot.telegram.texts import say
from knowledge.models import RoleDocument
from retrieval.errors import RetrievalError

_SHOWN = 20


async def sources(update: Update, context: Context) -> None:  # noqa: ARG001 - PTB's signature
    """List the documents, or those that match the words after the command."""
    wanted = " ".join(context.args or ())
    try:
        documents = await asyncio.to_thread(context.services.advisor.sources)
    except RetrievalError:
        documents = ()
    found = [document for document in documents if _matches(document, wanted)]
    text = say("sources", documents=found[:_SHOWN], total=len(found), wanted=wanted)
    context.reply(*render_html(text))


def _matches(document: RoleDocument, wanted: str) -> bool:
    said = _words((document.role.name, *document.role.aliases, document.source.title))
    return all(word in said for word in wanted.casefold().split())


def _words(parts: Sequence[str]) -> str:
    return " ".join(parts).casefold()

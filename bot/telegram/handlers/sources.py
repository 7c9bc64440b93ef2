"""/sources: the documents the bot answers from."""

import asyncio
from collections.abc import Sequence

from telegram import Update

from bot.sources import MOST_LISTED, by_source
from bot.telegram.context import Context
from bot.telegram.texts import say
from knowledge.models import RoleDocument
from retrieval.errors import RetrievalError


async def sources(update: Update, context: Context) -> None:  # noqa: ARG001 - PTB's signature
    """List the documents, or those that match the words after the command."""
    wanted = " ".join(context.args or ())
    try:
        documents = await asyncio.to_thread(context.services.advisor.sources)
    except RetrievalError:
        documents = ()
    found = [document for document in documents if _matches(document, wanted)]
    context.tell(told(found, wanted))


def told(found: Sequence[RoleDocument], wanted: str) -> str:
    """The documents one by one while they are few, else by their source."""
    if len(found) <= MOST_LISTED:
        return say("sources", documents=found, wanted=wanted)
    groups = by_source(found)
    shown = groups[:MOST_LISTED]
    role = found[0].role.name
    return say("sources_many", groups=shown, all=len(groups), total=len(found), role=role)


def _matches(document: RoleDocument, wanted: str) -> bool:
    said = _words((document.role.name, *document.role.aliases, document.source.title))
    return all(word in said for word in wanted.casefold().split())


def _words(parts: Sequence[str]) -> str:
    return " ".join(parts).casefold()

"""Everything that is no question: pictures, unknown commands, comings and goings."""

import asyncio
import logging

from telegram import ChatMember, Update

from bot.telegram.context import Context
from bot.telegram.texts import say

_logger = logging.getLogger(__name__)


async def text_only(update: Update, context: Context) -> None:
    """Say that pictures, voices and stickers are not read."""
    if update.effective_user is not None:
        context.tell(say("text_only"))


async def unknown_command(update: Update, context: Context) -> None:
    """Point to /help."""
    if update.effective_user is not None:
        context.tell(say("unknown_command"))


async def membership(update: Update, context: Context) -> None:  # noqa: ARG001 - PTB's signature
    """Note that the bot was blocked, thrown out or let in; nobody is to be answered."""
    change = update.my_chat_member
    if change is not None:
        gone = change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT)
        _logger.info("A %s chat %s the bot", change.chat.type, "left" if gone else "took up")


async def migrated(update: Update, context: Context) -> None:
    """Send to the supergroup what is not delivered to the group it was."""
    message = update.message
    if message is not None and message.migrate_to_chat_id is not None:
        outbox = context.services.outbox
        await asyncio.to_thread(outbox.migrate_chat, message.chat.id, message.migrate_to_chat_id)

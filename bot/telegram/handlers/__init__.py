"""Which handler takes which update: the table of contents of what the bot can do."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot.telegram.addressing import CommandForUs, SpokenTo
from bot.telegram.context import Context
from bot.telegram.handlers import admin, answers, errors, memory, other, questions, sources, start
from bot.telegram.rendering import FOLLOW_UP, MORE, SOURCE, VOTE

Handle = Callable[[Update, Context], Coroutine[Any, Any, None]]

COMMAND_HANDLERS: dict[str, Handle] = {
    "start": start.start,
    "help": start.show_help,
    "sources": sources.sources,
    "why": answers.why,
    "reset": memory.reset,
    "privacy": memory.privacy,
    "forget": memory.forget,
    "reindex": admin.reindex,
}


def register(application: "Application[Any, Context, Any, Any, Any, Any]") -> None:
    """Add every handler; the first that takes an update is the only one to see it."""
    add = application.add_handler
    new = filters.UpdateType.MESSAGE
    for name, handle in COMMAND_HANDLERS.items():
        add(CommandHandler(name, handle, filters=new))
    add(CallbackQueryHandler(questions.follow_up, rf"^{FOLLOW_UP}:(\d+):(\d+)$"))
    add(CallbackQueryHandler(answers.more, rf"^{MORE}:(\d+)$"))
    add(CallbackQueryHandler(answers.source, rf"^{SOURCE}:(\d+):(\d+)$"))
    add(CallbackQueryHandler(answers.vote, rf"^{VOTE}:(\d+):(up|down)$"))
    add(CallbackQueryHandler(questions.example, rf"^{start.EXAMPLE}:(\d)$"))
    add(CallbackQueryHandler(memory.forget_decided, rf"^{memory.FORGET}:(yes|no):(\d+)$"))
    # A button that an earlier version made.
    add(CallbackQueryHandler(questions.unknown_press))
    add(MessageHandler(filters.COMMAND & new & CommandForUs(), other.unknown_command))
    # Edited messages too: people mend a slip rather than ask again.
    add(MessageHandler(filters.TEXT & ~filters.COMMAND & SpokenTo(), questions.typed))
    add(MessageHandler(filters.StatusUpdate.MIGRATE, other.migrated))
    # After text and service messages: whatever is left is a picture, a voice, a sticker.
    no_words = ~filters.TEXT & ~filters.StatusUpdate.ALL & new & SpokenTo()
    add(MessageHandler(no_words, other.text_only))
    add(ChatMemberHandler(other.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    application.add_error_handler(errors.note_error)

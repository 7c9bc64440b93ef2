"""What is remembered of a person: /reset, /privacy and /forget."""

import asyncio

from telegram import Update

from bot.telegram.context import Context
from bot.telegram.handlers.kept import press_in
from bot.telegram.rendering import Button, Reply
from bot.telegram.texts import say

FORGET = "forget"


async def reset(update: Update, context: Context) -> None:  # noqa: ARG001 - PTB's signature
    """Start the conversation afresh."""
    await asyncio.to_thread(context.services.advisor.reset, context.asker.conversation)
    context.tell(say("reset"))


async def privacy(update: Update, context: Context) -> None:  # noqa: ARG001 - PTB's signature
    """Say what is kept, where, and how to delete it."""
    context.tell(say("privacy"))


async def forget(update: Update, context: Context) -> None:  # noqa: ARG001 - PTB's signature
    """Ask before deleting; the buttons belong to the person who asked."""
    user_id = context.asker.user_id
    keyboard = (
        (
            Button("Delete everything", f"{FORGET}:yes:{user_id}"),
            Button("Keep it", f"{FORGET}:no:{user_id}"),
        ),
    )
    context.tell(say("forget_ask"), keyboard)


async def forget_decided(update: Update, context: Context) -> None:
    """Delete everything of the person, or leave it."""
    press = press_in(update, context)
    if press is None or context.matches is None:
        return
    asker = context.asker
    word, owner = context.matches[0].groups()
    if int(owner) != asker.user_id:
        context.tell(say("forget_not_yours"))
    elif word == "yes":
        forgotten = await asyncio.to_thread(context.services.advisor.forget, str(asker.user_id))
        context.replace(Reply(say("forgotten", forgotten=forgotten)))
    else:
        context.replace(Reply(say("forget_kept")))
    context.desk.presses.note(press)

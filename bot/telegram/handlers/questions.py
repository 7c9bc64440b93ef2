"""Questions: typed, mended by an edit, or pressed under an answer or a greeting."""

import asyncio
import logging

from telegram import Update

from bot.telegram.addressing import without_mention
from bot.telegram.context import Context
from bot.telegram.handlers.kept import kept_turn, press_in
from bot.telegram.handlers.start import example_questions
from bot.telegram.rendering import render
from bot.telegram.texts import say
from bot.telegram.typing_action import typing
from bot.types import Question
from retrieval.errors import IndexCorruptError, IndexMismatchError, NoIndexError

_logger = logging.getLogger(__name__)
_NO_INDEX = (NoIndexError, IndexMismatchError, IndexCorruptError)


async def typed(update: Update, context: Context) -> None:
    """Answer a message; an edited one is answered anew."""
    message = update.message or update.edited_message
    if message is None or not message.text or update.effective_user is None:
        return
    text = without_mention(message.text, context.bot.username)
    if text:
        await _answer(context, text)
    else:
        context.tell(say("addressed_empty"))


async def follow_up(update: Update, context: Context) -> None:
    """Answer the question behind a button, as the question of whoever pressed it."""
    if context.matches is None:
        return
    turn_id, number = map(int, context.matches[0].groups())
    await _pressed(update, context, await _kept_question(context, turn_id, number))


async def example(update: Update, context: Context) -> None:
    """Answer one of the questions that /start offers."""
    if context.matches is None:
        return
    examples = await asyncio.to_thread(example_questions, context.services)
    number = int(context.matches[0].group(1))
    await _pressed(update, context, examples[number] if number < len(examples) else None)


async def unknown_press(update: Update, context: Context) -> None:
    """Say that a button of an earlier version does nothing any more."""
    await _pressed(update, context, None)


async def _pressed(update: Update, context: Context, question: str | None) -> None:
    press = press_in(update, context)
    if press is None:
        return
    if question is None:
        context.tell(say("gone"))
    else:
        asker = context.asker
        name = "" if asker.in_private else asker.name
        await _answer(context, question, echo=say("echo", question=question, name=name))
    context.desk.presses.note(press)


async def _kept_question(context: Context, turn_id: int, number: int) -> str | None:
    """Return the follow-up as the conversation keeps it; buttons of other chats open nothing."""
    turn = await kept_turn(context, turn_id)
    if turn is None:
        return None
    return turn.follow_ups[number] if number < len(turn.follow_ups) else None


async def _answer(context: Context, text: str, echo: str = "") -> None:
    asker = context.asker
    question = Question(text=text, conversation=asker.conversation, user_id=str(asker.user_id))
    try:
        async with typing(context):
            answer = await asyncio.to_thread(context.services.advisor.answer, question)
    except _NO_INDEX as error:
        _logger.warning("A question found no index: %s", error)
        is_admin = asker.user_id in context.services.settings.admins
        context.tell(say("no_index", is_admin=is_admin, reason=str(error)))
        return
    context.reply(*render(answer, echo))

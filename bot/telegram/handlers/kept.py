"""What handlers of buttons share: a press that counts once, and the turn that it is about."""

import asyncio

from telegram import Update

from bot.telegram.context import Context
from bot.telegram.presses import Press
from storage import TurnRecord

_MAX_TURN_ID = 2**63 - 1


def press_in(update: Update, context: Context) -> Press | None:
    """Return the press; None where there is none, or the same was answered just now."""
    query = update.callback_query
    if query is None or query.message is None:
        return None
    asker = context.asker
    press = Press(asker.user_id, asker.chat_id, query.message.message_id, query.data or "")
    return None if context.desk.presses.answered_just_now(press) else press


async def kept_turn(context: Context, turn_id: int) -> TurnRecord | None:
    """Return the turn; None where it is gone, or belongs to another chat."""
    if turn_id > _MAX_TURN_ID:
        return None
    turn = await asyncio.to_thread(context.services.conversations.turn, turn_id)
    in_this_chat = f"telegram:{context.asker.chat_id}:"
    return turn if turn is not None and turn.conversation.startswith(in_this_chat) else None

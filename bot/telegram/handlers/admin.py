"""/reindex: what admins may do from the chat."""

from telegram import Update

from bot.telegram.context import Context, message_of
from bot.telegram.outgoing import SEND, destination, messages
from bot.telegram.reindexing import ProgressMessage
from bot.telegram.rendering import as_replies
from bot.telegram.texts import say

_FULL = "full"


async def reindex(update: Update, context: Context) -> None:
    """Begin a reindex beside everything else; `/reindex full` embeds all passages anew."""
    message = message_of(update)
    if message is None:
        return
    if context.asker.user_id not in context.services.settings.admins:
        context.tell(say("reindex_refused"))
        return
    place = destination(message, quote=False)
    courier, update_id = context.desk.courier, update.update_id

    async def finish(report: str) -> None:
        await courier.post(update_id, messages(as_replies(report), place))

    async def opening() -> ProgressMessage:
        params = {"chat_id": place.chat_id, "text": say("reindex_started"), "parse_mode": "HTML"}
        sent = await context.bot.call(SEND, params)
        return ProgressMessage(context.bot, place.chat_id, int(sent["message_id"]))

    full = _FULL in (context.args or ())
    if not await context.desk.reindexing.start(opening, finish, full=full):
        context.tell(say("reindex_running"))

"""What one may do with an answer: read on, open a source, say what one thinks of it, ask why."""

import asyncio
import html
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup
from telegram import Message, Update

from bot.explanation import explain_text
from bot.missed import is_missed
from bot.telegram.context import Context
from bot.telegram.handlers.kept import kept_turn, press_in
from bot.telegram.rendering import Button, Keyboard, keyboard_of, render_whole, voted
from bot.telegram.texts import say
from storage import TurnRecord, Verdict

_ECHO = "› "
# A quote may end within a word.
_CUT_WORD = re.compile(r"(?<=\s)\S+…$")


async def more(update: Update, context: Context) -> None:
    """Put the whole answer in the place of its first part; what does not fit follows."""
    press = press_in(update, context)
    if press is None or context.matches is None:
        return
    turn = await kept_turn(context, int(context.matches[0].group(1)))
    if turn is None:
        context.tell(say("gone"))
    else:
        first, *rest = render_whole(turn, _echo(update, turn))
        context.replace(first)
        context.reply(*rest)
    context.desk.presses.note(press)


async def source(update: Update, context: Context) -> None:
    """Show a source with the passage that the answer drew on."""
    press = press_in(update, context)
    if press is None or context.matches is None:
        return
    turn_id, number = map(int, context.matches[0].groups())
    turn = await kept_turn(context, turn_id)
    found = [] if turn is None else [kept for kept in turn.sources if kept["id"] == number]
    context.tell(_source_text(found[0]) if found else say("gone"))
    context.desk.presses.note(press)


async def vote(update: Update, context: Context) -> None:
    """Keep what the person who asked thinks of the answer; the thumbs say so."""
    query = update.callback_query
    if query is None or query.message is None or context.matches is None:
        return
    turn_id, verdict = int(context.matches[0].group(1)), Verdict(context.matches[0].group(2))
    turn = await kept_turn(context, turn_id)
    if turn is None or turn.user_id != str(context.asker.user_id):
        return
    unanswered = is_missed(turn.status, turn.intent)
    feedback = context.services.feedback
    await asyncio.to_thread(feedback.vote, turn_id, verdict, unanswered=unanswered)
    context.set_buttons(voted(_keyboard(update, turn), turn_id, verdict))


async def why(update: Update, context: Context) -> None:  # noqa: ARG001 - PTB's signature
    """Explain the last answer, or that of a number, of this person's own conversation."""
    wanted = "".join(context.args or ()).removeprefix("#")
    if wanted and not (wanted.isascii() and wanted.isdecimal()):
        context.tell(say("why_usage"))
        return
    turn = await _own_turn(context, int(wanted) if wanted else None)
    if turn is None:
        context.tell(say("why_nothing", number=wanted))
        return
    explanation = Markup(explain_text(turn.explanation))  # noqa: S704 - escaped by its template
    context.tell(say("why", turn=turn, explanation=explanation))


async def _own_turn(context: Context, number: int | None) -> TurnRecord | None:
    conversation = context.asker.conversation
    if number is None:
        kept = context.services.conversations
        return next(iter(await asyncio.to_thread(kept.history, conversation, 1)), None)
    turn = await kept_turn(context, number)
    return turn if turn is not None and turn.conversation == conversation else None


def _echo(update: Update, turn: TurnRecord) -> str:
    """The question above the answer, where it stands in the message that was pressed."""
    message = update.callback_query.message if update.callback_query else None
    shown = message.text if isinstance(message, Message) else None
    first = (shown or "").partition("\n\n")[0]
    said = first.endswith(f"{_ECHO}{turn.question.strip()}")
    return f"<i>{html.escape(first, quote=False)}</i>" if said else ""


def _keyboard(update: Update, turn: TurnRecord) -> Keyboard:
    """The buttons that were pressed; Telegram does not show those of an old message."""
    message = update.callback_query.message if update.callback_query else None
    markup = message.reply_markup if isinstance(message, Message) else None
    if markup is None:
        return keyboard_of(turn)
    return tuple(
        tuple(Button(button.text, str(button.callback_data)) for button in row)
        for row in markup.inline_keyboard
    )


def _source_text(source: Mapping[str, Any]) -> str:
    host = urlsplit(source.get("address") or "").hostname or ""
    quote = _CUT_WORD.sub("…", source["quote"])
    return say("source", source=source, quote=quote, host=host.removeprefix("www."))

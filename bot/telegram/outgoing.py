"""Replies as calls of the Bot API, as the outbox keeps them. Knows nothing of when they go out."""

import json
from dataclasses import dataclass, replace
from typing import Any

from telegram import MaybeInaccessibleMessage, Message

from bot.telegram.rendering import Keyboard, Reply
from bot.wording import plain
from storage import OutgoingMessage

SEND = "sendMessage"
EDIT = "editMessageText"
EDIT_BUTTONS = "editMessageReplyMarkup"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where replies go."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Payload:
    """One call: what the outbox keeps besides the chat."""

    method: str
    params: dict[str, Any]

    def to_json(self) -> str:
        """Return what the outbox keeps."""
        return json.dumps({"method": self.method, "params": self.params}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Payload":
        """Read what the outbox keeps."""
        kept = json.loads(text)
        return cls(kept["method"], kept["params"])

    @property
    def repeatable(self) -> bool:
        """Whether doing it twice looks like doing it once."""
        return self.method != SEND

    def plain(self) -> "Payload":
        """Return the same words without markup."""
        params = {key: value for key, value in self.params.items() if key != "parse_mode"}
        return replace(self, params=params | {"text": plain(params["text"])})


def messages(replies: tuple[Reply, ...], to: Destination) -> list[OutgoingMessage]:
    """Return replies as messages to send; only the first one quotes what it answers."""
    following = replace(to, reply_to=None)
    return [
        OutgoingMessage(to.chat_id, _send(reply, following if n else to).to_json())
        for n, reply in enumerate(replies)
    ]


def edit(message_id: int, reply: Reply, chat_id: int) -> OutgoingMessage:
    """Return a reply that takes the place of an earlier message."""
    payload = Payload(EDIT, {"message_id": message_id} | _body(reply))
    return OutgoingMessage(chat_id, payload.to_json())


def edit_buttons(message_id: int, keyboard: Keyboard, chat_id: int) -> OutgoingMessage:
    """Return buttons that take the place of those under an earlier message."""
    params = {
        "message_id": message_id,
        "reply_markup": {"inline_keyboard": inline_keyboard(keyboard)},
    }
    return OutgoingMessage(chat_id, Payload(EDIT_BUTTONS, params).to_json())


def destination(message: MaybeInaccessibleMessage, *, quote: bool) -> Destination:
    """Return where an answer to the message belongs."""
    is_topic = isinstance(message, Message) and message.is_topic_message
    thread = message.message_thread_id if isinstance(message, Message) and is_topic else None
    return Destination(message.chat.id, thread, message.message_id if quote else None)


def _send(reply: Reply, to: Destination) -> Payload:
    params = _body(reply)
    if to.thread_id is not None:
        params["message_thread_id"] = to.thread_id
    if to.reply_to is not None:
        params["reply_parameters"] = {
            "message_id": to.reply_to,
            "allow_sending_without_reply": True,
        }
    return Payload(SEND, params)


def _body(reply: Reply) -> dict[str, Any]:
    params: dict[str, Any] = {
        "text": reply.html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    if reply.keyboard:
        params["reply_markup"] = {"inline_keyboard": inline_keyboard(reply.keyboard)}
    return params


def inline_keyboard(keyboard: Keyboard) -> list[list[dict[str, str]]]:
    """Return a keyboard as the Bot API spells it."""
    return [
        [{"text": button.label, "callback_data": button.data} for button in row] for row in keyboard
    ]

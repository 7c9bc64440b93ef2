"""The world behind the double: chats, people, messages, presses. Knows nothing of HTTP."""

import copy
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.entities import typed_entities
from tests.botapi.records import (
    CallbackAnswer,
    Json,
    SentMessage,
    Upload,
    bad_request,
    buttons_of,
)
from tests.botapi.updates import UpdateQueue
from tests.botapi.waiting import Bell

PRESS_LIFETIME = 15.0
"""Seconds in which a press can be answered; later Telegram calls the query too old."""


@dataclass(slots=True)
class Chat:
    """One conversation, with what was said in it."""

    id: int
    kind: str
    title: str
    writable: bool = False
    """Whether the bot may write: not before the person did."""
    blocked: bool = False
    messages: dict[int, Json] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    """The transcript."""

    def to_json(self) -> Json:
        """Return the chat as it stands in a message."""
        name = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, name: self.title}


@dataclass(slots=True)
class Press:
    """An inline button that was pressed, and its answer once there is one."""

    query_id: str
    chat_id: int
    label: str
    at: float
    answer: CallbackAnswer | None = None


class World:
    """Everything Telegram would remember."""

    def __init__(self, bot: Json, *, privacy: bool, clock: Callable[[], float]) -> None:
        self.bot = bot
        self.privacy = privacy
        self.clock = clock
        self.bell = Bell()
        self.updates = UpdateQueue()
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self.keyboards: dict[int, Json | None] = {}
        self.files: dict[str, Upload] = {}
        self.reactions: dict[int, list[Json]] = {}
        self.sent: list[SentMessage] = []
        self.edits: list[SentMessage] = []
        self._message_ids = itertools.count(1)
        self._names = itertools.count(1)

    def open_chat(self, chat: Chat) -> Chat:
        """Add a chat, or return the one that has its id."""
        return self.chats.setdefault(chat.id, chat)

    def chat(self, chat_id: Any) -> Chat:
        """Return a chat the bot names; raises what Telegram answers to a wrong name."""
        if not isinstance(chat_id, int) or chat_id not in self.chats:
            raise bad_request("chat not found")
        return self.chats[chat_id]

    def message(self, chat: Chat, message_id: Any, reason: str) -> Json:
        """Return a message the bot names; raises the reason where there is none."""
        message = chat.messages.get(message_id)
        if message is None:
            raise bad_request(reason)
        return message

    def find_message(self, message_id: int) -> tuple[Chat, Json]:
        """Return a message and its chat by the id alone, for people's actions."""
        for chat in self.chats.values():
            if message_id in chat.messages:
                return chat, chat.messages[message_id]
        raise LookupError(f"There is no message {message_id}; was it deleted?")

    def post(self, chat: Chat, sender: Json, content: Json, reply_to: int | None = None) -> Json:
        """Put a message into a chat and return it; nobody is told yet."""
        message: Json = {
            "message_id": next(self._message_ids),
            "date": int(time.time()),
            "chat": chat.to_json(),
            "from": sender,
        }
        if reply_to is not None:
            original = chat.messages[reply_to]
            message["reply_to_message"] = {
                key: value for key, value in original.items() if key != "reply_to_message"
            }
        message |= {key: value for key, value in content.items() if value not in (None, (), [])}
        chat.messages[message["message_id"]] = message
        chat.lines.append(_line(message))
        return message

    def hear(self, chat: Chat, message: Json, kind: str = "message") -> None:
        """Tell the bot of a person's message, if it may see it."""
        if chat.kind == "private" or not self.privacy or self._is_for_bot(message):
            self.tell(kind, message)

    def tell(self, kind: str, content: Json) -> None:
        """Queue an update and wake whoever waits for one."""
        # an update stays as it was, whatever becomes of the message
        self.updates.add(kind, copy.deepcopy(content))
        self.bell.ring()

    def record(self, message: SentMessage, *, edited: bool = False) -> None:
        """Remember what the bot delivered."""
        (self.edits if edited else self.sent).append(message)
        self.keyboards[message.message_id] = message.reply_markup
        chat = self.chats[message.chat_id]
        if edited:
            chat.lines.append(f"(the bot edits #{message.message_id}) {message.text}")
        if message.buttons:
            chat.lines.append("    " + " ".join(f"[{label}]" for label in message.buttons))
        self.bell.ring()

    def press(self, chat: Chat, message: Json, person: Json, button: Json) -> str:
        """Press an inline button and return the id of the query."""
        query_id = f"{next(self._names)}"
        label = str(button["text"])
        self.presses[query_id] = Press(query_id, chat.id, label, self.clock())
        chat.lines.append(f"{person['first_name']} presses [{label}]")
        query = {
            "id": query_id,
            "from": person,
            "message": message,
            "chat_instance": str(chat.id),
            "data": button["callback_data"],
        }
        self.tell("callback_query", query)
        return query_id

    def answer_press(self, answer: CallbackAnswer) -> None:
        """Settle a press; raises what Telegram says of one too old or unknown."""
        press = self.presses.get(answer.query_id)
        if press is None or press.answer or self.clock() - press.at > PRESS_LIFETIME:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        press.answer = answer
        if answer.text:
            self.chats[press.chat_id].lines.append(f"(notice) {answer.text}")
        self.bell.ring()

    def unanswered(self, older_than: float = 0.0) -> tuple[Press, ...]:
        """Return the presses that wait for an answer."""
        now = self.clock()
        waiting = (press for press in self.presses.values() if press.answer is None)
        return tuple(press for press in waiting if now - press.at >= older_than)

    def keep_file(self, upload: Upload) -> Json:
        """Store a file and return what messages say of it."""
        number = next(self._names)
        self.files[f"file{number}"] = upload
        size = len(upload.content)
        return {"file_id": f"file{number}", "file_unique_id": f"u{number}", "file_size": size}

    def find_button(self, message_id: int, wanted: str) -> Json:
        """Return the button with this label or callback_data; raises LookupError with a list."""
        buttons = buttons_of(self.keyboards.get(message_id))
        for key in ("text", "callback_data"):
            for button in buttons:
                if button.get(key) == wanted:
                    return button
        partly = [button for button in buttons if wanted.casefold() in button["text"].casefold()]
        if len(partly) == 1:
            return partly[0]
        labels = [button["text"] for button in buttons]
        raise LookupError(f"Message {message_id} has no button {wanted!r}; it has {labels}")

    def _is_for_bot(self, message: Json) -> bool:
        if message.get("reply_to_message", {}).get("from", {}).get("id") == self.bot["id"]:
            return True
        if not any(key in message for key in ("text", "caption", "photo", "document", "voice")):
            return True  # service messages reach every bot
        return any(self._addresses_bot(word) for word in _addressing_words(message))

    def _addresses_bot(self, word: str) -> bool:
        # a command that names no bot reaches all of them
        _, at, name = word.partition("@")
        return not at or name.casefold() == str(self.bot["username"]).casefold()


def _addressing_words(message: Json) -> list[str]:
    text = str(message.get("text") or message.get("caption") or "")
    encoded = text.encode("utf-16-le", "surrogatepass")
    words = []
    for entity in typed_entities(text):
        if entity["type"] == "mention" or (
            entity["type"] == "bot_command" and entity["offset"] == 0
        ):
            start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
            words.append(encoded[start:end].decode("utf-16-le"))
    return words


def _line(message: Json) -> str:
    sender = message["from"]
    name = "BOT" if sender["is_bot"] else sender["first_name"]
    known = {"message_id", "date", "chat", "from", "reply_to_message", "reply_markup", "entities"}
    text = message.get("text") or message.get("caption") or ""
    other = ", ".join(key for key in message if key not in known | {"text", "caption"})
    mark = f" ({other})" if other and not message.get("text") else ""
    return f"#{message['message_id']} {name}:{mark} {text}".rstrip()

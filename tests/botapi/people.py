"""The people and groups a test speaks through. Knows nothing of HTTP."""

from dataclasses import dataclass
from typing import Any

from tests.botapi.entities import typed_entities, utf16_len
from tests.botapi.records import Json, SentMessage, Upload
from tests.botapi.state import Chat, World


@dataclass(frozen=True, slots=True)
class Group:
    """A group the bot is in."""

    id: int
    title: str
    members: tuple["User", ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class User:
    """A person with a private chat, whose id is the person's."""

    world: World
    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None

    def to_json(self) -> Json:
        """Return the person as a message names them."""
        person: Json = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.username:
            person["username"] = self.username
        if self.language_code:
            person["language_code"] = self.language_code
        return person

    async def send(
        self, text: str, *, chat: Group | None = None, reply_to: int | SentMessage | None = None
    ) -> int:
        """Write a text message and return its id."""
        if not 1 <= utf16_len(text) <= 4096:
            raise ValueError("A client sends 1 to 4096 UTF-16 units a message; split it as it does")
        content = {"text": text, "entities": typed_entities(text)}
        return await self.send_content(content, chat=chat, reply_to=reply_to)

    async def send_content(
        self, content: Json, *, chat: Group | None = None, reply_to: int | SentMessage | None = None
    ) -> int:
        """Send a message of any kind, as {"sticker": {...}}, and return its id."""
        place = self._chat(chat)
        place.writable = True
        message = self.world.post(place, self.to_json(), content, _message_id(reply_to))
        self.world.hear(place, message)
        return int(message["message_id"])

    async def send_document(
        self, name: str, content: bytes, *, caption: str = "", chat: Group | None = None
    ) -> int:
        """Send a file that the bot can fetch, and return the message's id."""
        document = self.world.keep_file(Upload(name, content)) | {"file_name": name}
        fields: Json = {"document": document}
        if caption:
            fields |= {"caption": caption, "caption_entities": typed_entities(caption)}
        return await self.send_content(fields, chat=chat)

    async def press(self, message: int | SentMessage, button: str) -> str:
        """Press a button by its label or callback_data.

        Returns the id of the callback query; of the sent message for a reply keyboard's button.
        """
        message_id = _message_id(message) or 0
        chat, shown = self.world.find_message(message_id)
        if chat.kind == "private" and chat.id != self.id:
            raise LookupError(f"{self.first_name} cannot see the chat of message {message_id}")
        found = self.world.find_button(message_id, button)
        if "callback_data" in found:
            return self.world.press(chat, shown, self.to_json(), found)
        if set(found) == {"text"}:
            group = Group(chat.id, chat.title) if chat.kind != "private" else None
            return str(await self.send(found["text"], chat=group))
        raise LookupError(f"The button {button!r} sends the bot nothing: {found}")

    async def edit(self, message_id: int, text: str) -> None:
        """Change the text of an earlier message of one's own."""
        chat, message = self.world.find_message(message_id)
        if message["from"]["id"] != self.id:
            raise LookupError(f"Message {message_id} is not {self.first_name}'s to edit")
        message |= {"text": text, "entities": typed_entities(text), "edit_date": message["date"]}
        chat.lines.append(f"({self.first_name} edits #{message_id}) {text}")
        self.world.hear(chat, message, "edited_message")

    async def react(self, message: int | SentMessage, emoji: str) -> None:
        """React to a message; the bot hears of it only if it asked for reactions."""
        chat, shown = self.world.find_message(_message_id(message) or 0)
        change = {
            "chat": chat.to_json(),
            "message_id": shown["message_id"],
            "user": self.to_json(),
            "date": shown["date"],
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": emoji}],
        }
        self.world.tell("message_reaction", change)

    async def block(self) -> None:
        """Block the bot: it is told, and its messages are refused."""
        self._set_blocked(True)

    async def unblock(self) -> None:
        """Let the bot write again."""
        self._set_blocked(False)

    def _set_blocked(self, blocked: bool) -> None:
        chat = self._chat(None, speaking=False)
        chat.blocked = blocked
        chat.lines.append(f"{self.first_name} {'blocks' if blocked else 'unblocks'} the bot")
        member: Json = {"user": self.world.bot, "status": "member"}
        kicked: Json = {"user": self.world.bot, "status": "kicked", "until_date": 0}
        change = {
            "chat": chat.to_json(),
            "from": self.to_json(),
            "date": 0,
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        self.world.tell("my_chat_member", change)

    def _chat(self, group: Group | None, *, speaking: bool = True) -> Chat:
        chat = self.world.chats[group.id if group else self.id]
        if chat.blocked and speaking:
            raise ValueError(f"{self.first_name} has blocked the bot; unblock first")
        return chat


Place = User | Group | int
"""How a test names a chat."""


def chat_id_of(place: Place) -> int:
    """Return the chat's id."""
    return place if isinstance(place, int) else place.id


def _message_id(message: Any) -> int | None:
    return message.message_id if isinstance(message, SentMessage) else message

"""Methods that write, change and remove the bot's messages. Knows nothing of HTTP."""

from typing import Any

from tests.botapi.checks import Checks
from tests.botapi.entities import Formatted
from tests.botapi.records import ApiError, Json, SentMessage, Upload, bad_request
from tests.botapi.state import Chat, World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)


class Messages:
    """Writes as the bot."""

    def __init__(self, world: World, checks: Checks) -> None:
        self._world = world
        self._checks = checks

    def send_message(self, params: Json) -> Json:
        """Deliver a text."""
        chat = self._writable(params)
        shown = self._text(params, chat)
        content = {"text": shown.text, "entities": shown.entities}
        return self._deliver("sendMessage", chat, params, content, shown)

    def send_photo(self, params: Json) -> Json:
        """Deliver a picture, uploaded or known by its file_id."""
        chat = self._writable(params)
        file, upload = self._file(params["photo"])
        sizes = [file | {"width": 640, "height": 480}]
        return self._deliver_file("sendPhoto", chat, params, {"photo": sizes}, upload)

    def send_document(self, params: Json) -> Json:
        """Deliver a file, uploaded or known by its file_id."""
        chat = self._writable(params)
        file, upload = self._file(params["document"])
        document = file | {"file_name": upload.name}
        return self._deliver_file("sendDocument", chat, params, {"document": document}, upload)

    def edit_text(self, params: Json) -> Json:
        """Change a text the bot wrote."""
        chat, message = self._own(params, "message to edit not found")
        shown = self._text(params, chat)
        content = {"text": shown.text, "entities": shown.entities}
        return self._change("editMessageText", chat, message, params, content)

    def edit_markup(self, params: Json) -> Json:
        """Change the buttons under a message of the bot's."""
        chat, message = self._own(params, "message to edit not found")
        return self._change("editMessageReplyMarkup", chat, message, params, {})

    def delete(self, params: Json) -> bool:
        """Remove a message."""
        chat = self._world.chat(params.get("chat_id"))
        message = self._world.message(chat, params.get("message_id"), "message to delete not found")
        message_id = message["message_id"]
        del chat.messages[message_id]
        chat.lines.append(f"(the bot deletes #{message_id})")
        return True

    def action(self, params: Json) -> bool:
        """Show that the bot is typing."""
        chat = self._writable(params)
        chat.lines.append(f"(the bot is {params.get('action')})")
        return True

    def react(self, params: Json) -> bool:
        """Set the bot's reaction; an empty list takes it away."""
        chat = self._writable(params)
        message = self._world.message(chat, params.get("message_id"), "message to react not found")
        message_id = message["message_id"]
        reactions = params.get("reaction") or []
        if len(reactions) > 1:
            raise self._checks.refuse("reactions", f"{reactions}", chat.id, "REACTIONS_TOO_MANY")
        self._world.reactions[message_id] = reactions
        chat.lines.append(
            f"(the bot reacts to #{message_id}) {[r.get('emoji') for r in reactions]}"
        )
        return True

    def _writable(self, params: Json) -> Chat:
        chat = self._world.chat(params.get("chat_id"))
        if chat.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if not chat.writable:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def _own(self, params: Json, reason: str) -> tuple[Chat, Json]:
        chat = self._writable(params)
        message = self._world.message(chat, params.get("message_id"), reason)
        if message["from"]["id"] != self._world.bot["id"]:
            raise bad_request("message can't be edited")
        return chat, message

    def _text(self, params: Json, chat: Chat) -> Formatted:
        text = str(params.get("text", ""))
        shown = self._checks.text(text, params.get("parse_mode"), chat.id)
        return Formatted(shown.text, tuple(params.get("entities") or shown.entities))

    def _file(self, given: Any) -> tuple[Json, Upload]:
        if isinstance(given, Upload):
            return self._world.keep_file(given), given
        known = self._world.files.get(str(given))
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return {"file_id": str(given), "file_unique_id": f"u{given}"}, known

    def _deliver_file(
        self, method: str, chat: Chat, params: Json, content: Json, upload: Upload
    ) -> Json:
        caption = str(params.get("caption") or "")
        shown = self._checks.caption(caption, params.get("parse_mode"), chat.id)
        content |= {"caption": shown.text, "caption_entities": shown.entities}
        return self._deliver(method, chat, params, content, shown, upload)

    def _deliver(
        self,
        method: str,
        chat: Chat,
        params: Json,
        content: Json,
        shown: Formatted,
        upload: Upload | None = None,
    ) -> Json:
        markup = params.get("reply_markup")
        self._checks.markup(markup, chat.id)
        reply_to = self._reply_to(params, chat)
        self._checks.rate(chat.id)
        content["message_thread_id"] = params.get("message_thread_id")
        content["reply_markup"] = _inline(markup)
        message = self._world.post(chat, self._world.bot, content, reply_to)
        self._world.record(_record(method, message, params, shown, self._world.clock(), upload))
        return message

    def _reply_to(self, params: Json, chat: Chat) -> int | None:
        asked = params.get("reply_parameters") or {}
        message_id = asked.get("message_id", params.get("reply_to_message_id"))
        if message_id is None:
            return None
        if message_id in chat.messages:
            return int(message_id)
        if asked.get("allow_sending_without_reply") or params.get("allow_sending_without_reply"):
            return None
        raise bad_request("message to be replied not found")

    def _change(self, method: str, chat: Chat, message: Json, params: Json, content: Json) -> Json:
        markup = params.get("reply_markup")
        self._checks.markup(markup, chat.id)
        before = dict(message)
        for key, value in (content | {"reply_markup": _inline(markup)}).items():
            message.pop(key, None)
            if value:
                message[key] = value
        if message == before:
            raise bad_request(NOT_MODIFIED)
        message["edit_date"] = message["date"]
        shown = Formatted(message.get("text") or "", tuple(message.get("entities") or ()))
        record = _record(method, message, params, shown, self._world.clock(), None)
        self._world.record(record, edited=True)
        return message


def _inline(markup: Json | None) -> Json | None:
    # messages carry inline keyboards only; a reply keyboard belongs to the chat
    return markup if markup and markup.get("inline_keyboard") else None


def _record(
    method: str, message: Json, params: Json, shown: Formatted, at: float, upload: Upload | None
) -> SentMessage:
    original = message.get("reply_to_message") or {}
    return SentMessage(
        message_id=message["message_id"],
        chat_id=message["chat"]["id"],
        method=method,
        text=shown.text,
        html=str(params.get("text") or params.get("caption") or ""),
        parse_mode=params.get("parse_mode"),
        entities=shown.entities,
        reply_markup=params.get("reply_markup"),
        reply_to=original.get("message_id"),
        at=at,
        upload=upload,
    )

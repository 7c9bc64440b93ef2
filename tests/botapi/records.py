"""What the double hands to a test: frozen records of what it saw. Knows nothing of HTTP."""

from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


class ApiError(Exception):
    """A refusal as Telegram words it: the code, the description, the parameters."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_json(self) -> Json:
        """Return the body that goes with the refusal."""
        body: Json = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(reason: str, **parameters: Any) -> ApiError:
    """Return the 400 that Telegram gives for this reason."""
    return ApiError(400, f"Bad Request: {reason}", **parameters)


class NotSeenError(AssertionError):
    """What a test waited for did not come; the message holds the transcript."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came or went with a message."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message of the bot as it was delivered, or as an edit left it."""

    message_id: int
    chat_id: int
    method: str
    text: str
    """What a person reads: the text or the caption without its tags."""
    html: str
    """The text or the caption as the bot sent it."""
    parse_mode: str | None
    entities: tuple[Json, ...]
    reply_markup: Json | None
    reply_to: int | None
    at: float
    upload: Upload | None = None

    @property
    def buttons(self) -> tuple[str, ...]:
        """The labels under the message, row by row."""
        return tuple(str(button["text"]) for button in buttons_of(self.reply_markup))


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot, whatever came of it."""

    method: str
    params: Json
    at: float


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to push an update to the webhook; a status of None means no answer came."""

    update_id: int
    status: int | None
    at: float


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What a press was answered with."""

    query_id: str
    text: str
    show_alert: bool


@dataclass(frozen=True, slots=True)
class Violation:
    """Something the bot did that Telegram forbids or that its users would suffer from."""

    rule: str
    detail: str
    chat_id: int | None = None

    def __str__(self) -> str:
        where = f" in chat {self.chat_id}" if self.chat_id is not None else ""
        return f"{self.rule}{where}: {self.detail}"


def buttons_of(markup: Json | None) -> list[Json]:
    """Return the buttons of an inline or a reply keyboard in reading order."""
    rows = (markup or {}).get("inline_keyboard") or (markup or {}).get("keyboard") or []
    return [
        button if isinstance(button, dict) else {"text": button} for row in rows for button in row
    ]

"""A Bot API on loopback with Telegram's own offset semantics, limits and failures, for tests."""

from tests.botapi.double import BotApiDouble
from tests.botapi.people import Group, User
from tests.botapi.records import (
    ApiError,
    Call,
    CallbackAnswer,
    Delivery,
    NotSeenError,
    SentMessage,
    Violation,
)

__all__ = [
    "ApiError",
    "BotApiDouble",
    "Call",
    "CallbackAnswer",
    "Delivery",
    "Group",
    "NotSeenError",
    "SentMessage",
    "User",
    "Violation",
]

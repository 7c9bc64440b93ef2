"""What a failed call means for the message: whether it arrived, and what to do next.

Knows nothing of the outbox.
"""

from dataclasses import dataclass
from enum import Enum, auto

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)


class Verdict(Enum):
    """What is known of a message after a failed call."""

    ARRIVED = auto()
    """It stands in the chat as it should."""
    NOW = auto()
    """It did not arrive; the limiter knows when to try again."""
    LATER = auto()
    """It did not arrive; the line or the server is in trouble."""
    PLAIN = auto()
    """It did not arrive: Telegram cannot read its markup."""
    MOVED = auto()
    """It did not arrive: the chat has a new id."""
    UNKNOWN = auto()
    """Nobody can tell: the request went out and no answer came."""
    HOPELESS = auto()
    """It did not arrive and never will."""


@dataclass(frozen=True, slots=True)
class _Wording:
    part: str
    verdict: Verdict


_BAD_REQUESTS = (
    _Wording("not modified", Verdict.ARRIVED),
    _Wording("can't parse entities", Verdict.PLAIN),
)


def judge(error: TelegramError, *, handed_over: bool) -> Verdict:
    """Tell what the error says about the message; `handed_over` once its request went out."""
    match error:
        case RetryAfter():
            return Verdict.NOW
        case ChatMigrated():
            return Verdict.MOVED
        case BadRequest():
            return _judge_wording(error)
        case InvalidToken():
            return Verdict.LATER
        case NetworkError():
            return _judge_line(error, handed_over=handed_over)
        case _:
            return Verdict.HOPELESS


def _judge_wording(error: BadRequest) -> Verdict:
    said = error.message.lower()
    return next((w.verdict for w in _BAD_REQUESTS if w.part in said), Verdict.HOPELESS)


def _judge_line(error: NetworkError, *, handed_over: bool) -> Verdict:
    """Without a cause, which would be httpx's, the server has answered that it would not."""
    cause = error.__cause__
    refused = cause is None and "gateway time" not in error.message.lower()
    # A body that could not be written to its end is not acted upon.
    cut_off = isinstance(cause, httpx.WriteError | httpx.WriteTimeout)
    return Verdict.LATER if refused or cut_off or not handed_over else Verdict.UNKNOWN

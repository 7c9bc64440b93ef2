"""Keeps what must not be seen: the webhook's secret is never empty, the token never in a log."""

import hashlib
import hmac
import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from bot.settings import Settings

# They log every address they call, and the token is part of it.
_TALKATIVE = ("httpx", "httpcore", "telegram", "hpack", "tornado.access")


def webhook_secret(settings: Settings, token: str) -> str:
    """Return the secret that Telegram sends along; one follows from the token if none is set."""
    if settings.webhook_secret is not None:
        return settings.webhook_secret.get_secret_value()
    return hmac.new(token.encode(), b"career-advisor webhook", hashlib.sha256).hexdigest()


class Redactor(logging.Filter):
    """Strikes the settings' secrets out of whatever is logged, tracebacks included."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is always logged."""
        message = record.getMessage()
        redacted = self._settings.redact(message)
        if redacted != message:
            record.msg, record.args = redacted, ()
        if record.exc_info and record.exc_info[0] is not None:
            lines = traceback.format_exception(*record.exc_info)
            record.exc_text = self._settings.redact("".join(lines).rstrip())
        return True


@contextmanager
def quiet_logs(settings: Settings) -> Iterator[None]:
    """Silence the loggers that show addresses, and redact what all others say."""
    loggers = [logging.getLogger(name) for name in _TALKATIVE]
    levels = [logger.level for logger in loggers]
    redactor = Redactor(settings)
    handlers = list(logging.getLogger().handlers)
    for logger in loggers:
        logger.setLevel(max(logger.level, logging.WARNING))
    for handler in handlers:
        handler.addFilter(redactor)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(redactor)
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)

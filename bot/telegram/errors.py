"""What can end the Telegram side; every message says the next step and none the token.

TelegramSideError
  TokenRefusedError, WebhookRefusedError, ListeningError
"""


class TelegramSideError(Exception):
    """The root of this package's errors."""


class TokenRefusedError(TelegramSideError):
    """The Bot API knows no bot with this token."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"The Bot API at {address} refused TELEGRAM_BOT_TOKEN: copy the token from @BotFather "
            "once more, put it into .env and start again."
        )
        self.address = address


class WebhookRefusedError(TelegramSideError):
    """Telegram does not take the address for the webhook."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(
            f"Telegram refused WEBHOOK_URL {url} ({reason}): set it to the bot's public https "
            "address, or leave it out to ask Telegram for updates."
        )
        self.url = url
        self.reason = reason


class ListeningError(TelegramSideError):
    """The webhook's port cannot be had."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(f"Cannot listen on port {port} ({reason}): set PORT to a free one.")
        self.port = port

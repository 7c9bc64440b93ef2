"""Whether a message speaks to the bot, and what it says apart from that."""

import re

from telegram import Message
from telegram.ext import filters


class SpokenTo(filters.MessageFilter):
    """Everything in a private chat; in a group a mention or a reply to the bot."""

    def filter(self, message: Message) -> bool:
        """Tell whether the bot is meant."""
        if message.chat.type == message.chat.PRIVATE:
            return True
        bot = message.get_bot()
        text = message.text or message.caption or ""
        return is_reply_to(message, bot.id) or bool(_mention(bot.username).search(text))


class CommandForUs(filters.MessageFilter):
    """A command in a private chat; in a group one that names the bot."""

    def filter(self, message: Message) -> bool:
        """Tell whether no other bot can be meant."""
        if message.chat.type == message.chat.PRIVATE:
            return True
        command = (message.text or "").split(maxsplit=1)[0]
        return command.lower().endswith(f"@{message.get_bot().username.lower()}")


def is_reply_to(message: Message, bot_id: int) -> bool:
    """Tell whether the message replies to one of the bot's."""
    answered = message.reply_to_message
    return bool(answered and answered.from_user and answered.from_user.id == bot_id)


def without_mention(text: str, username: str) -> str:
    """Return the words that are left when the bot's name is taken out."""
    return " ".join(_mention(username).sub(" ", text).split()) if "@" in text else text.strip()


def _mention(username: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@])@{re.escape(username)}\b\s*[,:;]?", re.IGNORECASE)

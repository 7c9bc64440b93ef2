"""What a handler works with: the services, and the replies it collects for one update.

Handlers send nothing themselves: what they reply is written down first and delivered after.
"""

from dataclasses import dataclass, field
from typing import Any

from telegram import MaybeInaccessibleMessage, Update
from telegram.ext import Application, CallbackContext

from bot.telegram.api import AdvisorBot
from bot.telegram.delivery import Courier
from bot.telegram.outgoing import destination, edit, edit_buttons, messages
from bot.telegram.presses import Presses
from bot.telegram.reindexing import ReindexJob
from bot.telegram.rendering import Keyboard, Reply, as_replies
from bot.telegram.seams import Services
from storage import OutgoingMessage

_DESK = "desk"


@dataclass(frozen=True, slots=True)
class Asker:
    """A person in a chat."""

    chat_id: int
    user_id: int
    in_private: bool
    name: str

    @property
    def conversation(self) -> str:
        """The thread: people in a group do not mix."""
        return f"telegram:{self.chat_id}:{self.user_id}"


@dataclass(slots=True)
class Exchange:
    """One update and what it leads to."""

    update: Update
    outgoing: list[OutgoingMessage] = field(default_factory=list)
    error: BaseException | None = None
    """What went wrong in a handler; PTB itself swallows it."""


@dataclass(slots=True)
class Desk:
    """What all handlers share."""

    services: Services
    reindexing: ReindexJob
    courier: Courier
    presses: Presses = field(default_factory=Presses)
    exchanges: dict[int, Exchange] = field(default_factory=dict)


Bot = AdvisorBot
BotData = dict[Any, Any]


class Context(CallbackContext[Bot, BotData, BotData, BotData]):
    """PTB's context with the desk and the exchange at hand."""

    _exchange: Exchange | None = None

    @classmethod
    def from_update(
        cls, update: object, application: "Application[Any, Any, Any, Any, Any, Any]"
    ) -> "Context":
        """Return the context of an update that is being served."""
        context = super().from_update(update, application)
        if isinstance(update, Update):
            context._exchange = desk_of(application).exchanges.get(update.update_id)
        return context

    @property
    def desk(self) -> Desk:
        """What all handlers share."""
        return desk_of(self.application)

    @property
    def services(self) -> Services:
        """Advisor, memory and settings."""
        return self.desk.services

    @property
    def exchange(self) -> Exchange:
        """The update that is being served."""
        if self._exchange is None:
            raise LookupError("no update is being served in this context")
        return self._exchange

    @property
    def asker(self) -> "Asker":
        """Who is answered, and where."""
        update = self.exchange.update
        chat, user = update.effective_chat, update.effective_user
        if chat is None or user is None:
            raise LookupError("nobody in particular sent this update")
        return Asker(chat.id, user.id, chat.type == chat.PRIVATE, user.first_name)

    def reply(self, *replies: Reply) -> None:
        """Answer the update with messages; in a group the first one quotes what it answers."""
        message = message_of(self.exchange.update)
        if message is not None:
            self.exchange.outgoing += messages(replies, destination(message, quote=self._quotes()))

    def tell(self, html: str, keyboard: Keyboard = ()) -> None:
        """Answer the update with a text; the keyboard stands under its last message."""
        self.reply(*as_replies(html, keyboard))

    def replace(self, reply: Reply) -> None:
        """Put a reply in the place of the message whose button was pressed."""
        message = message_of(self.exchange.update)
        if message is not None:
            outgoing = edit(message.message_id, reply, message.chat.id)
            self.exchange.outgoing.append(outgoing)

    def set_buttons(self, keyboard: Keyboard) -> None:
        """Put other buttons under the message whose button was pressed."""
        message = message_of(self.exchange.update)
        if message is not None:
            outgoing = edit_buttons(message.message_id, keyboard, message.chat.id)
            self.exchange.outgoing.append(outgoing)

    def _quotes(self) -> bool:
        update = self.exchange.update
        if update.callback_query:
            return False
        return update.edited_message is not None or not self.asker.in_private


def message_of(update: Update) -> MaybeInaccessibleMessage | None:
    """Return the message an update is about; of an old one that was pressed, the shell."""
    if update.callback_query:
        return update.callback_query.message
    return update.message or update.edited_message


def desk_of(application: "Application[Any, Any, Any, Any, Any, Any]") -> Desk:
    """Return what the application's handlers share."""
    desk = application.bot_data[_DESK]
    if not isinstance(desk, Desk):
        raise TypeError("the application was built without a desk")
    return desk


def put_desk(application: "Application[Any, Any, Any, Any, Any, Any]", desk: Desk) -> None:
    """Give the application's handlers what they share."""
    application.bot_data[_DESK] = desk

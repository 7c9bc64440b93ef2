"""The Bot API's methods by name: receiving here, all else handed on. Knows nothing of HTTP."""

import inspect
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.botapi.checks import Checks
from tests.botapi.messages import Messages
from tests.botapi.profile import Profile
from tests.botapi.records import ApiError, CallbackAnswer, Json, bad_request
from tests.botapi.state import World
from tests.botapi.webhook import Target, Webhook

MAX_POLL_SECONDS = 50
MAX_PAGE = 100
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

Method = Callable[[Json], Any]


class Methods:
    """Answers calls; one instance serves one bot."""

    def __init__(self, world: World, checks: Checks, webhook: Webhook) -> None:
        self.profile = Profile(world, checks)
        self._world = world
        self._checks = checks
        self._webhook = webhook
        self._closing = False
        self._polls = 0
        self._table = self._own_methods() | _profile_methods(self.profile)
        self._table |= _message_methods(Messages(world, checks))

    def _own_methods(self) -> dict[str, Method]:
        return {
            "getUpdates": self._get_updates,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
            "getWebhookInfo": lambda _: self._webhook.info(),
            "answerCallbackQuery": self._answer_callback_query,
            "getFile": self._get_file,
            "logOut": lambda _: True,
            "close": lambda _: True,
        }

    def knows(self, method: str) -> bool:
        """Return whether there is a method of this name."""
        return method in self._table

    async def call(self, method: str, params: Json) -> Any:
        """Return the result of a call; raises ApiError where Telegram refuses."""
        if isinstance(params.get("chat_id"), int):
            self._checks.quiet(params["chat_id"])
        result = self._table[method](params)
        return await result if inspect.isawaitable(result) else result

    def close(self) -> None:
        """Let every long poll end at once."""
        self._closing = True
        self._world.bell.ring()

    async def _get_updates(self, params: Json) -> list[Any]:
        if self._webhook.target:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active;"
                " use deleteWebhook to delete the webhook first",
            )
        self._polls += 1
        poll = self._polls
        # whoever polled before is told so, and this one takes over
        self._world.bell.ring()
        updates = self._world.updates
        updates.restrict(params.get("allowed_updates"))
        updates.acknowledge(int(params.get("offset") or 0))
        self._world.bell.ring()
        seconds = min(float(params.get("timeout") or 0), MAX_POLL_SECONDS)
        await self._world.bell.wait_for(lambda: self._poll_ends(poll), seconds)
        self._refuse_if_ousted(poll)
        return updates.page(max(1, min(int(params.get("limit") or MAX_PAGE), MAX_PAGE)))

    def _poll_ends(self, poll: int) -> bool:
        ousted = self._polls != poll or self._webhook.target is not None
        return bool(self._world.updates.ids) or ousted or self._closing

    def _refuse_if_ousted(self, poll: int) -> None:
        if self._webhook.target is not None:
            raise ApiError(409, "Conflict: terminated by setWebhook request")
        if self._polls != poll:
            raise ApiError(
                409,
                "Conflict: terminated by other getUpdates request;"
                " make sure that only one bot instance is running",
            )

    async def _set_webhook(self, params: Json) -> bool:
        url = str(params.get("url") or "")
        if not url:
            return await self._delete_webhook(params)
        address = urlsplit(url)
        if address.scheme != "https" and address.hostname not in LOOPBACK:
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = params.get("secret_token")
        if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
            raise bad_request("secret token contains unallowed characters")
        self._before_webhook_change(params)
        target = Target(url, secret, int(params.get("max_connections") or 40))
        await self._webhook.start(target)
        return True

    async def _delete_webhook(self, params: Json) -> bool:
        self._before_webhook_change(params)
        await self._webhook.stop()
        return True

    def _before_webhook_change(self, params: Json) -> None:
        self._world.updates.restrict(params.get("allowed_updates"))
        if params.get("drop_pending_updates"):
            self._world.updates.clear()
            self._world.bell.ring()

    def _answer_callback_query(self, params: Json) -> bool:
        text = str(params.get("text") or "")
        self._checks.callback_answer(text)
        alert = bool(params.get("show_alert"))
        query_id = str(params.get("callback_query_id"))
        self._world.answer_press(CallbackAnswer(query_id, text, alert))
        return True

    def _get_file(self, params: Json) -> Json:
        file_id = str(params.get("file_id"))
        upload = self._world.files.get(file_id)
        if upload is None:
            raise bad_request("invalid file_id")
        return {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "file_size": len(upload.content),
            "file_path": f"{file_id}/{upload.name}",
        }


def _message_methods(messages: Messages) -> dict[str, Method]:
    return {
        "sendMessage": messages.send_message,
        "sendPhoto": messages.send_photo,
        "sendDocument": messages.send_document,
        "editMessageText": messages.edit_text,
        "editMessageReplyMarkup": messages.edit_markup,
        "deleteMessage": messages.delete,
        "sendChatAction": messages.action,
        "setMessageReaction": messages.react,
    }


def _profile_methods(profile: Profile) -> dict[str, Method]:
    return {
        "getMe": profile.get_me,
        "getChat": profile.get_chat,
        "setMyCommands": profile.set_commands,
        "getMyCommands": profile.get_commands,
        "deleteMyCommands": profile.delete_commands,
        "setMyName": profile.set_words,
        "setMyDescription": profile.set_words,
        "setMyShortDescription": profile.set_words,
    }

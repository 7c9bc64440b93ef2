"""The double as tests use it: starts the server, hands out people, plans failures."""

import asyncio
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from tests.botapi.checks import Checks
from tests.botapi.faults import Fault, FaultPlan, refusal
from tests.botapi.methods import Methods
from tests.botapi.observing import Observer
from tests.botapi.people import Group, Place, User, chat_id_of
from tests.botapi.records import ApiError, Call, Json
from tests.botapi.server import DropConnectionError, FileHandler, MethodHandler, Server
from tests.botapi.state import Chat, World
from tests.botapi.webhook import Webhook


class BotApiDouble(Observer):
    """A Bot API on loopback for one bot; use it with `async with`."""

    def __init__(
        self,
        token: str = "123456:TEST",  # noqa: S107 - a token of nobody's
        *,
        username: str = "career_advisor_bot",
        privacy: bool = True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.token = token
        bot_id = int(token.partition(":")[0])
        bot = {"id": bot_id, "is_bot": True, "first_name": "Advisor", "username": username}
        world = World(bot, privacy=privacy, clock=clock)
        super().__init__(world, Checks(clock), Webhook(world))
        self.methods = Methods(self.world, self.checks, self.webhook)
        self.calls: list[Call] = []
        self._faults = FaultPlan()
        self._closing = asyncio.Event()
        self._in_flight = 0
        self._mishaps: list[Exception] = []
        files = {"token": token, "files": self.world.files}
        self.server = Server(
            [
                (r"/bot([^/]+)/(\w+)", MethodHandler, {"serve": self._serve}),
                (r"/file/bot([^/]+)/(\w+)/.*", FileHandler, files),
            ]
        )

    async def start(self, port: int = 0) -> None:
        """Listen on a port, a free one by default."""
        self.server.start(port)

    async def stop(self) -> None:
        """Close everything; raises if the double itself failed meanwhile."""
        self._closing.set()
        self.methods.close()
        await self.webhook.stop()
        await self.world.bell.wait_for(lambda: self._in_flight == 0, 5)
        await self.server.stop()
        if self._mishaps:
            raise ExceptionGroup("The Bot API double failed", self._mishaps)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()

    # --- who there is

    @property
    def url(self) -> str:
        """What stands before /bot<token>/."""
        return f"http://127.0.0.1:{self.server.port}"

    def user(
        self,
        user_id: int,
        first_name: str,
        *,
        username: str | None = None,
        language_code: str | None = None,
        started: bool = False,
    ) -> User:
        """Return a person; the bot may write to them once they wrote, or if `started`."""
        chat = self.world.open_chat(Chat(user_id, "private", first_name))
        chat.writable = chat.writable or started
        return User(self.world, user_id, first_name, username, language_code)

    def group(self, chat_id: int, title: str, members: list[User] | None = None) -> Group:
        """Return a group the bot is in."""
        kind = "supergroup" if str(chat_id).startswith("-100") else "group"
        self.world.open_chat(Chat(chat_id, kind, title, writable=True))
        return Group(chat_id, title, tuple(members or ()))

    # --- meddling

    def fail_next(
        self,
        method: str,
        *,
        status: int | None = None,
        description: str | None = None,
        retry_after: float | None = None,
        migrate_to_chat_id: int | None = None,
        drop: bool = False,
        deliver_then_drop: bool = False,
        delay: float = 0.0,
        chat: Place | None = None,
        times: int = 1,
    ) -> None:
        """Let the next calls of a method fail, to one chat or to any."""
        error = refusal(status, description, retry_after, migrate_to_chat_id)
        chat_id = None if chat is None else chat_id_of(chat)
        self._faults.add(Fault(method, chat_id, times, error, drop, deliver_then_drop, delay))

    @property
    def faults_left(self) -> tuple[Fault, ...]:
        """The planned failures that no call has met yet."""
        return self._faults.left

    def raw_update(self, body: Any) -> int:
        """Queue any JSON as an update, malformed or not; return its id."""
        update_id = self.world.updates.add_raw(body)
        self.world.bell.ring()
        return update_id

    def route_webhook(self, address: str) -> None:
        """Push to this scheme and host instead of those the bot named to setWebhook."""
        self.webhook.route = address

    # --- how it works

    async def _serve(self, token: str, method: str, params: Json) -> Any:
        self._in_flight += 1
        try:
            return await self._answer(token, method, params)
        except (ApiError, DropConnectionError):
            raise
        except Exception as error:
            # the bot would take it for a passing failure of Telegram's; the test must not
            self._mishaps.append(error)
            raise ApiError(500, f"The double failed: {error!r}") from error
        finally:
            self._in_flight -= 1
            self.world.bell.ring()

    async def _answer(self, token: str, method: str, params: Json) -> Any:
        if token != self.token:
            raise ApiError(401, "Unauthorized")
        self.calls.append(Call(method, params, self.world.clock()))
        self.world.bell.ring()
        if not self.methods.knows(method):
            raise ApiError(404, "Not Found")
        chat_id = params.get("chat_id")
        fault = self._faults.take(method, chat_id) or Fault(method)
        if fault.deliver_then_drop:
            await self.methods.call(method, params)
        await self._pause(fault.delay)
        if fault.drop or fault.deliver_then_drop:
            raise DropConnectionError
        if fault.error:
            self._expect_quiet(chat_id, fault.error)
            raise fault.error
        return await self.methods.call(method, params)

    def _expect_quiet(self, chat_id: Any, error: ApiError) -> None:
        if error.code == 429 and isinstance(chat_id, int):
            self.checks.pause(chat_id, float(error.parameters["retry_after"]))

    async def _pause(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            await asyncio.wait_for(self._closing.wait(), seconds)
        except TimeoutError:
            return
        raise DropConnectionError

"""The Telegram side as a whole: put together, started, stopped. The rooms do the work."""

import asyncio
import logging
import re
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

from telegram.ext import Application, ApplicationBuilder, ContextTypes

from bot.telegram import handlers
from bot.telegram.acknowledging import Acknowledger
from bot.telegram.api import AdvisorBot, make_bot
from bot.telegram.background import Background
from bot.telegram.connecting import insist, leave_webhook, set_webhook
from bot.telegram.context import Context, Desk, put_desk
from bot.telegram.delivery import Courier
from bot.telegram.errors import TelegramSideError, TokenRefusedError
from bot.telegram.lanes import Lanes
from bot.telegram.menu import show_menu
from bot.telegram.polling import Poller
from bot.telegram.receiving import Receiver
from bot.telegram.reindexing import ReindexJob
from bot.telegram.seams import Services
from bot.telegram.secrets import quiet_logs, webhook_secret
from bot.telegram.serving import Clerk
from bot.telegram.stopping import Stopping, ignore_signals
from bot.telegram.webhook import Door, WebhookServer
from retrieval.errors import RetrievalError
from storage import IncomingUpdate

# Docker kills ten seconds after it asks.
GRACE_SECONDS = 8.0
_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_logger = logging.getLogger(__name__)

PtbApplication = Application[AdvisorBot, Context, Any, Any, Any, Any]


def run(services: Services) -> int:
    """Serve until a signal asks to end; return the exit code for the process, which is over."""
    if not logging.getLogger().handlers:
        logging.basicConfig(level=logging.INFO, format=_LOG_FORMAT)
    with quiet_logs(services.settings):
        try:
            asyncio.run(_serve(services))
        except TelegramSideError as error:
            sys.stderr.write(f"career-advisor: {services.settings.redact(str(error))}\n")
            return 1
    ignore_signals()
    return 0


@asynccontextmanager
async def running(services: Services, stopping: Stopping | None = None) -> AsyncIterator["House"]:
    """Run the Telegram side while the block runs."""
    house = House(services)
    try:
        await house.start()
        yield house
    finally:
        await house.close(stopping or Stopping())


async def _serve(services: Services) -> None:
    stopping = Stopping()
    with stopping.on_signals():
        started = asyncio.Event()
        life = asyncio.create_task(_live(services, stopping, started))
        wish = asyncio.create_task(stopping.wished.wait())
        await asyncio.wait({life, wish}, return_when=asyncio.FIRST_COMPLETED)
        wish.cancel()
        if not started.is_set() and not life.done():
            # Still trying to reach Telegram, which may take for ever.
            life.cancel()
        with suppress(asyncio.CancelledError):
            await life


async def _live(services: Services, stopping: Stopping, started: asyncio.Event) -> None:
    async with running(services, stopping) as house:
        started.set()
        _logger.info("Serving %s", house.described)
        await house.until_ended(stopping)
        _logger.info("Ending: what is in work is finished, the rest stays in the inbox")


class House:
    """Everything that runs."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._token = _token(services)
        self.bot = make_bot(self._token, services.settings.telegram_api_url)
        self.background = Background()
        courier = Courier(self.bot, services.outbox)
        self.desk = Desk(services, ReindexJob(services.reindexer), courier)
        self.application = _application(self.bot, self.desk)
        self._clerk = Clerk(self.application, self.desk, courier)
        self.lanes = Lanes(self._clerk.serve)
        self._acknowledger = Acknowledger(self.bot, self.background)
        self._receiver = Receiver(services.inbox, self._hand_on)
        self._poller: asyncio.Task[None] | None = None
        self._webhook: WebhookServer | None = None

    @property
    def described(self) -> str:
        """Whom it serves and how, for the log."""
        return f"@{self.bot.username} by {'webhook' if self._webhook else 'long polling'}"

    async def start(self) -> None:
        """Connect, take up what an earlier run left, and open the way in."""
        await insist(self.bot, self.application.initialize)
        await self.application.start()
        self._hand_on(await self._clerk.take_over())
        self.background.start(self._clerk.deliver_orphans(), "deliver what was owed")
        if self._services.settings.webhook_url:
            await self._open_webhook()
        else:
            await leave_webhook(self.bot)
            poller = Poller(self.bot, self._receiver)
            self._poller = asyncio.create_task(poller.run(), name="poller")
        self.background.start(show_menu(self.bot, self._services.settings.admins), "menu")

    async def until_ended(self, stopping: Stopping) -> None:
        """Return when ending is wished; raises what ended the poller."""
        wish = asyncio.create_task(stopping.wished.wait())
        tasks = {wish, self._poller} if self._poller else {wish}
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        wish.cancel()
        if self._poller and self._poller.done():
            self._poller.result()

    async def close(self, stopping: Stopping) -> None:
        """Shut the way in, finish what is in work within the time, leave the rest in the inbox."""
        if self._webhook:
            await self._webhook.close()
        if self._poller:
            self._poller.cancel()
            await asyncio.gather(self._poller, return_exceptions=True)
        self.lanes.stop()
        in_work = asyncio.gather(self.lanes.idle(), self.desk.reindexing.idle())
        await stopping.within(in_work, GRACE_SECONDS)
        for room in (self.lanes, self.desk.reindexing, self.background):
            await room.cancel()
        await self._disconnect()

    async def _disconnect(self) -> None:
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()
        await self.bot.shutdown()

    async def _open_webhook(self) -> None:
        settings = self._services.settings
        secret = webhook_secret(settings, self._token)
        self._webhook = WebhookServer(Door(self._receiver, secret, self._health))
        self._webhook.listen(settings.port)
        await set_webhook(self.bot, settings, secret)

    def _hand_on(self, updates: Sequence[IncomingUpdate]) -> None:
        self._acknowledger.take(updates)
        self.lanes.put(updates)

    async def _health(self) -> dict[str, Any]:
        try:
            pending = len(await asyncio.to_thread(self._services.inbox.pending))
        except Exception as error:  # noqa: BLE001 - whatever it is, all is not well
            _logger.warning("The inbox cannot be read: %s", type(error).__name__)
            return {"ok": False, "reason": "the database cannot be read"}
        age = self._receiver.seconds_since_update
        return {
            "ok": True,
            "pending": pending,
            "last_update_seconds_ago": None if age is None else round(age, 1),
            "index_version": await asyncio.to_thread(self._index_version),
        }

    def _index_version(self) -> str | None:
        try:
            return self._services.advisor.index_version
        except RetrievalError:
            return None


def _application(bot: AdvisorBot, desk: Desk) -> PtbApplication:
    application = (
        ApplicationBuilder()
        .bot(bot)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context))
        .build()
    )
    put_desk(application, desk)
    handlers.register(application)
    return application


def _token(services: Services) -> str:
    """Return the token, or raise TokenRefusedError for what can be none."""
    secret = services.settings.telegram_bot_token
    token = secret.get_secret_value() if secret else ""
    if not _TOKEN.fullmatch(token):
        raise TokenRefusedError(services.settings.telegram_api_url)
    return token

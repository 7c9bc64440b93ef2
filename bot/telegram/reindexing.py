"""One reindex at a time, beside everything else, with its progress shown in the chat.

Knows nothing of how an index is built.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from telegram.error import TelegramError

from bot.telegram.api import AdvisorBot
from bot.telegram.outgoing import EDIT
from bot.telegram.seams import Reindexer
from bot.telegram.texts import say
from bot.telegram.threads import in_daemon_thread

if TYPE_CHECKING:
    from bot.reindexing import ReindexReport

PROGRESS_SECONDS = 2.0
_BAR_LENGTH = 10
_logger = logging.getLogger(__name__)

Finish = Callable[[str], Awaitable[None]]
"""Delivers the report."""


@dataclass(slots=True)
class Progress:
    """How far it has come: written by the thread, read by the loop."""

    done: int = 0
    total: int = 0

    def __call__(self, done: int, total: int) -> None:
        """Note how far it has come."""
        self.done, self.total = done, total

    def text(self) -> str:
        """Return it as a person reads it."""
        filled = _BAR_LENGTH * self.done // self.total if self.total else 0
        bar = "▰" * filled + "▱" * (_BAR_LENGTH - filled)
        return say("reindex_progress", bar=bar, done=self.done, total=self.total)


@dataclass(frozen=True, slots=True)
class ProgressMessage:
    """The message that shows the progress."""

    bot: AdvisorBot
    chat_id: int
    message_id: int

    async def show(self, text: str, *, droppable: bool = True) -> None:
        """Change the text; a failure is not worth more than a line in the log."""
        params: dict[str, Any] = {
            "chat_id": self.chat_id,
            "message_id": self.message_id,
            "text": text,
            "parse_mode": "HTML",
        }
        try:
            await self.bot.call(EDIT, params, droppable=droppable)
        except TelegramError as error:
            _logger.info("Progress was not shown: %s", type(error).__name__)


Opening = Callable[[], Awaitable[ProgressMessage]]
"""Says that it begins, in the message that is to show the progress."""


@dataclass(slots=True)
class ReindexJob:
    """Runs the reindexer when asked, unless it is running."""

    reindexer: Reindexer
    _task: "asyncio.Task[None] | None" = field(default=None)
    _opening: bool = field(default=False)

    @property
    def running(self) -> bool:
        """Whether one is under way, or about to be."""
        return self._opening or (self._task is not None and not self._task.done())

    async def start(self, opening: Opening, finish: Finish, *, full: bool) -> bool:
        """Say so and begin, unless one is under way; the report goes to `finish`."""
        if self.running:
            return False
        # Taken before anything is awaited: whoever asks meanwhile must find it running.
        self._opening = True
        try:
            message = await opening()
            self._task = asyncio.create_task(self._run(message, finish, full=full), name="reindex")
        finally:
            self._opening = False
        return True

    async def idle(self) -> None:
        """Return when none is under way."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def cancel(self) -> None:
        """Wait for it no longer; the index is whole at any moment."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self, message: ProgressMessage, finish: Finish, *, full: bool) -> None:
        progress = Progress()
        work = in_daemon_thread(lambda: self.reindexer.run(progress, full=full), "reindex")
        await _show_progress(work, progress, message)
        await finish(_report(work))
        await message.show(say("reindex_ended"), droppable=False)


async def _show_progress(
    work: "asyncio.Future[ReindexReport]", progress: Progress, message: ProgressMessage
) -> None:
    shown = ""
    while not (await asyncio.wait({work}, timeout=PROGRESS_SECONDS))[0]:
        text = progress.text()
        if text != shown:
            await message.show(text)
            shown = text


def _report(work: "asyncio.Future[ReindexReport]") -> str:
    error = work.exception()
    if error is not None:
        _logger.warning("The reindex failed: %s", type(error).__name__)
        return say("reindex_failed", reason=str(error) or type(error).__name__)
    return say("reindex_report", report=work.result())

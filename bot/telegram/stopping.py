"""How the program is asked to end: once politely, twice at once. Loses nothing either way."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager, suppress

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stopping:
    """The wish to end."""

    def __init__(self) -> None:
        self.wished = asyncio.Event()
        self.urgent = asyncio.Event()

    def wish(self) -> None:
        """Note a signal; the second one is urgent."""
        (self.urgent if self.wished.is_set() else self.wished).set()

    async def within(self, work: Awaitable[object], seconds: float) -> None:
        """Wait for the work, but no longer than the time, and not when it has become urgent."""
        tasks = [asyncio.ensure_future(work), asyncio.ensure_future(self.urgent.wait())]
        await asyncio.wait(tasks, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Listen to SIGTERM and Ctrl-C; when the block is left, the process is about to end.

        A signal that comes after that ends it at once, as nothing is in work any more.
        """
        loop = asyncio.get_running_loop()
        with suppress(NotImplementedError):  # Windows: Ctrl-C raises KeyboardInterrupt instead
            for number in _SIGNALS:
                loop.add_signal_handler(number, self.wish)
        try:
            yield
        finally:
            with suppress(NotImplementedError):
                for number in _SIGNALS:
                    loop.remove_signal_handler(number)
                    signal.signal(number, lambda *_: os._exit(0))


def ignore_signals() -> None:
    """Let nothing disturb the last moments of the process, when Python puts its handlers away."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)

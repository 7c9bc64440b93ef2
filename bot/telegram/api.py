"""The bot as a client of the Bot API: raw calls, and a token that does not show.

Knows nothing of updates or replies.
"""

import os
import ssl
from functools import cache
from typing import Any

import httpx
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.telegram.limits import ChatLimiter, Pass
from bot.telegram.writing import OnWrite, telling, watch_body

# Without it PTB warns each time it makes a RetryAfter, which asks for seconds as a timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")

_TIMEOUT_SECONDS = 15.0
_CONNECTIONS = 32


class AdvisorBot(ExtBot[Pass]):
    """PTB's bot with two raw doors: updates unparsed, and calls as the outbox keeps them."""

    __slots__ = ()

    @property
    def address(self) -> str:
        """What stands before `/bot<token>`."""
        return self.base_url.rpartition("/bot")[0]

    def __repr__(self) -> str:
        return "AdvisorBot()"

    async def raw_updates(self, offset: int, seconds: float, allowed: tuple[str, ...]) -> Any:
        """Ask for updates as JSON: one that PTB cannot read must not hide the others."""
        data = {"offset": offset, "timeout": int(seconds), "allowed_updates": list(allowed)}
        return await self._post("getUpdates", data, read_timeout=seconds + 10)

    async def call(
        self,
        method: str,
        params: dict[str, Any],
        *,
        droppable: bool = False,
        on_write: OnWrite | None = None,
    ) -> Any:
        """Make a call and return the result as JSON.

        A droppable call is rather not made than late; `on_write` is called when the request goes
        out. PTB's do_api_request can do neither.
        """
        api_kwargs = self._merge_api_rl_kwargs(dict(params), Pass(droppable=droppable))
        with telling(on_write):
            return await self._post(method, api_kwargs=api_kwargs)


def make_bot(token: str, api_url: str) -> AdvisorBot:
    """Return the bot, not connected yet."""
    return AdvisorBot(
        token=token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=_request(_CONNECTIONS),
        get_updates_request=_request(1),
        rate_limiter=ChatLimiter(),
    )


def _request(connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        read_timeout=_TIMEOUT_SECONDS,
        write_timeout=_TIMEOUT_SECONDS,
        connect_timeout=_TIMEOUT_SECONDS,
        pool_timeout=_TIMEOUT_SECONDS,
        httpx_kwargs={"event_hooks": {"request": [watch_body]}, "verify": _tls()},
    )


@cache
def _tls() -> ssl.SSLContext:
    """Read the certificates once: it takes longer than all the rest of a start."""
    return httpx.create_ssl_context()

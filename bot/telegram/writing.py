"""Tells when a request really goes out: after all waiting, just before its body is written.

Knows nothing of what the request says.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import httpx

OnWrite = Callable[[], None]
_on_write: ContextVar[OnWrite | None] = ContextVar("on_write", default=None)


@contextmanager
def telling(on_write: OnWrite | None) -> Iterator[None]:
    """Have `on_write` called for the requests that this task makes in the block."""
    token = _on_write.set(on_write)
    try:
        yield
    finally:
        _on_write.reset(token)


async def watch_body(request: httpx.Request) -> None:
    """Watch a request; to be an event hook of the HTTP client."""
    on_write = _on_write.get()
    if on_write is not None and isinstance(request.stream, httpx.AsyncByteStream):
        request.stream = _WatchedBody(request.stream, on_write)


class _WatchedBody(httpx.AsyncByteStream):
    """A body that tells when it is asked for: connection and headers are through by then."""

    def __init__(self, body: httpx.AsyncByteStream, on_write: OnWrite) -> None:
        self._body = body
        self._on_write = on_write

    async def __aiter__(self) -> AsyncIterator[bytes]:
        self._on_write()
        async for chunk in self._body:
            yield chunk

    async def aclose(self) -> None:
        """Close the body."""
        await self._body.aclose()

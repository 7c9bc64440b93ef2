"""The webhook: takes updates from Telegram and says 200 when they are written down.

Knows nothing of what an update says.
"""

import asyncio
import hmac
import json
import logging
import os
import socket
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.telegram.errors import ListeningError
from bot.telegram.receiving import Receiver

MAX_BODY_BYTES = 1024 * 1024
HEALTH_PATH = "/health"
_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
_logger = logging.getLogger(__name__)

Health = Callable[[], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Door:
    """What the webhook's handlers need."""

    receiver: Receiver
    secret: str
    health: Health


class _Handler(RequestHandler):
    """Says little: no page, no traceback, no name of the server."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ARG002 - tornado's
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")

    def refuse(self, status: int) -> None:
        """End the request without more ado."""
        self.write_error_status(status)

    def write_error_status(self, status: int) -> None:
        self.set_status(status)
        self.write_error(status)


class UpdatesHandler(_Handler):
    """One update."""

    def initialize(self, door: Door) -> None:
        """Take what is needed."""
        self._door = door

    async def post(self) -> None:
        """Write the update down, then acknowledge it."""
        status, update = self._read()
        if status is None:
            status = await self._write_down(update)
        self.refuse(status) if status != 200 else self.finish()

    def _read(self) -> tuple[int | None, Any]:
        """Return the update, or the status to refuse the request with."""
        given = self.request.headers.get(_SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._door.secret.encode()):
            return 403, None
        content_type = self.request.headers.get("Content-Type", "")
        if content_type.partition(";")[0].strip().lower() != "application/json":
            return 415, None
        try:
            return None, json.loads(self.request.body)
        except (ValueError, RecursionError):
            return 400, None

    async def _write_down(self, update: Any) -> int:
        try:
            await self._door.receiver.take([update])
        except Exception as error:  # noqa: BLE001 - Telegram keeps what it gets no 200 for
            _logger.warning("An update could not be written down: %s", type(error).__name__)
            return 500
        return 200


class HealthHandler(_Handler):
    """Whether all is well, for the host's probe."""

    def initialize(self, door: Door) -> None:
        """Take what is needed."""
        self._door = door

    async def get(self) -> None:
        """Answer 200 or 503 with the figures as JSON."""
        figures = await self._door.health()
        self.set_status(200 if figures["ok"] else 503)
        self.finish(figures)


class WebhookServer:
    """Listens on a port; any path but /health is Telegram's, as a proxy may have cut it."""

    def __init__(self, door: Door) -> None:
        routes: list[Any] = [
            (HEALTH_PATH, HealthHandler, {"door": door}),
            (r"/.*", UpdatesHandler, {"door": door}),
        ]
        application = Application(routes, log_function=_log_nothing)
        self._server = HTTPServer(application, max_body_size=MAX_BODY_BYTES)

    def listen(self, port: int) -> None:
        """Open the port on every address, or raise ListeningError."""
        dual = socket.has_dualstack_ipv6()
        family = socket.AF_INET6 if dual else socket.AF_INET
        try:
            listening = socket.create_server(("", port), family=family, dualstack_ipv6=dual)
        except OSError as error:
            raise ListeningError(port, os.strerror(error.errno or 0)) from error
        listening.settimeout(0)
        self._server.add_sockets([listening])

    async def close(self) -> None:
        """Take no more requests; those under way end."""
        self._server.stop()
        await asyncio.shield(self._server.close_all_connections())


def _log_nothing(_handler: RequestHandler) -> None:
    """A probe every few seconds is no news."""

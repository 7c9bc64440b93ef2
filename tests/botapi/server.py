"""The double's HTTP side: reads requests as bots send them, answers as Telegram does.

Knows no chats; what a call means is the methods' business.
"""

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tests.botapi.records import ApiError, Json, Upload, bad_request

_WORDS = frozenset(
    {
        "text",
        "caption",
        "parse_mode",
        "callback_query_id",
        "url",
        "secret_token",
        "name",
        "description",
        "short_description",
        "language_code",
        "file_id",
        "photo",
        "document",
    }
)
"""Parameters that are words; all others may be JSON inside a form."""

Serve = Callable[[str, str, Json], Awaitable[Any]]
"""Token, method and parameters to a result; DropConnectionError ends the connection instead."""


class DropConnectionError(Exception):
    """The connection is to end without an answer."""


class MethodHandler(RequestHandler):
    """One call of a Bot API method."""

    def initialize(self, serve: Serve) -> None:
        """Take what answers calls."""
        self._serve = serve

    async def get(self, token: str, method: str) -> None:
        """Answer a call with its parameters in the address."""
        await self.post(token, method)

    async def post(self, token: str, method: str) -> None:
        """Answer a call with its parameters in the body."""
        try:
            result = await self._serve(token, method, read_params(self.request))
        except ApiError as error:
            self.set_status(error.code)
            self.write(error.to_json())
        except DropConnectionError:
            self.detach().close()
        else:
            self.write({"ok": True, "result": result})


class FileHandler(RequestHandler):
    """The download of a file."""

    def initialize(self, token: str, files: dict[str, Upload]) -> None:
        """Take the files there are."""
        self._token = token
        self._files = files

    def get(self, token: str, file_id: str) -> None:
        """Give out the content."""
        upload = self._files.get(file_id) if token == self._token else None
        if upload is None:
            self.set_status(404)
            return
        self.set_header("Content-Type", "application/octet-stream")
        self.write(upload.content)


class Server:
    """A listening server on loopback; tornado's own log says nothing, as it would say tokens."""

    def __init__(self, rules: list[Any]) -> None:
        self._application = Application(rules, log_function=lambda _: None)
        self._http = HTTPServer(self._application)
        self.port = 0

    def add(self, path: str, handler: type[RequestHandler], arguments: dict[str, Any]) -> None:
        """Serve one more path."""
        self._application.add_handlers(".*", [(path, handler, arguments)])

    def start(self, port: int = 0) -> None:
        """Listen on a port, a free one by default."""
        sockets = bind_sockets(port, "127.0.0.1", family=socket.AF_INET)
        self.port = sockets[0].getsockname()[1]
        self._http.add_sockets(sockets)

    async def stop(self) -> None:
        """Close the port and every connection."""
        self._http.stop()
        await self._http.close_all_connections()
        # closed connections leave the loop in its next round
        await asyncio.sleep(0)


def read_params(request: HTTPServerRequest) -> Json:
    """Return the parameters from query, form, multipart form or JSON body."""
    kind = request.headers.get("Content-Type", "")
    raw: Json = {name: values[-1].decode() for name, values in request.arguments.items()}
    if kind.startswith("application/json") and request.body:
        raw |= _json_body(request.body)
    params = {name: _value(name, value) for name, value in raw.items()}
    uploads = {
        name: Upload(files[-1].filename, files[-1].body) for name, files in request.files.items()
    }
    for name, value in params.items():
        if isinstance(value, str) and value.startswith("attach://"):
            params[name] = uploads.pop(value.removeprefix("attach://"), value)
    return params | uploads


def _json_body(body: bytes) -> Json:
    try:
        return dict(json.loads(body))
    except (TypeError, ValueError) as error:
        raise bad_request("can't parse JSON object") from error


def _value(name: str, value: Any) -> Any:
    if name in _WORDS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value

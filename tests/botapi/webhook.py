"""Pushes updates to a bot's webhook: each chat in order, chats side by side, again until 2xx.

The only file that is an HTTP client. Knows nothing of methods.
"""

import asyncio
import json
import time
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

import httpx

from tests.botapi.records import Delivery, Json
from tests.botapi.state import World
from tests.botapi.updates import Entry

FIRST_RETRY = 0.05
LAST_RETRY = 1.0
ANSWER_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates go, as setWebhook named it."""

    url: str
    secret: str | None = None
    max_connections: int = 40


class Webhook:
    """The pushing side; idle until a target is set."""

    def __init__(self, world: World) -> None:
        self.target: Target | None = None
        self.route: str | None = None
        """A scheme and host to use instead of the target's, which is out in the world."""
        self.deliveries: list[Delivery] = []
        self.last_error: tuple[int, str] | None = None
        self._world = world
        self._client: httpx.AsyncClient | None = None
        self._watcher: asyncio.Task[None] | None = None
        self._lanes: dict[int, asyncio.Task[None]] = {}

    async def start(self, target: Target) -> None:
        """Push to this target from now on."""
        await self.stop()
        self.target = target
        limits = httpx.Limits(max_connections=target.max_connections)
        self._client = httpx.AsyncClient(limits=limits, timeout=ANSWER_WITHIN, trust_env=False)
        self._watcher = asyncio.create_task(self._watch(self._client, target))
        self._world.bell.ring()

    async def stop(self) -> None:
        """Stop pushing; what was not delivered stays in the queue."""
        self.target = None
        tasks = [*self._lanes.values(), *([self._watcher] if self._watcher else [])]
        self._lanes, self._watcher = {}, None
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    async def _watch(self, client: httpx.AsyncClient, target: Target) -> None:
        while True:
            for lane in self._idle_lanes():
                self._lanes[lane] = asyncio.create_task(self._drain(client, target, lane))
            await self._world.bell.wait_for(lambda: bool(self._idle_lanes()), ANSWER_WITHIN)

    def _idle_lanes(self) -> list[int]:
        busy = {lane for lane, task in self._lanes.items() if not task.done()}
        return [lane for lane in self._world.updates.lanes() if lane not in busy]

    async def _drain(self, client: httpx.AsyncClient, target: Target, lane: int) -> None:
        wait = FIRST_RETRY
        while entry := self._world.updates.first_of_lane(lane):
            if await self._push(client, target, entry):
                self._world.updates.discard(entry)
                wait = FIRST_RETRY
            else:
                await asyncio.sleep(wait)
                wait = min(wait * 2, LAST_RETRY)
            self._world.bell.ring()

    async def _push(self, client: httpx.AsyncClient, target: Target, entry: Entry) -> bool:
        headers = {"Content-Type": "application/json"}
        if target.secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = target.secret
        body = json.dumps(entry.body)
        status = None
        try:
            response = await client.post(self._address(target), content=body, headers=headers)
            status = response.status_code
        except httpx.HTTPError as error:
            reason = f"Connection failed: {type(error).__name__}"
        else:
            reason = f"Wrong response from the webhook: {status} {response.reason_phrase}"
        self.deliveries.append(Delivery(entry.update_id, status, self._world.clock()))
        delivered = status is not None and 200 <= status < 300
        if not delivered:
            self.last_error = (int(time.time()), reason)
        return delivered

    def _address(self, target: Target) -> str:
        if self.route is None:
            return target.url
        route = urlsplit(self.route)
        return urlunsplit(urlsplit(target.url)._replace(scheme=route.scheme, netloc=route.netloc))

    def info(self) -> Json:
        """Return what getWebhookInfo says."""
        info: Json = {
            "url": self.target.url if self.target else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self._world.updates.ids),
            "allowed_updates": list(self._world.updates.allowed),
        }
        if self.target:
            info["max_connections"] = self.target.max_connections
        if self.last_error:
            info["last_error_date"], info["last_error_message"] = self.last_error
        return info

"""Looking at what the bot did, and waiting for it. Knows nothing of HTTP."""

from tests.botapi.checks import Checks
from tests.botapi.people import Place, chat_id_of
from tests.botapi.records import CallbackAnswer, Delivery, NotSeenError, SentMessage, Violation
from tests.botapi.state import World
from tests.botapi.webhook import Webhook

PRESS_GRACE = 5.0
"""Seconds a person waits for a press to be answered before it counts against the bot."""


class Observer:
    """What a test can see of the bot; waiting ends with a transcript when nothing comes."""

    def __init__(self, world: World, checks: Checks, webhook: Webhook) -> None:
        self.world = world
        self.checks = checks
        self.webhook = webhook
        self._taken: dict[tuple[str, int], int] = {}

    @property
    def sent(self) -> tuple[SentMessage, ...]:
        """Every message delivered, in order, as it was at first."""
        return tuple(self.world.sent)

    @property
    def edits(self) -> tuple[SentMessage, ...]:
        """Every edit of the bot's, as it left the message."""
        return tuple(self.world.edits)

    @property
    def pending(self) -> tuple[int, ...]:
        """The ids of the updates not yet acknowledged."""
        return self.world.updates.ids

    @property
    def deliveries(self) -> tuple[Delivery, ...]:
        """Every attempt to push an update to the webhook."""
        return tuple(self.webhook.deliveries)

    @property
    def violations(self) -> list[Violation]:
        """What the bot did wrong so far, presses long unanswered among it."""
        return self._violations(PRESS_GRACE)

    def transcript(self, chat: Place) -> str:
        """Return what was said in a chat, to be read."""
        return "\n".join(self.world.chats[chat_id_of(chat)].lines)

    async def replies(
        self,
        chat: Place,
        count: int = 1,
        timeout: float = 10,  # noqa: ASYNC109 - a test reads better with it
    ) -> list[SentMessage]:
        """Return the next messages to a chat that were not returned before."""
        return await self._next("sent", self.world.sent, chat_id_of(chat), count, timeout)

    async def edited(
        self,
        chat: Place,
        count: int = 1,
        timeout: float = 10,  # noqa: ASYNC109
    ) -> list[SentMessage]:
        """Return the next edits in a chat that were not returned before."""
        return await self._next("edits", self.world.edits, chat_id_of(chat), count, timeout)

    async def silence(self, chat: Place, seconds: float = 0.5) -> None:
        """Return after a while in which the bot sent nothing new to the chat; raises if it did."""
        chat_id = chat_id_of(chat)
        taken = self._taken.get(("sent", chat_id), 0)
        if await self.world.bell.wait_for(lambda: len(self._of(chat_id)) > taken, seconds):
            raise self._not_seen("Silence was expected", chat_id)

    async def callback_answer(
        self,
        query_id: str,
        timeout: float = 10,  # noqa: ASYNC109
    ) -> CallbackAnswer:
        """Return what a press was answered with."""
        press = self.world.presses[query_id]
        await self.world.bell.wait_for(lambda: press.answer is not None, timeout)
        if press.answer is None:
            raise self._not_seen(f"The press of [{press.label}] was not answered", press.chat_id)
        return press.answer

    async def acknowledged(self, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Return when the bot has acknowledged every update."""
        if not await self.world.bell.wait_for(lambda: not self.pending, timeout):
            raise NotSeenError(f"Not acknowledged within {timeout} s: {self.pending}")

    async def webhook_delivered(self, timeout: float = 10) -> None:  # noqa: ASYNC109
        """Return when every update was pushed and taken with 2xx."""
        if not await self.world.bell.wait_for(lambda: not self.pending, timeout):
            attempts = [(attempt.update_id, attempt.status) for attempt in self.deliveries]
            raise NotSeenError(f"Not delivered within {timeout} s: {self.pending}; {attempts}")

    async def assert_clean(self, timeout: float = 2) -> None:  # noqa: ASYNC109
        """Let presses be answered, then raise with every violation there is."""
        await self.world.bell.wait_for(lambda: not self.world.unanswered(), timeout)
        found = self._violations(0)
        if found:
            raise AssertionError("\n".join(str(violation) for violation in found))

    async def _next(
        self, kind: str, messages: list[SentMessage], chat_id: int, count: int, seconds: float
    ) -> list[SentMessage]:
        start = self._taken.get((kind, chat_id), 0)

        def there() -> list[SentMessage]:
            return [message for message in messages if message.chat_id == chat_id][start:]

        if not await self.world.bell.wait_for(lambda: len(there()) >= count, seconds):
            what = f"{len(there())} of {count} {kind} within {seconds} s"
            raise self._not_seen(what, chat_id)
        self._taken[kind, chat_id] = start + count
        return there()[:count]

    def _of(self, chat_id: int) -> list[SentMessage]:
        return [message for message in self.world.sent if message.chat_id == chat_id]

    def _not_seen(self, what: str, chat_id: int) -> NotSeenError:
        return NotSeenError(f"{what}. The chat so far:\n{self.transcript(chat_id)}")

    def _violations(self, grace: float) -> list[Violation]:
        late = [
            Violation("unanswered press", f"[{press.label}]", press.chat_id)
            for press in self.world.unanswered(grace)
        ]
        return [*self.checks.found, *late]

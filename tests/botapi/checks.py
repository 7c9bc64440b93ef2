"""What a bot must not do, noted as violations. Knows neither chats nor HTTP."""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.botapi.entities import EntityError, Formatted, parse_html, utf16_len
from tests.botapi.records import ApiError, Json, Violation, bad_request, buttons_of

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100
MAX_BUTTONS = 100
MAX_BUTTONS_A_ROW = 8
MAX_CALLBACK_BYTES = 64
MAX_CALLBACK_ANSWER = 200
PRIVATE_BURST = 3
GROUP_PER_MINUTE = 20
GLOBAL_PER_SECOND = 30
# a call already on its way when the 429 went out is no fault of the bot's
IN_FLIGHT_SECONDS = 0.25
# timers of bot and double differ by a little
TIMER_SLACK = 0.1


@dataclass(slots=True)
class _Bucket:
    capacity: float
    per_second: float
    filled_at: float
    tokens: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.capacity

    def take(self, now: float) -> bool:
        gained = (now - self.filled_at) * self.per_second
        self.tokens = min(self.capacity, self.tokens + gained)
        self.filled_at = now
        if self.tokens < 1 - TIMER_SLACK:
            return False
        self.tokens -= 1
        return True


@dataclass(slots=True)
class _Window:
    capacity: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def take(self, now: float) -> bool:
        while self.times and now - self.times[0] >= self.seconds - TIMER_SLACK:
            self.times.popleft()
        self.times.append(now)
        return len(self.times) <= self.capacity


@dataclass(frozen=True, slots=True)
class _Pause:
    since: float
    until: float


class Checks:
    """Looks at what the bot sends; what Telegram would refuse is also refused."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.found: list[Violation] = []
        self._clock = clock
        self._buckets: dict[int | None, _Bucket | _Window] = {}
        self._pauses: dict[int, _Pause] = {}

    def note(self, rule: str, detail: str, chat_id: int | None = None) -> None:
        """Remember a violation."""
        self.found.append(Violation(rule, detail, chat_id))

    def refuse(self, rule: str, detail: str, chat_id: int | None, reason: str) -> ApiError:
        """Remember a violation and return what Telegram answers to it."""
        self.note(rule, detail, chat_id)
        return bad_request(reason)

    def text(self, text: str, parse_mode: str | None, chat_id: int) -> Formatted:
        """Return a message text parsed; raises what Telegram would answer to a bad one."""
        parsed = self.formatted(text, parse_mode, chat_id)
        if not parsed.text:
            raise self.refuse("empty text", repr(text), chat_id, "message text is empty")
        self._length(parsed, MAX_TEXT, chat_id, "message is too long")
        return parsed

    def caption(self, text: str, parse_mode: str | None, chat_id: int) -> Formatted:
        """Return a caption parsed; raises what Telegram would answer to a bad one."""
        parsed = self.formatted(text, parse_mode, chat_id)
        self._length(parsed, MAX_CAPTION, chat_id, "message caption is too long")
        return parsed

    def formatted(self, text: str, parse_mode: str | None, chat_id: int) -> Formatted:
        """Return the text parsed by its mode; only HTML and plain text are known here."""
        if not parse_mode:
            return Formatted(text.strip())
        if parse_mode.upper() != "HTML":
            raise self.refuse("parse mode", parse_mode, chat_id, "unsupported parse_mode")
        try:
            return parse_html(text)
        except EntityError as error:
            reason = f"can't parse entities: {error}"
            raise self.refuse("html", f"{error} in {text!r}", chat_id, reason) from error

    def _length(self, parsed: Formatted, limit: int, chat_id: int, reason: str) -> None:
        length = utf16_len(parsed.text)
        if length > limit:
            detail = f"{length} UTF-16 units, {limit} are allowed"
            raise self.refuse("text too long", detail, chat_id, reason)
        if len(parsed.entities) > MAX_ENTITIES:
            # Telegram leaves out the rest without a word
            self.note("too many entities", f"{len(parsed.entities)}", chat_id)

    def markup(self, markup: Json | None, chat_id: int) -> None:
        """Look at a keyboard; raises what Telegram would answer to a bad one."""
        buttons = buttons_of(markup)
        if len(buttons) > MAX_BUTTONS:
            reason = "reply markup is too long"
            raise self.refuse("too many buttons", f"{len(buttons)}", chat_id, reason)
        for row in (markup or {}).get("inline_keyboard", []):
            if len(row) > MAX_BUTTONS_A_ROW:
                self.note("too many buttons in a row", f"{len(row)}", chat_id)
        for button in buttons:
            self._button(button, chat_id)

    def _button(self, button: Json, chat_id: int) -> None:
        if not str(button.get("text", "")).strip():
            raise self.refuse("button", f"{button}", chat_id, "button text must be non-empty")
        data = button.get("callback_data")
        if data is not None and not 1 <= len(str(data).encode()) <= MAX_CALLBACK_BYTES:
            detail = f"{len(str(data).encode())} bytes in {data!r}"
            raise self.refuse("callback_data", detail, chat_id, "BUTTON_DATA_INVALID")

    def callback_answer(self, text: str) -> None:
        """Look at the words a press is answered with."""
        if len(text) > MAX_CALLBACK_ANSWER:
            raise self.refuse(
                "callback answer", f"{len(text)} characters", None, "MESSAGE_TOO_LONG"
            )

    def rate(self, chat_id: int) -> None:
        """Count a message to a chat against Telegram's rates."""
        now = self._clock()
        everywhere = self._buckets.setdefault(
            None, _Bucket(GLOBAL_PER_SECOND, GLOBAL_PER_SECOND, now)
        )
        if not everywhere.take(now):
            self.note("rate", f"more than {GLOBAL_PER_SECOND} messages a second in all")
        if not self._buckets.setdefault(chat_id, _chat_bucket(chat_id, now)).take(now):
            limit = f"{GROUP_PER_MINUTE} a minute" if chat_id < 0 else "1 a second"
            self.note("rate", f"more than {limit}", chat_id)

    def pause(self, chat_id: int, seconds: float) -> None:
        """Expect quiet in a chat, as after a 429."""
        now = self._clock()
        self._pauses[chat_id] = _Pause(now, now + seconds)

    def quiet(self, chat_id: int) -> None:
        """Refuse a call that comes before the end of a pause."""
        pause = self._pauses.get(chat_id)
        now = self._clock()
        if pause is None or now >= pause.until - TIMER_SLACK:
            return
        if now - pause.since > IN_FLIGHT_SECONDS:
            self.note("retry_after", f"{pause.until - now:.1f} s too early", chat_id)
        raise too_many_requests(int(pause.until - now) + 1)


def too_many_requests(seconds: float) -> ApiError:
    """Return the 429 that asks for so many seconds of quiet."""
    description = f"Too Many Requests: retry after {seconds}"
    return ApiError(429, description, retry_after=seconds)


def _chat_bucket(chat_id: int, now: float) -> _Bucket | _Window:
    if chat_id < 0:
        return _Window(GROUP_PER_MINUTE, 60)
    return _Bucket(PRIVATE_BURST, 1, now)

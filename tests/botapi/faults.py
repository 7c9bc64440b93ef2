"""Failures planned ahead for the next calls. Knows nothing of HTTP or of chats."""

from dataclasses import dataclass

from tests.botapi.checks import too_many_requests
from tests.botapi.records import ApiError

_DESCRIPTIONS = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden: bot was blocked by the user",
    500: "Internal Server Error",
    502: "Bad Gateway",
}


@dataclass(slots=True)
class Fault:
    """What goes wrong, with which method, and how often."""

    method: str
    chat_id: int | None = None
    times: int = 1
    error: ApiError | None = None
    drop: bool = False
    """The connection ends before the call is processed."""
    deliver_then_drop: bool = False
    """The call is processed, then the connection ends without an answer."""
    delay: float = 0.0
    """Seconds before the call is processed; with deliver_then_drop, between the two."""

    def meets(self, method: str, chat_id: int | None) -> bool:
        """Return whether this call is the one to fail."""
        return self.method == method and (self.chat_id is None or self.chat_id == chat_id)


class FaultPlan:
    """The failures still to come, in the order they were planned."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Plan a failure."""
        self._faults.append(fault)

    def take(self, method: str, chat_id: int | None) -> Fault | None:
        """Return the failure for this call, counted as used."""
        fault = next((f for f in self._faults if f.meets(method, chat_id)), None)
        if fault is None:
            return None
        fault.times -= 1
        if fault.times <= 0:
            self._faults.remove(fault)
        return fault

    @property
    def left(self) -> tuple[Fault, ...]:
        """The failures no call has met yet."""
        return tuple(self._faults)


def refusal(
    status: int | None,
    description: str | None,
    retry_after: float | None,
    migrate_to_chat_id: int | None,
) -> ApiError | None:
    """Return the error that a planned failure answers with, if it answers at all."""
    if status is None:
        return None
    if status == 429:
        return too_many_requests(retry_after or 1)
    text = description or _DESCRIPTIONS.get(status, "Error")
    if status == 400 and not text.startswith("Bad Request"):
        text = f"Bad Request: {text}"
    if status == 403 and not text.startswith("Forbidden"):
        text = f"Forbidden: {text}"
    if migrate_to_chat_id is not None:
        return ApiError(status, text, migrate_to_chat_id=migrate_to_chat_id)
    return ApiError(status, text)

"""Remembers presses for a moment, so that a double press is answered once.

A client whose connection broke repeats a press as a new update; a nervous finger does the same.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple

WINDOW_SECONDS = 3.0


class Press(NamedTuple):
    """Who pressed what."""

    user_id: int
    chat_id: int
    message_id: int
    data: str


class Presses:
    """The presses that were answered just now."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._answered: OrderedDict[Press, float] = OrderedDict()

    def answered_just_now(self, press: Press) -> bool:
        """Tell whether the same press was answered within the window."""
        self._forget_old()
        return press in self._answered

    def note(self, press: Press) -> None:
        """Remember a press that has its answer; one that failed may be repeated."""
        self._answered[press] = self._clock()
        self._answered.move_to_end(press)

    def _forget_old(self) -> None:
        limit = self._clock() - WINDOW_SECONDS
        while self._answered and next(iter(self._answered.values())) < limit:
            self._answered.popitem(last=False)

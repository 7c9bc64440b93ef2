"""Waiting for something that is out of reach. Knows not what."""

import asyncio
import random

_FIRST_PAUSE_SECONDS = 0.3


class Backoff:
    """Pauses that grow with every failure and start small again after a success."""

    def __init__(self, longest: float = 30.0) -> None:
        self._longest = longest
        self._seconds = _FIRST_PAUSE_SECONDS

    def reset(self) -> None:
        """Start small again."""
        self._seconds = _FIRST_PAUSE_SECONDS

    async def pause(self) -> None:
        """Wait; not all bots of a host at the same moment."""
        await asyncio.sleep(self._seconds * random.uniform(0.8, 1.2))  # noqa: S311 - no secret
        self._seconds = min(self._seconds * 2, self._longest)

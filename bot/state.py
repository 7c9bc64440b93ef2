"""What a conversation has settled so far, and what the next message may refer to."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

# Who comes back after so long has something else in mind.
STALE_AFTER = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class State:
    """What the next turn starts from."""

    role: str | None = None
    levels: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    topic: str | None = None
    text: str = ""
    """The question that the topic comes from, for those that lean on it."""
    compared: tuple[str, ...] = ()
    """The roles that the last answer set side by side."""
    talked: tuple[str, ...] = ()
    """The roles talked about so far, the last one last: "which of them pays more"."""
    listed: tuple[str, ...] = ()
    """What was listed last, in its order, or pointed into: "the second one" is one of these."""
    place: int | None = None
    """Which one of those was asked for: "and then?" is the one after it."""
    shown: tuple[str, ...] = ()
    """Ids of the passages shown on the topic so far: "more" is none of these."""
    bases: tuple[str, ...] = ()
    """Which figures of pay were asked for, as `Utterance.bases` names them."""

    @classmethod
    def of(cls, kept: Mapping[str, Any], now: datetime | None = None) -> "State":
        """Return the state as the storage kept it; a fresh one where that is stale by now."""
        at = kept.get("at")
        if now and at and now - datetime.fromisoformat(at) > STALE_AFTER:
            return cls()
        known = {field.name for field in fields(cls)}
        values: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in kept.items()
            if name in known
        }
        return cls(**values)

    def kept(self, at: datetime | None = None) -> dict[str, Any]:
        """Return the state for the storage to keep."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {
            **{k: list(v) if isinstance(v, tuple) else v for k, v in values.items()},
            **({"at": at.isoformat()} if at else {}),
        }

"""What one message came to: a summary with how it came about."""

from dataclasses import dataclass, field

from bot.dialogue import Request
from bot.state import State
from bot.summaries import Summary
from bot.tracing import Trace


@dataclass(frozen=True, slots=True)
class Outcome:
    """A summary with how it came about."""

    summary: Summary
    intent: str
    confidence: float
    request: Request | None
    """None where the message asked for nothing."""
    state: State
    """What the next turn starts from."""
    trace: Trace = field(default_factory=Trace)
    """What decided it."""

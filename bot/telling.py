"""For whom an answer is told: to which question, on which day, in whose currency.

Knows nothing of the answer; the day comes from the question, so that nothing here reads a clock.
"""

from dataclasses import dataclass, field
from datetime import date

from bot.exchange import Exchange


@dataclass(frozen=True, slots=True)
class Telling:
    """What wording depends on besides facts and passages."""

    question: str = ""
    """The words asked, where one question is answered with yes or no; else empty."""
    named: bool = False
    """Whether these words name the role that the answer is about."""
    missing: str | None = None
    """The topic that was clearly asked for and that no section is on."""
    day: date | None = None
    """When it was asked; without a day no figure is called old."""
    exchange: Exchange = field(default_factory=Exchange)


PLAINLY = Telling()
"""Without a question to say yes or no to, without a day, without rates."""

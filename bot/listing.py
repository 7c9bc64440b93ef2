"""What an answer lists, so that the next message may point to it."""

from collections.abc import Sequence

from bot.dialogue import Request
from bot.expertise import Expertise
from bot.extracts import Extract

# Further down a list nobody counts.
_MOST_LISTED = 20
# Longer items of a list are no names that somebody points to.
_LONGEST_NAME = 8


def listed_in(request: Request, shown: Sequence[Extract], expertise: Expertise) -> tuple[str, ...]:
    """Return what "the second one" may mean after an answer that shows these extracts."""
    if request.compared:
        return tuple(expertise.roles[role].name for role in request.compared)
    lists = (extract.items for extract in shown if extract.kind != "prose")
    return next(filter(_can_be_pointed_to, lists), ())[:_MOST_LISTED]


def _can_be_pointed_to(items: Sequence[str]) -> bool:
    """Whether items are names, not values of something: "Training: none"."""
    return all(":" not in item and len(item.split()) <= _LONGEST_NAME for item in items)

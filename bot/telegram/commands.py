"""The commands there are: one table for the handlers, /help and the menu in Telegram."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Command:
    """What can be typed after a slash."""

    name: str
    description: str
    in_groups: bool = True
    for_admins: bool = False


COMMANDS = (
    Command("start", "What I am and what to ask"),
    Command("help", "How to ask, and every command"),
    Command("sources", "The documents I answer from"),
    Command("why", "How I came to my last answer"),
    Command("reset", "Forget what we were talking about"),
    Command("privacy", "What is kept about you, and where"),
    Command("forget", "Delete everything kept about you"),
    Command("reindex", "Read the documents again", in_groups=False, for_admins=True),
)

"""The chat in a terminal, or over a pipe. Knows the advisor; nothing of Telegram."""

import getpass
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.sources import MOST_LISTED, by_source
from bot.types import Answer, Question

if TYPE_CHECKING:
    from bot.advisor import Advisor
    from knowledge.models import RoleDocument

_GREETING = "Ask me about a role: its pay, its duties, how to get into it. /help lists more."
_FAREWELL = "Good luck!"
_HELP = """\
Type a question, or the number of one that I offer.
/sources  the documents I answer from
/reset    start the conversation afresh
/quit     leave (so do Ctrl-C and Ctrl-D)"""


class Chat:
    """One person's thread with the advisor."""

    def __init__(self, advisor: "Advisor", person: str, console: Console) -> None:
        self._advisor = advisor
        self._person = person
        self._console = console
        self._offered: tuple[str, ...] = ()

    def hear(self, line: str) -> bool:
        """Act on one line, and return whether the chat goes on."""
        words = line.strip()
        if words.startswith("/"):
            return self._obey(words.split()[0].lower())
        if words:
            self._ask(words)
        return True

    def _obey(self, command: str) -> bool:
        match command:
            case "/quit" | "/exit":
                return False
            case "/help" | "/start":
                self._say(_HELP)
            case "/reset":
                self._advisor.reset(self._person)
                self._offered = ()
                self._say("We start afresh.")
            case "/sources":
                self._list_sources()
            case _:
                self._say(f"I do not know {command}. /help lists what I know.")
        return True

    def _ask(self, words: str) -> None:
        if self._offered and words.isdecimal() and len(words) <= 2:
            number = int(words)
            if not 1 <= number <= len(self._offered):
                self._say(f"Choose 1 to {len(self._offered)}, or type a question.")
                return
            words = self._offered[number - 1]
            self._say(f"› {words}\n")
        question = Question(text=words, conversation=self._person, user_id=self._person)
        self._show(self._advisor.answer(question))

    def _show(self, answer: Answer) -> None:
        self._offered = answer.follow_ups
        self._say(answer.text)
        if self._offered:
            offers = (f"  {n}  {text}" for n, text in enumerate(self._offered, start=1))
            self._say("\n" + "\n".join(offers), style="cyan")
        self._say("")

    def _list_sources(self) -> None:
        documents = self._advisor.sources()
        if len(documents) > MOST_LISTED:
            self._list_many(documents)
            return
        for document in documents:
            source = document.source
            told = (source.title, source.as_of, source.address)
            self._say(f"{document.role.name}: {', '.join(part for part in told if part)}")

    def _list_many(self, documents: Sequence["RoleDocument"]) -> None:
        groups = by_source(documents)
        self._say(f"I answer from {len(documents)} documents:")
        for group in groups[:MOST_LISTED]:
            as_of = f", as of {group.as_of}" if group.as_of else ""
            self._say(f"{group.title}: {group.extent}{as_of}")
        if len(groups) > MOST_LISTED:
            self._say(f"… and {len(groups) - MOST_LISTED} more sources.")

    def _say(self, text: str, style: str = "") -> None:
        # A pipe gets the lines as they are; only a screen needs them folded.
        self._console.print(Text(text, style=style), soft_wrap=not self._console.is_terminal)


def talk(advisor: "Advisor", console: Console | None = None) -> None:
    """Chat until the person leaves: by /quit, Ctrl-C, or the end of what stdin holds."""
    console = console or Console(highlight=False)
    at_a_screen = sys.stdin.isatty()
    chat = Chat(advisor, f"terminal:{_login()}", console)
    if at_a_screen:
        console.print(_GREETING)
    try:
        _hear_all(chat, _typed(console) if at_a_screen else sys.stdin)
    except (EOFError, KeyboardInterrupt):
        console.print()
    if at_a_screen:
        console.print(_FAREWELL)


def _hear_all(chat: Chat, lines: Iterable[str]) -> None:
    for line in lines:
        if not chat.hear(line):
            return


def _typed(console: Console) -> Iterator[str]:
    # Imported for what it does to input(): the arrow keys edit and recall.
    with suppress(ImportError):
        import readline  # noqa: F401

    while True:
        yield console.input("[bold]you ›[/] ")


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "me"

"""Asking the advisor, and looking at the markup of what comes back."""

from html.parser import HTMLParser
from uuid import uuid4

from bot.advisor import Advisor
from bot.types import Answer, Question


def ask(advisor: Advisor, text: str, conversation: str | None = None) -> Answer:
    """Ask in a conversation, or in one of its own."""
    return advisor.answer(Question(text, conversation or uuid4().hex, user_id="tester"))


class Balance(HTMLParser):
    """Complains of a tag that is not closed, or closed where it is not open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open."""
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close what was opened last."""
        assert self.open.pop() == tag


def assert_balanced(html: str) -> None:
    """Every tag is closed, in order."""
    parser = Balance()
    parser.feed(html)
    parser.close()
    assert parser.open == []

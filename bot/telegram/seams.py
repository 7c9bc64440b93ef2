"""What the Telegram side asks of the rest of the house; a fake needs no more than this."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from bot.settings import Settings
from bot.types import Answer, Question
from knowledge.models import RoleDocument
from storage import Conversations, Feedback, Forgotten, Inbox, Outbox

if TYPE_CHECKING:
    # not at run time: building an index takes libraries that talking does without
    from bot.reindexing import ReindexReport

Progress = Callable[[int, int], None]


class Advisor(Protocol):
    """Answers questions; synchronous and safe to call from several threads."""

    @property
    def index_version(self) -> str:
        """The generation that answers."""

    def answer(self, question: Question) -> Answer:
        """Answer a question and keep the turn."""

    def sources(self) -> Sequence[RoleDocument]:
        """Return the documents it answers from."""

    def reset(self, conversation: str) -> None:
        """Start a conversation afresh."""

    def forget(self, user_id: str) -> Forgotten:
        """Delete everything kept about a person."""


class Reindexer(Protocol):
    """Builds and publishes a new index."""

    def run(
        self,
        progress: Progress | None = None,
        *,
        full: bool = False,
        documents: Path | None = None,
    ) -> "ReindexReport":
        """Read the documents, build, publish; errors say what to do next."""


class Services(Protocol):
    """Everything the Telegram side works with."""

    @property
    def settings(self) -> Settings:
        """What was set from outside."""

    @property
    def advisor(self) -> Advisor:
        """Who answers."""

    @property
    def reindexer(self) -> Reindexer:
        """Who builds the index."""

    @property
    def conversations(self) -> Conversations:
        """What was said."""

    @property
    def feedback(self) -> Feedback:
        """What was missed, and what people thought of answers."""

    @property
    def inbox(self) -> Inbox:
        """What came in."""

    @property
    def outbox(self) -> Outbox:
        """What goes out."""

"""An advisor and a reindexer that behave, without knowledge: for tests of the Telegram side."""

import html
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from bot.reindexing import ReindexReport
from bot.settings import Settings
from bot.types import Answer, AnswerSource, Question, Slots, Status
from knowledge.corpus import Refusal
from knowledge.models import Role, RoleDocument, Source
from storage import (
    Conversations,
    Feedback,
    Forgotten,
    Inbox,
    NewTurn,
    Outbox,
    OutgoingMessage,
    StoredMessage,
    open_database,
)

TOKEN = "123456:TEST"
STICKER = {
    "sticker": {
        "file_id": "s",
        "file_unique_id": "s",
        "type": "regular",
        "width": 1,
        "height": 1,
        "is_animated": False,
        "is_video": False,
    }
}
"""A message without words."""
SECONDS = "wait "
"""A question "wait 0.5" is answered after so long."""


def document(name: str, *, market: str | None = "Sri Lanka") -> RoleDocument:
    """Return a document on a role."""
    source = Source(f"{name}s & <pay>", "https://example.org/pay?a=1&b=2", "2025-03")
    return RoleDocument(name.lower(), Role(name.lower(), name), source, market, (), "0")


def said(text: str) -> str:
    """Return the words of an answer as HTML."""
    return f"You said: {html.escape(text)}"


@dataclass
class EchoAdvisor:
    """Answers with the question, records the turn, offers two follow-ups."""

    conversations: Conversations
    documents: tuple[RoleDocument, ...] = (document("Backend Developer"), document("Nurse"))
    asked: list[Question] = field(default_factory=list)
    failures: dict[str, int] = field(default_factory=dict)
    """How often a question still fails."""
    trouble: Exception | None = None
    index_version: str = "v1"
    make_html: Callable[[str], str] = said
    status: Status = Status.ANSWERED
    cited: tuple[AnswerSource, ...] = ()
    """The sources of each answer."""
    explanation: Mapping[str, Any] = field(default_factory=dict)
    """Of each answer."""

    def answer(self, question: Question) -> Answer:
        """Answer, late or not at all where the question asks for it."""
        self.asked.append(question)
        if self.trouble:
            raise self.trouble
        if self.failures.get(question.text, 0) > 0:
            self.failures[question.text] -= 1
            raise RuntimeError(f"cannot answer {question.text}")
        if question.text.startswith(SECONDS):
            time.sleep(float(question.text.removeprefix(SECONDS).split()[0]))
        answer = Answer(
            question=question.text,
            conversation=question.conversation,
            status=self.status,
            text=question.text,
            html=self.make_html(question.text),
            intent="echo",
            slots=Slots(),
            confidence=1.0,
            index_version=self.index_version,
            sources=self.cited,
            follow_ups=(f"more on {question.text}?", "And in Germany?"),
        )
        return replace(answer, turn_id=self._record(question, answer))

    def _record(self, question: Question, answer: Answer) -> int:
        return self.conversations.record(
            NewTurn(
                conversation=question.conversation,
                user_id=question.user_id,
                question=question.text,
                answer_text=question.text,
                status=answer.status,
                intent=answer.intent,
                slots={},
                state={"said": question.text},
                follow_ups=answer.follow_ups,
                index_version=self.index_version,
                asked_at=question.asked_at,
                elapsed_ms=0.0,
                sources=tuple(asdict(source) for source in answer.sources),
                explanation=self.explanation,
                answer_html=answer.html,
            )
        )

    def sources(self) -> tuple[RoleDocument, ...]:
        """Return the documents."""
        return self.documents

    def reset(self, conversation: str) -> None:
        """Empty the conversation."""
        self.conversations.reset(conversation)

    def forget(self, user_id: str) -> Forgotten:
        """Delete the person's rows."""
        return self.conversations.forget(user_id)


REPORT = ReindexReport(
    version="v2",
    documents=2,
    passages=9,
    embedded=9,
    reused=0,
    unchanged=False,
    added=("nurse",),
    changed=(),
    removed=(),
    refused=(Refusal("<broken>.pdf", "no text & no pages"),),
    seconds=1.5,
)


@dataclass
class StepwiseReindexer:
    """Takes as long as a test lets it."""

    release: threading.Event = field(default_factory=threading.Event)
    trouble: Exception | None = None
    runs: int = 0

    def run(
        self,
        progress: Callable[[int, int], None] | None = None,
        *,
        full: bool = False,
        documents: Path | None = None,
    ) -> ReindexReport:
        """Report progress once, then wait to be let go."""
        self.runs += 1
        if self.trouble:
            raise self.trouble
        if progress:
            progress(3, 9)
        self.release.wait(20)
        return REPORT


class StumblingOutbox(Outbox):
    """The real one, out of reach once: before the note of a sending or arrival, or after a put."""

    def __init__(self, engine: Engine, step: str) -> None:
        super().__init__(engine)
        self.step = step
        """Where it stumbles; empty once it has."""

    def put(self, update_id: int, messages: Sequence[OutgoingMessage]) -> None:
        """Keep the messages, and perhaps not live to tell."""
        super().put(update_id, messages)
        self._stumble("put")

    def sending(self, message: StoredMessage) -> None:
        """Note it, unless out of reach."""
        self._stumble("sending")
        super().sending(message)

    def sent(self, message: StoredMessage, message_id: int) -> None:
        """Note it, unless out of reach."""
        self._stumble("sent")
        super().sent(message, message_id)

    def _stumble(self, step: str) -> None:
        if step == self.step:
            self.step = ""
            raise ConnectionError(f"out of reach at {step}")


@dataclass(frozen=True)
class FakeServices:
    """What the Telegram side asks for, the memory real."""

    settings: Settings
    advisor: EchoAdvisor
    reindexer: StepwiseReindexer
    conversations: Conversations
    feedback: Feedback
    inbox: Inbox
    outbox: Outbox
    close: Callable[[], None]


def make_services(folder: Path, api_url: str, **settings: object) -> FakeServices:
    """Return services on a database in the folder, speaking to the API at the address."""
    engine = open_database(f"sqlite:///{folder / 'advisor.db'}")
    conversations = Conversations(engine)
    known = {"telegram_bot_token": TOKEN, "telegram_api_url": api_url, "data_dir": folder}
    return FakeServices(
        settings=Settings(_env_file=None, **(known | settings)),  # type: ignore[call-arg, arg-type]
        advisor=EchoAdvisor(conversations),
        reindexer=StepwiseReindexer(),
        conversations=conversations,
        feedback=Feedback(engine),
        inbox=Inbox(engine),
        outbox=Outbox(engine),
        close=engine.dispose,
    )

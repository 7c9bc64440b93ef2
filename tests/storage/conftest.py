"""A fresh database for each test; on PostgreSQL too, where TEST_POSTGRESQL_URL names one."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, text

from storage import Conversations, Feedback, Inbox, NewTurn, Outbox, open_database

POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL")
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)


def a_turn(conversation: str = "c1", **changes: Any) -> NewTurn:
    """A turn with every field filled, but for what is changed."""
    fields: dict[str, Any] = {
        "conversation": conversation,
        "user_id": "ann",
        "question": "what does a senior earn?",
        "answer_text": "Rs. 320,000 – 700,000 a month",
        "status": "answered",
        "intent": "ask_topic",
        "slots": {"role": "back-end", "level": "senior", "market": None, "topic": "pay"},
        "state": {"level": "senior"},
        "follow_ups": ("And in Germany?", "What does a lead earn?"),
        "index_version": "g1",
        "asked_at": NOON,
        "elapsed_ms": 12.5,
        "sources": ({"id": 1, "title": "Sri Lankan market profile", "as_of": None},),
        "explanation": {"intent": "ask_topic", "hits": [{"score": 0.5}]},
        "answer_html": "<b>Rs. 320,000 – 700,000</b> a month",
    }
    return NewTurn(**(fields | changes))


def _emptied(url: str) -> str:
    admin = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with admin.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    admin.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRESQL else ["sqlite"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with nothing in it."""
    if request.param == "postgresql":
        return _emptied(str(POSTGRESQL))
    return f"sqlite:///{tmp_path}/data/advisor.db"


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """An open database at head schema."""
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def conversations(engine: Engine) -> Conversations:
    """Conversations on a fresh database."""
    return Conversations(engine)


@pytest.fixture
def feedback(engine: Engine) -> Feedback:
    """Feedback on a fresh database."""
    return Feedback(engine)


@pytest.fixture
def inbox(engine: Engine) -> Inbox:
    """An inbox on a fresh database."""
    return Inbox(engine)


@pytest.fixture
def outbox(engine: Engine) -> Outbox:
    """An outbox on a fresh database."""
    return Outbox(engine)

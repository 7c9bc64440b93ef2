"""Requests and recognitions as tests of single steps need them, without an index."""

from decimal import Decimal
from typing import Any

import numpy as np

from bot.dialogue import Request
from bot.recognizer import Recognition
from bot.utterance import Utterance
from knowledge.lexicon import build_lexicon
from knowledge.models import BlockKind, Passage, Pay, Role
from tests.fakes import HashingEncoder, make_passage

ENGINEER = Role("engineer", "Engineer", ("dev",))
LEXICON = build_lexicon([ENGINEER])
ENCODER = HashingEncoder(dimension=384)  # as many as the real one has


def said(text: str) -> Utterance:
    """An utterance with the names in it."""
    return Utterance(text, LEXICON.find(text))


def recognition(text: str, **changes: Any) -> Recognition:
    """A question that was recognised as one on pay."""
    fields: dict[str, Any] = {
        "utterance": said(text),
        "search": text,
        "vector": ENCODER.encode([text])[0],
        "intent": "ask",
        "confidence": 0.9,
        "topics": {"pay": 0.9},
    }
    return Recognition(**(fields | changes))


def request(text: str, **changes: Any) -> Request:
    """A request of this question alone, on pay."""
    asked = said(text)
    fields: dict[str, Any] = {
        "recognition": recognition(text),
        "role": "engineer",
        "levels": asked.named("level"),
        "markets": asked.named("market"),
        "topics": {"pay": 0.9},
        "default_market": "Sri Lanka",
        "bases": asked.bases,
        "named_market": bool(asked.named("market")),
    }
    return Request(**(fields | changes))


def pay(low: int | None, high: int | None, **changes: Any) -> Pay:
    """A monthly pay in Sri Lankan rupees, but for what is changed."""
    fields: dict[str, Any] = {"currency": "LKR", "period": "month", "market": "Sri Lanka"}
    amounts = (None if n is None else Decimal(n) for n in (low, high))
    return Pay(*amounts, **(fields | changes))


def listed(*items: str, number: int = 1, kind: BlockKind = BlockKind.BULLETS) -> Passage:
    """A passage that is a list."""
    plain = make_passage("\n".join(items), number=number, heading=("Tasks",), topic="duties")
    fields = {name: getattr(plain, name) for name in Passage.__slots__}
    return Passage(**(fields | {"items": items, "kind": kind}))


def unit(*numbers: float) -> np.ndarray[Any, np.dtype[np.float32]]:
    """A vector of length one."""
    vector = np.array(numbers, dtype=np.float32)
    return vector / np.float32(np.linalg.norm(vector))

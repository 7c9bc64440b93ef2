"""An answer as the documented JSON object. Knows nothing of where it is written."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from bot.types import Answer, AnswerFact, AnswerSource
from knowledge.models import Fact, Pay, RoleDocument


def answer_as_dict(answer: Answer) -> dict[str, Any]:
    """Return the answer as the documented JSON object."""
    return {
        "question": answer.question,
        "conversation": answer.conversation,
        "status": answer.status.value,
        "text": answer.text,
        "html": answer.html,
        "intent": answer.intent,
        "slots": {
            "role": answer.slots.role,
            "level": answer.slots.level,
            "market": answer.slots.market,
            "topic": answer.slots.topic,
        },
        "assumptions": list(answer.assumptions),
        "confidence": answer.confidence,
        "facts": [_fact(fact) for fact in answer.facts],
        "sources": [_source(source) for source in answer.sources],
        "follow_ups": list(answer.follow_ups),
        "index_version": answer.index_version,
        "elapsed_ms": answer.elapsed_ms,
    }


def explained_as_dict(answer: Answer, why: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the answer with its number and how it came about; None where nothing was kept."""
    return {**answer_as_dict(answer), "turn_id": answer.turn_id, "explanation": why}


def document_as_dict(document: RoleDocument) -> dict[str, Any]:
    """Return what a list of documents tells of one."""
    return {
        "document": document.id,
        "role": document.role.name,
        "title": document.source.title,
        "market": document.market,
        "as_of": document.source.as_of,
        "passages": len(document.passages),
    }


def _fact(fact: AnswerFact) -> dict[str, Any]:
    stated = fact.stated
    pay = stated if isinstance(stated, Pay) else None
    other = stated if isinstance(stated, Fact) else None
    return {
        "kind": stated.kind,
        "role": fact.role,
        "level": stated.level,
        "market": stated.market,
        "low": _number(stated.low),
        "high": _number(stated.high),
        "currency": pay and pay.currency,
        "period": pay and pay.period,
        "source": fact.source,
        "basis": pay and pay.basis,
        "engagement": pay and pay.engagement,
        "open_ended": pay and pay.open_ended,
        "titles": list(pay.titles) if pay else [],
        "value": other and other.value,
        "unit": other and other.unit,
        "as_of": stated.as_of,
    }


def _source(source: AnswerSource) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "document": source.document,
        "section": source.section,
        "quote": source.quote,
        "as_of": source.as_of,
        "address": source.address,
    }


def _number(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)

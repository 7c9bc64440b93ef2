"""Questions that went badly or well, kept without the person who asked them.

Nothing in a row leads back: what could be personal in the question is masked, and a vote is told
from an earlier one by a mark on the turn, which goes when its person is forgotten.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Engine, delete, literal, update
from sqlmodel import Session, col, func, select

from storage.columns import AnyText, utc_now
from storage.masking import masked
from storage.records import FeedbackRecord, NewFeedback, Verdict
from storage.tables import FeedbackRow, TurnRow, id_of
from storage.transactions import reading, writing

MISSED = (Verdict.UNANSWERED, Verdict.DOWN)
# A pasted letter or CV says more about its writer than about what was asked.
_KEPT_LENGTH = 300


class Feedback:
    """What people could not get answered, and what they thought of answers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def note(self, feedback: NewFeedback) -> int:
        """Keep how a question went and return the row's id."""
        with writing(self._engine) as session:
            return _add(session, feedback)

    def vote(self, turn_id: int, verdict: Verdict, *, unanswered: bool = False) -> bool:
        """Take the vote on a turn in place of an earlier one; tell whether it changed anything.

        `unanswered` says that the turn was noted as such already: a thumb down then counts once.
        """
        with writing(self._engine) as session:
            turn = session.get(TurnRow, turn_id, with_for_update=True)
            if turn is None or turn.vote == verdict:
                return False
            before, after = (_kept(vote, unanswered) for vote in (turn.vote, verdict))
            for gone in before - after:
                _withdraw(session, _of_turn(turn, gone))
            for new in after - before:
                _add(session, _of_turn(turn, new))
            turn.vote = verdict
            return True

    def list(
        self,
        verdicts: Collection[Verdict] = MISSED,
        since: date | None = None,
        *,
        handled: bool = False,
    ) -> tuple[FeedbackRecord, ...]:
        """Return what was noted and is (not) dealt with, in the order it came."""
        rows = select(FeedbackRow).where(
            col(FeedbackRow.verdict).in_(verdicts), col(FeedbackRow.handled).is_(handled)
        )
        if since is not None:
            rows = rows.where(FeedbackRow.created_on >= since)
        with reading(self._engine) as session:
            found = session.exec(rows.order_by(col(FeedbackRow.id)))
            return tuple(_record(row) for row in found)

    def get(self, feedback_id: int) -> FeedbackRecord | None:
        """Return one row, dealt with or not, or None when it is not kept (any more)."""
        with reading(self._engine) as session:
            row = session.get(FeedbackRow, feedback_id)
            return None if row is None else _record(row)

    def handle(self, feedback_id: int) -> int:
        """Mark what was missed with this very question as dealt with; return how many rows."""
        with writing(self._engine) as session:
            row = session.get(FeedbackRow, feedback_id)
            if row is None:
                return 0
            same = update(FeedbackRow).where(
                func.lower(FeedbackRow.question) == func.lower(literal(row.question, AnyText())),
                col(FeedbackRow.verdict).in_(MISSED),
                col(FeedbackRow.handled).is_(False),
            )
            return session.connection().execute(same.values(handled=True)).rowcount

    def purge(self, before: date) -> int:
        """Delete what was noted on earlier days; return how many rows."""
        old = delete(FeedbackRow).where(col(FeedbackRow.created_on) < before)
        with writing(self._engine) as session:
            return session.connection().execute(old).rowcount


def _kept(vote: str, unanswered: bool) -> set[Verdict]:  # noqa: FBT001 - a fact on the turn
    """Return what is noted of a turn with this vote: a thumb down stands for unanswered too."""
    noted = {Verdict(vote)} if vote else set()
    return noted | {Verdict.UNANSWERED} if unanswered and vote != Verdict.DOWN else noted


def _of_turn(turn: TurnRow, verdict: Verdict) -> NewFeedback:
    return NewFeedback(
        question=turn.question,
        status=turn.status,
        intent=turn.intent,
        slots=turn.slots,
        verdict=verdict,
        index_version=turn.index_version,
        created_on=utc_now().date(),
    )


def _add(session: Session, feedback: NewFeedback) -> int:
    row = FeedbackRow(**_columns(feedback), created_on=feedback.created_on)
    session.add(row)
    session.flush()
    return id_of(row)


def _withdraw(session: Session, feedback: NewFeedback) -> None:
    """Delete the latest row that says the same and was not dealt with; which one, nobody knows."""
    columns = _columns(feedback)
    slots = columns.pop("slots")
    rows = select(FeedbackRow).filter_by(**columns, handled=False)
    for row in session.exec(rows.order_by(col(FeedbackRow.id).desc())):
        if row.slots == slots:
            session.delete(row)
            return


def _columns(feedback: NewFeedback) -> dict[str, Any]:
    """Return what makes two rows the same, but for the day."""
    return {
        "question": _shortened(masked(feedback.question)),
        "status": feedback.status,
        "intent": feedback.intent,
        "slots": dict(feedback.slots),
        "verdict": feedback.verdict.value,
        "index_version": feedback.index_version,
    }


def _shortened(text: str) -> str:
    return text if len(text) <= _KEPT_LENGTH else f"{text[: _KEPT_LENGTH - 1].rstrip()}…"


def _record(row: FeedbackRow) -> FeedbackRecord:
    """Return the row as callers know it."""
    return FeedbackRecord(
        id=id_of(row),
        question=row.question,
        status=row.status,
        intent=row.intent,
        slots=row.slots,
        verdict=Verdict(row.verdict),
        index_version=row.index_version,
        created_on=row.created_on,
        handled=row.handled,
    )

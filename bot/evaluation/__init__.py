"""Judged questions: asks them, tells which answers hold what they must, and counts."""

from bot.evaluation.cases import Case, JudgedTurn, fold, is_unread, load_cases
from bot.evaluation.errors import BadCasesError, BadFloorsError, EvaluationError
from bot.evaluation.judging import Ask, Begin, Said, SaidFact, TurnVerdict, Verdict
from bot.evaluation.score import Score, Share, StatusFaults, evaluate

__all__ = [
    "Ask",
    "BadCasesError",
    "BadFloorsError",
    "Begin",
    "Case",
    "EvaluationError",
    "JudgedTurn",
    "Said",
    "SaidFact",
    "Score",
    "Share",
    "StatusFaults",
    "TurnVerdict",
    "Verdict",
    "evaluate",
    "fold",
    "is_unread",
    "load_cases",
]

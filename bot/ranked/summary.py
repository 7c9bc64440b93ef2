"""A ranked table to an answer: its words by the template, its figures as facts, its sources.

Decides nothing about order; every number in the text is a fact's own value or a count of rows.
"""

import html
from typing import Any

from bot.citations import Citations
from bot.money_text import pay_text
from bot.ranked.bases import Basis
from bot.ranked.coverage import Coverage
from bot.ranked.figures import PAY, Figure, Standings
from bot.ranked.models import Condition, Relation
from bot.ranked.table import Table
from bot.ranked.vocabulary import fields, pattern_of
from bot.summaries import Summary
from bot.types import AnswerFact, AnswerSource, Status
from bot.wording import phrases, render_html, with_article
from knowledge.facts.kinds import load_kinds
from knowledge.facts.values import ladders, name_of_step
from knowledge.models import Pay
from knowledge.names import folded

_MORE = 10
# Kinds whose terms need no name before them: "Bachelor's degree".
_SPEAKING = frozenset({"education", "training"})


def summarize_table(table: Table, standings: Standings) -> Summary:
    """Return the answer that states a table, or says honestly that there is none."""
    citations = Citations(standings)
    reference = table.reference and _line((table.reference,), standings, citations)
    rows, values = _rows(table, standings, citations), _said(table, standings)
    there = table.elsewhere
    further = _rows(there, standings, citations) if there else []
    values["elsewhere"] = there and further and {**_said(there, standings), "rows": further}
    sources = citations.sources()
    cited = _by_document(sources)
    text = render_html("ranked", rows=rows, reference=reference, cited=cited, **values)
    lines = [*([reference] if reference else []), *rows, *further]
    return Summary(
        status=_status(table),
        html=text,
        facts=tuple(fact for line in lines for fact in line["facts"]),
        sources=sources,
        follow_ups=_follow_ups(table, standings),
    )


def _rows(table: Table, standings: Standings, citations: Citations) -> list[dict[str, Any]]:
    mixed = table.basis is not None and (table.basis.kind != PAY or table.basis.sources > 1)
    return [_line(row.figures, standings, citations, mixed=mixed) for row in table.rows]


def assumptions_of(table: Table) -> tuple[str, ...]:
    """Return the sentences that say what the table takes for granted."""
    criteria = table.criteria
    open_ = not (criteria.market or criteria.roles or criteria.beside)
    text = render_html(
        "ranked_assumed",
        pay=criteria.assumed,
        market=table.market if open_ else None,
        defaulted=table.defaulted,
        other_market=table.other_market,
    )
    return tuple(html.unescape(line) for line in text.splitlines() if line)


def _by_document(sources: tuple[AnswerSource, ...]) -> list[dict[str, Any]]:
    """The sources with the passages of one document in one line."""
    found: dict[str, dict[str, Any]] = {}
    for source in sources:
        fields_ = {"title": source.title, "address": source.address, "as_of": source.as_of}
        line = found.setdefault(source.document, {**fields_, "numbers": [], "sections": []})
        line["numbers"].append(source.id)
        line["sections"] += [source.section] if source.section else []
    return list(found.values())


def _status(table: Table) -> Status:
    if not table.rows:
        if table.alone:
            return Status.NO_ANSWER
        return Status.PARTIAL if table.known or _met(table.coverage) else Status.NO_ANSWER
    incomplete = table.criteria.unused or table.silent or table.instead
    return Status.PARTIAL if incomplete else Status.ANSWERED


def _met(coverage: tuple[Coverage, ...]) -> bool:
    return any(part.known for part in coverage)


def _line(
    figures: tuple[Figure, ...], standings: Standings, citations: Citations, *, mixed: bool = False
) -> dict[str, Any]:
    """A role with its figures, as the template's line; `mixed` says who else gives another."""
    role = standings.roles[figures[0].role]
    first = figures[0].stated
    numbers = [citations.number(figure.passage) for figure in figures]
    shown = zip(figures, numbers, strict=True)
    titles = first.titles if isinstance(first, Pay) else ()
    return {
        "name": role.name,
        "figures": [_figure_text(figure) for figure in figures],
        "titles": [t for t in titles if folded(t) != folded(role.name)],
        "sources": list(dict.fromkeys(numbers)),
        "others": figures[0].others if mixed else 0,
        "facts": [AnswerFact(figure.stated, role.name, n) for figure, n in shown],
    }


def _figure_text(figure: Figure) -> str:
    """A figure as its source has it; what it counts where the value does not say."""
    stated = figure.stated
    if isinstance(stated, Pay):
        return pay_text(stated)
    kind, value = load_kinds()[stated.kind], stated.value
    if kind.value == "count":
        return value if any(c.isalpha() for c in value) else f"{value} {kind.unit}"
    if kind.value == "term":
        speaks = stated.kind in _SPEAKING and value != "None"
        return value if speaks else f"{kind.label}: {value}"
    return value


def _said(table: Table, standings: Standings) -> dict[str, Any]:
    """What the template says around the rows."""
    criteria, basis = table.criteria, table.basis
    names = [standings.roles[role].name for role in table.silent]
    return {
        "by": criteria.by,
        "lowest": int(criteria.lowest),
        "relation": criteria.relation.value,
        "near": criteria.beside is not None and criteria.relation is Relation.NEAR,
        "field": criteria.field and fields()[criteria.field].label,
        "without": [fields()[name].label for name in criteria.not_fields],
        "market": table.market,
        "basis": basis,
        "kind": basis and basis.kind != PAY and load_kinds()[basis.kind].label,
        "level": _level(table, basis),
        "conditions": [_condition(c, basis) for c in criteria.conditions],
        "coverage": [_covered(part) for part in table.coverage],
        "wanted": [_label(kind) for kind in criteria.kinds or (PAY,)],
        "matching": table.matching,
        "known": table.known,
        "total": table.total,
        "tied": table.tied,
        "all_level": table.level,
        "alone": table.alone,
        "in_parts": table.in_parts,
        "disagreeing": [standings.roles[role].name for role in table.disagreeing],
        "silent": names,
        "reference_silent": criteria.beside is not None and table.reference is None,
        "instead": table.instead,
        "unused": criteria.unused,
        "named": bool(criteria.roles),
        "assumptions": assumptions_of(table),
        "verdict": pattern_of("yes_or_no").match(criteria.text) is not None,
    }


def _level(table: Table, basis: Basis | None) -> str | None:
    level = table.criteria.level or (basis.level if basis else None)
    return str(phrases()["levels"].get(level, level)) if level else None


def _label(kind: str) -> str:
    return "pay" if kind == PAY else load_kinds()[kind].label


def _covered(part: Coverage) -> dict[str, Any]:
    shown = _condition(part.condition, None)
    return {**shown, "met": part.met, "known": part.known, "market": part.market}


def _condition(condition: Condition, basis: Basis | None) -> dict[str, Any]:
    """A condition as the template says it."""
    by_step = condition.kind in ladders()
    return {
        "label": _label(condition.kind),
        "relation": condition.relation.value,
        "step": by_step and name_of_step(condition.kind, int(condition.bound)),
        "place": int(condition.bound) if by_step else 0,
        "bound": None if by_step else _bound(condition, basis),
    }


def _bound(condition: Condition, basis: Basis | None) -> str:
    """The number asked for; a sum in the currency and by the period that it was taken for."""
    if condition.kind != PAY:
        percent = "%" if load_kinds()[condition.kind].value == "percent" else ""
        return f"{condition.bound}{percent}"
    paid = next(iter(basis.figures.values())).stated if basis and basis.figures else None
    currency = condition.currency or (paid.currency if isinstance(paid, Pay) else None)
    period = condition.period or (basis.period if basis else None)
    if currency is None:
        return f"{condition.bound:,}"
    return pay_text(Pay(condition.bound, condition.bound, currency, period))


def _follow_ups(table: Table, standings: Standings) -> tuple[str, ...]:
    """The rest of the table, the same where more is stated, and more on the first row."""
    question = pattern_of("count").sub("", table.criteria.text).strip(" ?.!,:")
    first = standings.roles[table.rows[0].role].name if table.rows else None
    hidden = table.matching > len(table.rows) and len(table.rows) < _MORE
    text = render_html(
        "ranked_next",
        question=question,
        more=_MORE if hidden and table.rows and not table.criteria.roles else 0,
        other_market=None if table.criteria.market else table.other_market,
        first=with_article(_lowered(first)) if first else None,
    )
    return tuple(html.unescape(line) for line in text.splitlines() if line)


def _lowered(name: str) -> str:
    """A role's name within a sentence: "HR manager" keeps its capitals."""
    first = name.partition(" ")[0]
    return name if first[1:] != first[1:].lower() else f"{name[:1].lower()}{name[1:]}"

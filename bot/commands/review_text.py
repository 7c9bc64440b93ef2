"""Reviews of documents as people read them: a table, what looks wrong, one document in full.

Knows nothing of how a review is made.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.commands.fitting import paragraph, printable, quoted, table_lines
from bot.commands.shell import counted
from bot.money_text import pay_text
from knowledge.corpus import Refusal
from knowledge.models import Fact
from knowledge.review import FactLine, Finding, PayLine, Review

_MOST_DOCUMENTS = 40
_MOST_OF_ONE = 5
_MOST_PLACES = 3
# So many documents with the same warning are told of together.
_MANY = 4
# A screen this wide has room for the topics' names.
_WIDE = 110
_BEFORE = "(before the first heading)"


def overview_lines(
    reviews: Sequence[Review], refused: Sequence[Refusal], width: int | None
) -> Iterator[str]:
    """Yield a line a document, then what looks wrong, as much of it as can be read."""
    if reviews:
        yield from _table(reviews, width)
        yield ""
    yield from _refused_lines(refused, width)
    yield from _warning_lines(reviews, width)
    if reviews:
        yield paragraph(_sum_of(reviews), width, "")


def _table(reviews: Sequence[Review], width: int | None) -> Iterator[str]:
    named = width is None or width >= _WIDE
    columns = ["document", "role", "topics", "facts", "warnings", *(["topics found"] * named)]
    rows = [[*_cells(review), *([_topics(review)] * named)] for review in reviews]
    return table_lines(columns, rows, width)


def _cells(review: Review) -> list[str]:
    numbers = (len(review.topics), len(review.pay) + len(review.facts), len(review.warnings))
    return [review.document.id, review.document.role.name, *map(str, numbers)]


def _topics(review: Review) -> str:
    return ", ".join(topic for topic, _ in review.topics)


def _refused_lines(refused: Sequence[Refusal], width: int | None) -> Iterator[str]:
    if refused:
        yield f"{counted(len(refused), 'file')} refused:"
        for refusal in refused[:_MOST_DOCUMENTS]:
            yield paragraph(f"{refusal.document} {refusal.reason}", width, "  ")
        yield from _more(len(refused) - _MOST_DOCUMENTS, "file")
        yield ""


def _warning_lines(reviews: Sequence[Review], width: int | None) -> Iterator[str]:
    kinds = Counter(finding.kind for review in reviews for finding in review.warnings)
    if not kinds:
        return
    warned = {review.document.id: review.warnings for review in reviews if review.warnings}
    total = counted(sum(kinds.values()), "warning")
    yield paragraph(f"{total} in {counted(len(warned), 'document')}: {_by_kind(kinds)}", width, "")
    common = _common(warned)
    own = [
        (id_, left)
        for id_, found in warned.items()
        if (left := [finding for finding in found if finding not in common])
    ]
    # what few documents have comes first, so that it is seen where not all are shown
    own.sort(key=lambda each: min(kinds[finding.kind] for finding in each[1]))
    for id_, found in own[:_MOST_DOCUMENTS]:
        yield ""
        yield from _of_document(id_, found, width)
    yield from _more(len(own) - _MOST_DOCUMENTS, "document")
    yield from _common_lines(common, width)
    yield ""


def _common(warned: Mapping[str, Sequence[Finding]]) -> dict[Finding, list[str]]:
    """The warnings that many documents have alike, which must not hide what one alone has."""
    having: dict[Finding, list[str]] = {}
    for id_, found in warned.items():
        for finding in (finding for finding in found if not finding.line):
            having.setdefault(finding, []).append(id_)
    return {finding: ids for finding, ids in having.items() if len(ids) >= _MANY}


def _common_lines(common: Mapping[Finding, Sequence[str]], width: int | None) -> Iterator[str]:
    for finding, ids in common.items():
        yield ""
        yield f"{counted(len(ids), 'document')} alike"
        yield from _finding_lines(finding.message, (), width, "  ")
        more = f" and {len(ids) - _MOST_OF_ONE:,} more" if len(ids) > _MOST_OF_ONE else ""
        yield paragraph(f"in {', '.join(ids[:_MOST_OF_ONE])}{more}", width, "    ")


def _by_kind(kinds: Counter[str]) -> str:
    return ", ".join(f"{kind.replace('_', ' ')} {n:,}" for kind, n in kinds.most_common())


def _more(number: int, noun: str) -> Iterator[str]:
    if number > 0:
        yield ""
        yield f"… and {counted(number, noun)} more: name one, or use --json for all."


def _of_document(id_: str, found: Sequence[Finding], width: int | None) -> Iterator[str]:
    yield printable(id_)
    shown = _by_message(found)
    for message, places in list(shown.items())[:_MOST_OF_ONE]:
        yield from _finding_lines(message, places[:_MOST_PLACES], width, "  ")
        if len(places) > _MOST_PLACES:
            yield f"    and {counted(len(places) - _MOST_PLACES, 'line')} more"
    if len(shown) > _MOST_OF_ONE:
        more = len(shown) - _MOST_OF_ONE
        yield printable(f"  … and {more} more: career-advisor documents check {id_}")


def _by_message(found: Iterable[Finding]) -> dict[str, list[str]]:
    """The findings' messages, each with the places that it is said of."""
    places: dict[str, list[str]] = {}
    for finding in found:
        line = quoted(finding.line) if finding.line else ""
        where = ": ".join(filter(None, [" › ".join(finding.heading), line]))
        places.setdefault(finding.message, []).extend([where] if where else [])
    return places


def _finding_lines(
    message: str, places: Iterable[str], width: int | None, indent: str
) -> Iterator[str]:
    yield paragraph(f"- {message}", width, indent)
    yield from (paragraph(f"at {place}", width, f"{indent}  ") for place in places)


def _sum_of(reviews: Sequence[Review]) -> str:
    pay, facts = (sum(map(len, found)) for found in zip(*map(_facts, reviews), strict=True))
    notes = sum(len(review.notes) for review in reviews)
    roles = len({review.document.role.id for review in reviews})
    said = (
        f"{counted(len(reviews), 'document')} on {counted(roles, 'role')}: "
        f"{counted(pay, 'pay figure')}, {counted(facts, 'other fact')}"
    )
    besides = f"; {counted(notes, 'note')} besides" if notes else ""
    return f"{said}{besides}. `documents check DOCUMENT` tells all of one."


def _facts(review: Review) -> tuple[Sequence[PayLine], Sequence[FactLine]]:
    return review.pay, review.facts


def full_lines(review: Review, width: int | None) -> Iterator[str]:
    """Yield all that is known of one document's reading."""
    yield printable(review.document.id)
    for text in _about(review):
        yield paragraph(text, width, "  ")
    if review.pay:
        yield "  pay:"
    for each in review.pay:
        yield paragraph(_pay(each), width, "    ")
        yield paragraph(f"from {_place(each.heading)}: {quoted(each.line)}", width, "      ")
    if review.facts:
        yield "  other facts:"
    for fact in review.facts:
        text = f"{fact.fact.kind.replace('_', ' ')}: {_value(fact.fact)}"
        yield paragraph(f"{text} (from {_place(fact.heading)})", width, "    ")
    for name, findings in (("warnings", review.warnings), ("notes", review.notes)):
        if findings:
            yield f"  {name}:"
        for message, places in _by_message(findings).items():
            yield from _finding_lines(message, places, width, "    ")


def _about(review: Review) -> Iterator[str]:
    document = review.document
    yield f"role: {document.role.name}"
    date = f", as of {document.source.as_of}" if document.source.as_of else ""
    yield f"source: {document.source.title}{date}"
    yield f"market: {document.market or 'none'}"
    topics = ", ".join(f"{topic} ({number})" for topic, number in review.topics)
    yield f"passages: {len(document.passages)}; by topic: {topics or 'none has one'}"
    if review.silent:
        yield f"no topic in its heading: {'; '.join(map(_place, review.silent))}"


def _place(heading: Sequence[str]) -> str:
    return " › ".join(heading) or _BEFORE


def _pay(each: PayLine) -> str:
    pay = each.pay
    parts = [
        pay_text(pay),
        f"{pay.level} level" if pay.level else "no level",
        pay.market or "no market",
        pay.basis,
        "" if pay.engagement == "employment" else pay.engagement,
        f"of {', '.join(pay.titles)}" if pay.titles else "",
        pay.as_of or "",
    ]
    return " · ".join(filter(None, parts))


def _value(fact: Fact) -> str:
    return " · ".join(filter(None, [fact.value, fact.level, fact.market, fact.as_of]))

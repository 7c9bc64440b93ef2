"""Facts on the levels of a role: after how many years one is reached, and its job titles."""

from collections.abc import Container, Iterator
from decimal import Decimal

from knowledge.facts.kinds import load_kinds
from knowledge.milestones import reached_after
from knowledge.models import Fact, Passage
from knowledge.names import folded

_TITLE = "job_title"


def facts_by_level(passage: Passage, own: Container[str] = frozenset()) -> Iterator[Fact]:
    """Yield what a passage states of levels in the same breath as something else.

    `own` is how the role is named, folded: that is no title of one level. Labels that name a level
    outright ("Years to senior level: 7") are read with the others.
    """
    stated = {fact.kind for fact in passage.facts}
    for level, years in reached_after(passage):
        kind = f"years_to_{level}"
        if kind in load_kinds() and kind not in stated:
            number = Decimal(years)
            yield Fact(kind, f"{years} years", number, number, "years", market=passage.market)
    for pay in passage.pay:
        titles = [title for title in pay.titles if folded(title) not in own]
        if pay.level and titles and not pay.of_a_part:
            yield Fact(_TITLE, " / ".join(titles), level=pay.level, market=pay.market)

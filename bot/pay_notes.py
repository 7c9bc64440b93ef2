"""What documents say of pay besides its figures: what these hold, and what they depend on.

Knows sections and hits; nothing of how an answer is worded.
"""

from collections.abc import Sequence

from bot.dialogue import Request
from bot.expertise import Expertise
from bot.extracts import Extract
from bot.passage_lines import lines_of
from bot.pay import PayFinding, Stated
from retrieval.types import Hit

# So near must a text come that tells the reasons asked for.
_NEAR = 0.4


def of_its_market(finding: PayFinding) -> tuple[Stated, ...]:
    """Return the figures asked for, and what else is said for their market."""
    market = finding.asked[0][0].market
    return (*finding.asked, *(s for s in finding.others if s[0].market == market))


def notes_on(stated: Sequence[Stated], expertise: Expertise) -> tuple[Extract, ...]:
    """Return the sentences beside some figures: "an estimate, before deductions"."""
    sections = {(p.document, p.heading): p for _, p in stated}
    beside = (p for first in sections.values() for p in expertise.section(first))
    notes = ((p, ((p.lead,) if p.lead else ()) if p.items else lines_of(p)) for p in beside)
    return tuple(Extract(p, p.heading[-1], "prose", "", said) for p, said in notes if said)


def reasons_for(request: Request, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Return the hits on pay, near or best of all, that tell something and state no figure."""
    return tuple(
        hit
        for hit in hits
        if not hit.passage.pay
        and request.topic in hit.passage.topics
        and (hit.similarity >= _NEAR or hit is hits[0])
    )

"""Tells what O*NET names for a career: skills, fields of knowledge, software, interests.

Of several occupations together, what at least half of them share; short terms only, no sentences.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from knowledge.importers.careers.models import Member, Section
from knowledge.importers.careers.wage_statements import fold
from knowledge.importers.onet import Occupation

_MOST_NAMES = 12
_HALF = 0.5
_SHARED = "Shared by at least half of the occupations of this career on which there is a survey."
_INTERESTS = {
    "Realistic": "practical work with hands, tools, machines, plants or animals",
    "Investigative": "finding out how things are, with facts and ideas",
    "Artistic": "creating and designing, without set rules",
    "Social": "helping, teaching and advising people",
    "Enterprising": "leading, persuading and deciding",
    "Conventional": "order, data and set procedures",
}


def occupations_for(
    members: Sequence[Member], occupations: Mapping[str, Occupation]
) -> tuple[Occupation, ...]:
    """Return the surveyed occupations of a career, where code and title are both the same."""
    found = ((member, occupations.get(f"{member.code}.00")) for member in members)
    return tuple(o for m, o in found if o and o.surveyed and fold(o.title) == fold(m.title))


def ability_sections(
    of: Sequence[Occupation], *, whole: bool, education: bool
) -> tuple[Section, ...]:
    """Return the sections; `education` adds what those in the work say is required.

    Unless `whole`, the career has several occupations, surveyed or not.
    """
    lead = "" if whole else _SHARED
    interests = [f"{name}: {_INTERESTS[name]}" for name in _shared(of, lambda o: o.interests)]
    required = [f"{o.title}: {o.education}" for o in of if o.education] if education else []
    return (
        *_named("Skills", _shared(of, lambda o: o.skills), lead),
        *_named("Skills: fields of knowledge", _shared(of, lambda o: o.knowledge), lead),
        *_named("Tools and software", _shared(of, lambda o: o.technology), lead),
        *_named("Who it suits: interests", interests, lead),
        *_named("Education that workers most often name as required", required, ""),
    )


def _named(heading: str, names: Sequence[str], lead: str) -> tuple[Section, ...]:
    return Section.of(heading, names, lead if names else "")


def _shared(of: Sequence[Occupation], names: Callable[[Occupation], Sequence[str]]) -> list[str]:
    """The names by how many have them, then in their order."""
    counted = Counter(name for occupation in of for name in names(occupation))
    return [n for n, count in counted.most_common() if count >= _HALF * len(of)][:_MOST_NAMES]

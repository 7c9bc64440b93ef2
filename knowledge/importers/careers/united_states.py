"""Tells what the handbook and the wage statistics state of a career, section by section.

Every figure is taken over as it stands; only the words around it are ours.
"""

from collections.abc import Iterator, Mapping, Sequence

from knowledge.importers.careers.models import Employers, Member, Page, Section, Wage
from knowledge.importers.careers.wages import WageRow

_PAY = "Pay in the United States"
_WAGES_DATED = "May 2025"


def handbook_sections(page: Page, work: str, roles: Mapping[str, str]) -> tuple[Section, ...]:
    """Return a page's sections; `roles` gives our names for careers by their pages' titles."""
    similar = [roles.get(title.casefold(), title) for title in page.similar]
    return (
        *Section.of("What they do", (), work),
        *Section.of(_PAY, [line for wage in page.wages for line in _pay(wage)]),
        *Section.of("Education and training", _labelled(_preparation(page))),
        *Section.of("Number of jobs", _labelled({"Number of jobs, 2024": page.jobs})),
        *Section.of("Job outlook", [*_labelled(_outlook(page)), *_by_member(page.members)]),
        *Section.of("Largest employers", [line for e in page.employers for line in _shares(e)]),
        *Section.of("Working hours", page.hours),
        *Section.of("Health risks", page.hazards),
        *Section.of("Personal qualities", page.qualities),
        *Section.of("Similar careers", similar),
    )


def _pay(wage: Wage) -> Iterator[str]:
    per = f"{'an' if wage.period == 'hour' else 'a'} {wage.period}"
    whose = f"({wage.dated}{f'; job title: {job_title(wage.title)}' if wage.title else ''})"
    yield f"Median: ${wage.median}{'+' if wage.at_least else ''} {per} {whose}"
    if wage.low and wage.high:
        yield f"Lowest tenth: less than ${wage.low} {per} {whose}"
        yield f"Highest tenth: more than ${wage.high} {per} {whose}"


def job_title(title: str) -> str:
    """Return a classification's title as people would say it: "Other surgeons"."""
    first, others, rest = title.partition(", all other")
    if others and not rest:
        return f"Other {first[0].lower()}{first[1:]}"
    return title.replace("--", " – ")


def _preparation(page: Page) -> dict[str, str | None]:
    return {
        "Typical entry-level education": page.education,
        "Work experience in a related occupation": page.experience,
        "On-the-job training": page.training,
    }


def _outlook(page: Page) -> dict[str, str | None]:
    words = (page.growth_words or "").lower()
    return {
        "Growth 2024–34": f"{page.growth} percent ({words})" if page.growth else None,
        "Employment change 2024–34": f"{page.change} jobs" if page.change else None,
        "Openings a year": page.openings,
    }


def _labelled(values: Mapping[str, str | None]) -> list[str]:
    return [f"{label}: {value}" for label, value in values.items() if value]


def _by_member(members: Sequence[Member]) -> list[str]:
    if len(members) < 2:
        return []
    return [
        f"{job_title(m.title)}: {m.percent} percent growth 2024–34, from {m.jobs} jobs to"
        f" {m.jobs_then}"
        for m in members
    ]


def _shares(employers: Employers) -> Iterator[str]:
    whose = f" (of {employers.title})" if employers.title else ""
    for share in employers.shares:
        yield f"{share.industry}: {share.percent} percent of the jobs{whose}"


def wage_sections(rows: Sequence[WageRow], *, whole: bool) -> tuple[Section, ...]:
    """Return the sections on what employers report; unless `whole`, each row by its title."""
    pay = [line for row in rows for line in (_whole(row) if whole else _short(row))]
    jobs = [f"Employees, {_WAGES_DATED}{_whose(row, whole=whole)}: {row.employees}" for row in rows]
    counted = "The self-employed are not counted." if rows else ""
    return (*Section.of(_PAY, pay), *Section.of("Number of jobs", jobs, counted))


def _whose(row: WageRow, *, whole: bool) -> str:
    return "" if whole else f" ({job_title(row.title)})"


def _whole(row: WageRow) -> Iterator[str]:
    for label, sum_ in row.annual.items():
        yield f"{label}: ${sum_} a year ({_WAGES_DATED})"
    for label, sum_ in row.hourly.items():
        yield f"{label}: ${sum_} an hour ({_WAGES_DATED})"


def _short(row: WageRow) -> Iterator[str]:
    """The middle and the two ends alone, since an occupation of several has not much room."""
    sums, per = (row.annual, "a year") if row.annual else (row.hourly, "an hour")
    for label in ("Median", "10th percentile", "90th percentile"):
        if label in sums:
            whose = f"({_WAGES_DATED}; job title: {job_title(row.title)})"
            yield f"{label}: ${sums[label]} {per} {whose}"

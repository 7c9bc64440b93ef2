"""Reads pages of the Occupational Outlook Handbook: figures and names, never sentences.

A figure that a page does not give in one of the forms known here is left out.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from knowledge.importers.careers.errors import CareersError
from knowledge.importers.careers.models import Employers, Member, Page, Share
from knowledge.importers.careers.schedule import hazards_of, hours_of
from knowledge.importers.careers.wage_statements import wages_of

_SEE = "See How to Become One"
_QUICK = re.compile(r"^Quick Facts:.*?\n\nWhat ", re.DOTALL | re.MULTILINE)
_OUTLOOK = re.compile(r"(-?\d+)% \((.+)\)")
_OPENINGS = re.compile(r"bout ([\d,]+) openings for [^.\n]* projected each year")
_MEMBER = re.compile(
    r"^(?P<title>[^\t\n]+)\n\n(?P<code>\d\d-\d{4})\t ?(?P<now>[\d,]+)\t ?(?P<then>[\d,]+)"
    r"\t ?(?P<percent>-?\d+)\t",
    re.MULTILINE,
)
_EMPLOYERS = re.compile(
    r"largest employers? of (?P<title>[^\n]+?) (?:was|were) as follows:\n"
    r"(?P<rows>(?:\n[^\t\n]+\t ?[\d.]+%?\n)+)"
)
_SHARE = re.compile(r"^(?P<industry>[^\t\n]+)\t ?(?P<percent>[\d.]+)%?$", re.MULTILINE)
_QUALITY = re.compile(r"^(?P<name>[A-Z][A-Za-z’'/, –-]{3,45})\. [A-Z]", re.MULTILINE)
_SIMILAR = re.compile(r"^(?P<title>[^\t\n]+)\n[^\t\n]+\n\n[^\t\n]+\t \$|^\Z", re.MULTILINE)


def read_pages(folder: Path, facts: Path) -> Iterator[Page]:
    """Yield the page of each career that the table of facts lists, by name."""
    for row in sorted(_rows(facts), key=lambda row: row["slug"]):
        path = folder / f"{row['slug']}.txt"
        try:
            text = path.read_text(encoding="utf-8")
        except OSError as error:
            raise CareersError(path.name, "the handbook has no such page; add it") from error
        yield read_page(row["slug"], row["title"], row["url"], text)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_page(slug: str, title: str, address: str, text: str) -> Page:
    """Return what one page states."""
    quick = found[0] if (found := _QUICK.search(text)) else ""
    outlook = _OUTLOOK.search(_fact(quick, "Job Outlook") or "")
    members = tuple(_members(text))
    openings = _OPENINGS.search(part(text, "Job Outlook"))
    environment = part(text, "Work Environment")
    return Page(
        slug=slug,
        title=title,
        address=address,
        education=_fact(quick, "Typical Entry-Level Education"),
        experience=_fact(quick, "Work Experience"),
        training=_fact(quick, "On-the-job Training"),
        jobs=_fact(quick, "Number of Jobs"),
        growth=outlook[1] if outlook else None,
        growth_words=outlook[2] if outlook else None,
        change=_fact(quick, "Employment Change"),
        openings=openings[1] if openings else None,
        wages=wages_of(quick, part(text, "Pay"), members),
        members=members,
        employers=tuple(_employers(environment)),
        qualities=tuple(dict.fromkeys(_qualities(text))),
        similar=tuple(_similar(part(text, "Similar Occupations"))),
        hours=hours_of(title, environment),
        hazards=hazards_of(title, environment),
    )


def part(text: str, heading: str) -> str:
    """Return what stands under one of a page's tabs."""
    pattern = rf"^{re.escape(heading)} About this section$(.*?)(?=^<- |\Z)"
    found = re.search(pattern, text, re.DOTALL | re.MULTILINE)
    return found[1] if found else ""


def _fact(quick: str, label: str) -> str | None:
    """One of the facts at the top; None where the page sends on to its text."""
    found = re.search(rf"^{re.escape(label)}[^\t\n]*\t ?(.+)$", quick, re.MULTILINE)
    value = found[1].strip() if found else None
    return None if value == _SEE else value


def _members(text: str) -> Iterator[Member]:
    """The occupations that a page is on; sums over several of them are left out."""
    rows = [m.groupdict() for m in _MEMBER.finditer(part(text, "Job Outlook"))]
    codes = {row["code"] for row in rows}
    for row in rows:
        if not _is_sum(row["code"], codes):
            yield Member(row["title"], row["code"], row["now"], row["then"], row["percent"])


def _is_sum(code: str, codes: Iterable[str]) -> bool:
    """Whether a code ends in noughts and others of its group are given one by one."""
    stem = code.rstrip("0")
    return stem != code and any(other != code and other.startswith(stem) for other in codes)


def _employers(environment: str) -> Iterator[Employers]:
    groups = list(_EMPLOYERS.finditer(environment))
    for match in groups:
        shares = tuple(
            Share(*m.group("industry", "percent")) for m in _SHARE.finditer(match["rows"])
        )
        yield Employers(match["title"] if len(groups) > 1 else None, shares)


def _qualities(text: str) -> Iterator[str]:
    """The names of the important qualities, which stand before a sentence each."""
    _, found, after = text.partition("\nImportant Qualities\n")
    if not found:
        return
    for paragraph in after.split("\n\n"):
        if paragraph.startswith("<- ") or _is_heading(paragraph):
            return
        if match := _QUALITY.match(paragraph.lstrip("\n")):
            yield match["name"]


def _is_heading(paragraph: str) -> bool:
    return bool(re.fullmatch(r"[A-Z][^.\n]{3,60}", paragraph.strip()))


def _similar(section: str) -> Iterator[str]:
    """The first line of each entry of the table, whose second says what they do."""
    for match in _SIMILAR.finditer(section):
        if match["title"]:
            yield match["title"].strip()

"""Puts the sources together: which documents each career has, and what stands in each."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.importers.careers.abilities import ability_sections, occupations_for
from knowledge.importers.careers.documents import render
from knowledge.importers.careers.errors import CareersError
from knowledge.importers.careers.handbook import read_pages
from knowledge.importers.careers.models import Page, Section, Words
from knowledge.importers.careers.names import dropped, settle_names
from knowledge.importers.careers.sri_lanka import LocalDocument, read_judged, read_local
from knowledge.importers.careers.united_states import handbook_sections, wage_sections
from knowledge.importers.careers.wages import WageRow, read_wages, wages_for
from knowledge.importers.careers.words import read_words
from knowledge.importers.onet import Release, read_release

OWN = Path(__file__).parent
_UNITED_STATES = "United States"
_PUBLIC_DOMAIN = "Public domain"
_HANDBOOK = "Occupational Outlook Handbook, US Bureau of Labor Statistics"
_WAGES = "Occupational Employment and Wage Statistics, US Bureau of Labor Statistics"
_WAGES_ADDRESS = "https://www.bls.gov/oes/"
_ONET_ADDRESS = "https://www.onetonline.org/link/summary/{}"
_CREDIT = (
    "This page includes information from the O*NET {} Database by the U.S. Department of Labor, "
    "Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. O*NET® "
    "is a trademark of USDOL/ETA. The makers of this collection have modified the information."
)


@dataclass(frozen=True, slots=True)
class Sources:
    """All that is read before the first document is written."""

    pages: tuple[Page, ...]
    wages: Mapping[str, WageRow]
    release: Release
    local: tuple[LocalDocument, ...]
    words: Mapping[str, Words]
    """By career: those of the handbook that somebody wrote on, and those of our own."""


@dataclass(frozen=True, slots=True)
class Careers:
    """Documents by their path below the folder of roles, and what a person should look at."""

    documents: Mapping[str, str]
    remarks: tuple[str, ...]


def read_sources(shared: Path, own: Path = OWN) -> Sources:
    """Read the folder that holds `corpus` and `facts`, and the one with what we wrote ourselves."""
    facts, judged = shared / "facts", read_judged(own / "sri_lanka.yaml")
    pages = read_pages(shared / "corpus" / "ooh", facts / "bls_ooh_occupations_2024-34.csv")
    return Sources(
        tuple(pages),
        read_wages(facts / "oews_national_may2025.tsv"),
        read_release(_release(shared / "corpus" / "onet")),
        tuple(read_local(facts, judged)),
        {**read_words(own / "work.yaml"), **judged.careers},
    )


def _release(folder: Path) -> Path:
    found = sorted(folder.glob("*.zip"))
    if not found:
        raise CareersError(str(folder), "holds no O*NET release; put its .zip there")
    return found[-1]


def build(sources: Sources, taken: Iterable[str] = ()) -> Careers:
    """Return every career's documents; `taken` are names that belong to other documents."""
    known = {page.slug for page in sources.pages}
    words = sources.words
    aliases = settle_names(words, _alternates(sources), taken)
    roles = {p.title.casefold(): words[p.slug].role for p in sources.pages if p.slug in words}
    documents: dict[str, str] = {}
    for page in sources.pages:
        if page.slug in words:
            documents |= _of_page(page, sources, aliases[page.slug], roles)
    for slug in sorted(words.keys() - known):
        documents[f"{slug}/about.md"] = _about(words[slug], aliases[slug])
    documents |= _local(sources)
    return Careers(documents, tuple(_remarks(sources, aliases)))


def _of_page(
    page: Page, sources: Sources, aliases: tuple[str, ...], roles: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    words = sources.words[page.slug]
    handbook = _front(words.role, "US career profile", _UNITED_STATES, aliases=aliases)
    handbook |= {"source": _HANDBOOK, "address": page.address, "as_of": "2024-05"}
    handbook |= {"licence": _PUBLIC_DOMAIN}
    yield f"{page.slug}/handbook.md", render(handbook, handbook_sections(page, words.work, roles))
    whole = len(page.members) == 1
    if wages := wage_sections(wages_for(page.members, sources.wages), whole=whole):
        yield f"{page.slug}/wages.md", render(_wages_front(words.role), wages)
    if of := occupations_for(page.members, sources.release.occupations):
        front = _abilities_front(words.role, of[0].code, sources.release)
        abilities = ability_sections(of, whole=whole, education=not page.education)
        yield f"{page.slug}/skills.md", render(front, abilities)


def _front(
    role: str, title: str, market: str | None, *, aliases: tuple[str, ...] = ()
) -> dict[str, object]:
    return {"role": role, "aliases": aliases, "title": f"{role}: {title}", "market": market}


def _wages_front(role: str) -> dict[str, object]:
    front = _front(role, "US wage statistics, May 2025", _UNITED_STATES)
    return front | {
        "source": _WAGES,
        "address": _WAGES_ADDRESS,
        "as_of": "2025-05",
        "licence": _PUBLIC_DOMAIN,
    }


def _abilities_front(role: str, code: str, release: Release) -> dict[str, object]:
    return _front(role, f"skills and tools, O*NET {release.version}", _UNITED_STATES) | {
        "source": f"O*NET {release.version} Database, US Department of Labor",
        "address": _ONET_ADDRESS.format(code),
        "as_of": release.released,
        "licence": "CC BY 4.0",
        "attribution": _CREDIT.format(release.version),
    }


def _about(words: Words, aliases: tuple[str, ...]) -> str:
    front = _front(words.role, "about the work", None, aliases=aliases)
    front["source"] = "written for this collection"
    return render(front, Section.of("What they do", (), words.work))


def _local(sources: Sources) -> Iterator[tuple[str, str]]:
    """What is known of Sri Lanka; a site with several pages on a career is numbered."""
    named: Counter[str] = Counter()
    for document in sources.local:
        if not (words := sources.words.get(document.career)):
            continue
        site = document.site.replace(".", "-")
        name = "-".join(filter(None, ("sri-lanka", site, document.year)))
        named[f"{document.career}/{name}"] += 1
        count = named[f"{document.career}/{name}"]
        path = f"{document.career}/{name}{f'-{count}' if count > 1 else ''}.md"
        title = ", ".join(filter(None, (f"Sri Lanka, {document.site}", document.year)))
        front = _front(words.role, title, "Sri Lanka")
        front |= {"source": document.site, "address": document.address, "as_of": document.year}
        yield path, render(front, document.sections)


def _alternates(sources: Sources) -> dict[str, list[str]]:
    """O*NET's other titles by career: those that only one of its occupations goes by."""
    occupations = sources.release.occupations
    claimed = Counter(
        name.casefold() for o in occupations.values() for name in {o.title, *o.alternates}
    )
    return {
        page.slug: [
            name
            for occupation in occupations_for(page.members, occupations)
            for name in occupation.alternates
            if claimed[name.casefold()] == 1
        ]
        for page in sources.pages
    }


def _remarks(sources: Sources, aliases: Mapping[str, Sequence[str]]) -> Iterator[str]:
    for page in sources.pages:
        if page.slug not in sources.words:
            yield f"{page.slug}: nobody has written what the work is; left out"
    for document in sources.local:
        if document.career not in sources.words:
            yield f"{document.career}: a career of Sri Lanka without words; left out"
    for name in dropped(sources.words, aliases):
        yield f"{name}: the name means something else too; left out"

"""Tells the occupations of an O*NET release as role documents in Markdown.

Knows nothing of folders and files.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from knowledge.importers.onet import JobZone, Occupation, Release
from knowledge.importers.onet_names import aliases, natural_names

_MOST_TASKS = 20
_MOST_SKILLS = 12
_MOST_QUALITIES = 8
_MOST_TECHNOLOGY = 25
_MOST_RELATED = 10
# Whose workers and employers the release asked.
_MARKET = "United States"
# Levels that fewer name are the odd answers of a survey.
_LEAST_SHARE = 5.0
# The attribution that the licence's holder asks for, see https://www.onetcenter.org/license_db.html
_ATTRIBUTION = (
    "This page includes information from the O*NET {version} Database by the U.S. Department of "
    "Labor, Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. "
    "O*NET® is a trademark of USDOL/ETA. career-advisor has modified all or some of this "
    "information. USDOL/ETA has not approved, endorsed, or tested these modifications."
)
_INTERESTS = {
    "Realistic": "practical work with tools, machines, plants or animals",
    "Investigative": "thinking problems through, searching for facts",
    "Artistic": "shaping things, with few fixed rules",
    "Social": "helping, teaching or caring for people",
    "Enterprising": "starting things, deciding, leading and persuading people",
    "Conventional": "set procedures, data and details",
}
# The one in C is several times as fast, where yaml was built with it.
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~&])")


@dataclass(frozen=True, slots=True)
class RoleText:
    """One occupation as a document."""

    slug: str
    """What its file is called: "registered-nurse"."""
    role: str
    text: str


def role_texts(release: Release) -> Iterator[RoleText]:
    """Yield a document for each occupation that the release has data on."""
    occupations = release.occupations.values()
    names = natural_names(occupation.title for occupation in occupations)
    others = aliases(occupations, names)
    for occupation in occupations:
        if occupation.surveyed:
            role = names[occupation.title]
            head = _front_matter(release, occupation, role, others[occupation.code])
            body = _body(release, occupation, names)
            yield RoleText(_slug(role), role, f"---\n{head}---\n# {_plain(role)}\n\n{body}\n")


def _slug(name: str) -> str:
    return re.sub(r"[\W_]+", "-", name.casefold()).strip("-")


def _front_matter(
    release: Release, occupation: Occupation, role: str, others: Sequence[str]
) -> str:
    entries = {
        "role": role,
        "aliases": list(others),
        "title": f"O*NET {release.version}: {occupation.title}",
        "market": _MARKET,
        "source": f"O*NET {release.version} Database, U.S. Department of Labor",
        "address": f"https://www.onetonline.org/link/summary/{occupation.code}",
        "as_of": release.released,
        "licence": "CC BY 4.0",
        "attribution": _ATTRIBUTION.format(version=release.version),
    }
    said = {key: value for key, value in entries.items() if value}
    dumped = yaml.dump(said, Dumper=_DUMPER, sort_keys=False, allow_unicode=True, width=1000)
    return str(dumped)


def _body(release: Release, occupation: Occupation, names: dict[str, str]) -> str:
    zone = release.job_zones.get(occupation.job_zone or 0)
    related = [names.get(title, title) for title in occupation.related]
    sections = {
        "About this role": [_plain(occupation.description)],
        "Duties": [_bullets(occupation.tasks[:_MOST_TASKS])],
        "Skills and knowledge": _skills(occupation),
        "Personal qualities": _list(
            "Work styles rated very important, the most important first:",
            occupation.qualities[:_MOST_QUALITIES],
        ),
        "Tools and software": _list(
            "Examples; what many job postings ask for stands first:",
            occupation.technology[:_MOST_TECHNOLOGY],
        ),
        f"Education in the {_MARKET}": _education(occupation, zone),
        f"Experience and training in the {_MARKET}": _preparation(occupation, zone),
        "Is this career for you: interests": _list(
            "The work suits people who like, foremost first:",
            [f"{name}: {_INTERESTS[name]}" for name in occupation.interests],
        ),
        "Related occupations": [_bullets(related[:_MOST_RELATED])],
    }
    told = {heading: "\n\n".join(filter(None, parts)) for heading, parts in sections.items()}
    return "\n\n".join(f"## {heading}\n\n{text}" for heading, text in told.items() if text)


def _skills(occupation: Occupation) -> list[str]:
    return [
        *_list(
            "Skills rated important, the most important first:", occupation.skills[:_MOST_SKILLS]
        ),
        *_list(
            "Fields of knowledge rated important, the most important first:",
            occupation.knowledge[:_MOST_SKILLS],
        ),
    ]


def _education(occupation: Occupation, zone: JobZone | None) -> list[str]:
    shares = [
        f"{level}: {share:.0f}%"
        for level, share in occupation.education_shares
        if share >= _LEAST_SHARE
    ]
    lead = "Level required, with the share of the workers and experts asked who named it:"
    said = [f"{_zone(occupation, zone)}: {_rule(zone.education)}"] if zone else []
    return [*_list(lead, shares), *said]


def _preparation(occupation: Occupation, zone: JobZone | None) -> list[str]:
    if not zone:
        return []
    said = f"{_zone(occupation, zone)}: {_rule(zone.experience)} {_rule(zone.training)}"
    return [said]


def _zone(occupation: Occupation, zone: JobZone) -> str:
    return f"Job zone {occupation.job_zone} of 5, {zone.name}"


def _rule(text: str) -> str:
    """A zone's text without its example, which is another occupation: "For example, a teller"."""
    return _plain(text.partition(" For example")[0])


def _list(lead: str, items: Iterable[str]) -> list[str]:
    bullets = _bullets(items)
    return [lead, bullets] if bullets else []


def _bullets(items: Iterable[str]) -> str:
    return "\n".join(f"- {_plain(item)}" for item in items)


def _plain(text: str) -> str:
    """The text so that Markdown shows it as it stands ("C#", "O*NET")."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))

"""The role documents we ship, held against the pages they retell.

The pages are other people's and do not ship; where they lie is told by ADVISOR_SHARED or found
beside the checkout. Without them only the documents' own form is tested.
"""

import os
import re
from pathlib import Path

import pytest
import yaml

_ROOT = Path(__file__).resolve().parents[2]
_ROLES = _ROOT / "knowledge" / "roles" / "back-end-systems-developer"
_SEEDS = Path(os.environ.get("ADVISOR_SHARED", _ROOT.parent / "shared")) / "seeds"
_RUN = 8

_RETELLS = {
    "000": "sri-lanka-market-profile",
    "001": "job-description-guide",
    "002": "career-guide",
    "003": "us-snapshot",
    "004": "recruiter-overview",
}

_PAGE_ENDS = {
    "001": "\nConclusion\n",  # a farewell, the site's generator, links to its other pages
    "002": "\nConclusion\n",  # a farewell, the site's advisor, links to its other pages
    "003": "\nThink this could be you?",  # the site's quiz
    "004": "\nJoin over 60,000 readers!",  # the site's newsletter and advertising
}
"""Where a page stops speaking of the role; what follows is not carried over."""

_LISTS = yaml.safe_load(Path(__file__).with_name("shipped_names.yaml").read_text("utf-8"))
_NAMES: dict[str, list[str]] = _LISTS["names"]
_NOT_CARRIED: set[str] = set().union(*_LISTS["not_carried"].values())

_GRADES = [
    (r"(HIGH) Demand", "Demand"),
    (r"(GROWING) in SL", "Trend in Sri Lanka"),
    (r"(HYBRID)Team", "Place of work"),
    (r"Team: (SMALL)", "Team size"),
    (r"SMALL(CASUAL)", "Atmosphere"),
    (r"CASUALRemote: (HIGH)", "Remote work"),
    (r"(OCCASIONAL) overtime", "Overtime"),
    (r"Hiring: (HIGH)", "Hiring"),
    (r"Freelance: (HIGH)", "Chances for freelancers"),
    (r"Capital: (LOW)", "Capital needed"),
    (r"AI / Automation Risk\n\n(LOW)", "AI / automation risk"),
    (r"Automation Risk\n\nLOW\n\n(LONG TERM)", "Time horizon"),
    (r"Burnout Risk\n\n(MEDIUM)", "Burnout risk"),
    (r"Job Security \(SL\)\n\n(HIGH)", "Job security"),
    (r"AI Replacement Risk\n\n(LOW)", "AI replacement risk"),
    (r"Sectors\n\n(Private)", "Sector"),
]
"""How the market profile grades something, and the label our retelling gives it."""

needs_pages = pytest.mark.skipif(
    not _SEEDS.is_dir(),
    reason=f"NOT COMPARED WITH THE PAGES: no {_SEEDS}; set ADVISOR_SHARED to the folder above it",
)
each_page = pytest.mark.parametrize("page", sorted(_RETELLS))
each_document = pytest.mark.parametrize("name", sorted(_RETELLS.values()))


def _whole_page(page: str) -> str:
    return next(_SEEDS.glob(f"{page}_*.txt")).read_text(encoding="utf-8")


def _page(page: str) -> str:
    text = _whole_page(page)
    return text.partition(_PAGE_ENDS[page])[0] if page in _PAGE_ENDS else text


def _document(name: str) -> str:
    return (_ROLES / f"{name}.md").read_text(encoding="utf-8")


def _ours(page: str) -> str:
    return _document(_RETELLS[page])


_NUMBER = r"(\d[\d,]*)([kK](?![a-z]))?(\+)?"
_COUNTED = {"four": "4"}  # a number in words counts where it measures years


def _amount(digits: str, thousands: str, plus: str = "") -> str:
    return f"{int(digits.replace(',', '')) * (1000 if thousands else 1)}{plus}"


def _plain(text: str) -> str:
    """Strike the numbers that only count a list's items; write counted years in digits."""
    text = re.sub(r"•\s*0\d", "• ", text)
    return re.sub(
        rf"\b({'|'.join(_COUNTED)})(?=[ -]years?\b)", lambda m: _COUNTED[m[1]], text, flags=re.I
    )


def _figures(text: str) -> set[str]:
    """Every figure: "75000" for 75k, "210000+" for $210,000+, "7/10" for a score."""
    plain = _plain(text)
    return {_amount(*m.groups("")) for m in re.finditer(_NUMBER, plain)} | set(
        re.findall(r"\b\d+/\d+\b", plain)
    )


def _ranges(text: str) -> set[tuple[str, str]]:
    """Every "a – b" or "a to b", both ends as figures."""
    money = r"(?:\$|Rs\. ?)?"
    pattern = rf"{_NUMBER}\s?(?:[–-]|to)\s?{money}{_NUMBER}"
    return {
        (_amount(*m.groups("")[:3]), _amount(*m.groups("")[3:]))
        for m in re.finditer(pattern, _plain(text))
    }


_Pay = tuple[str, str, str, str, str]
"""Level, currency, low, high, period."""
_LEVELS = "Entry|Mid|Senior|Lead|Principal|Low|Median|High|Average"


def _pay_of(text: str, pattern: str) -> set[_Pay]:
    """Pay that a pattern finds by its groups level, cur, low, k, high, hk, plus, per."""
    found = set()
    for match in re.finditer(pattern, text):
        part = {key: value or "" for key, value in match.groupdict().items()}
        low = _amount(part["low"], part.get("k", ""))
        high = _amount(part["high"], part.get("hk", ""), part["plus"]) if part.get("high") else low
        currency = "Rs" if part["cur"].startswith("R") else "$"
        period = "month" if part.get("per", "").startswith("mo") else "year"
        found.add((part["level"].lower(), currency, low, high, period))
    return found


_CUR, _LOW, _HIGH = (
    r"(?P<cur>\$|Rs\. ?)",
    r"(?P<low>[\d,]+)(?P<k>k)?",
    r"(?P<high>[\d,]+)(?P<hk>k)?",
)
_PAY_ON_PAGE = {
    "000": rf"(?m)^(?P<level>{_LEVELS})(?:[ -]Level)?{_CUR}{_LOW} – "
    rf"(?:\$|Rs\.){_HIGH}(?P<plus>)/(?P<per>mo|yr)",
    "001": rf"an (?P<level>average) salary of {_CUR}{_LOW} \(USD\) per (?P<per>year)",
    "002": rf"(?m)^(?P<level>{_LEVELS})\b.*\n- Median Salary: {_CUR}{_LOW} – "
    rf"\${_HIGH}(?P<plus>\+?) per (?P<per>year)",
    "003": rf"(?m)^(?P<level>{_LEVELS})\n\n{_CUR}{_LOW}$",
}
_PAY_IN_OURS = (
    rf"(?m)^- (?P<level>{_LEVELS})(?: level)?: {_CUR}(?P<low>[\d,]+)"
    r"(?: – (?P<high>[\d,]+)(?P<plus>\+?))? a (?P<per>month|year)"
)


def _words(text: str) -> list[str]:
    """The words of a text, runs of glued names taken apart where the case changes."""
    seam = r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])(?![A-Z]s\b)"
    whole = re.findall(r"[A-Za-z+#]+", re.sub(r"[’']s\b", "s", text))
    return [part for word in whole for part in re.sub(seam, " ", word).split()]


def _proper(text: str, ordinary: set[str]) -> set[str]:
    """Capitalised words within a line or sentence that nobody ever writes in lower case."""
    inside = re.sub(r"(?m)(^\W*|[.?!:]\s+)[A-Z][a-z’']+\b(?![.+#/A-Z])", " ", text)
    return {
        word.lower()
        for word in _words(inside)
        if word[0].isupper() and word.lower() not in ordinary
    }


def _holds(text: str, name: str) -> bool:
    pattern = re.escape(name).replace("\\ ", r"\s+")
    return re.search(rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9+#])", text, re.I) is not None


def _runs(text: str) -> set[tuple[str, ...]]:
    tokens = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(tokens[i : i + _RUN]) for i in range(len(tokens) - _RUN + 1)}


@needs_pages
@each_page
def test_every_figure_is_carried_over(page: str) -> None:
    """Whatever number a page gives, our retelling of that page gives too."""
    told = _figures(_page(page))
    assert told or page == "004", "the overview alone has no figures"
    assert told - _figures(_ours(page)) == set()


@needs_pages
@each_page
def test_we_add_no_figure(page: str) -> None:
    """No number stands in a retelling that its page does not give, stage numbers aside."""
    ours = re.sub(r"\bStage \d", "", _ours(page))
    assert _figures(ours) - _figures(_page(page)) == set()


@needs_pages
@pytest.mark.parametrize("page", ["000", "001", "002"])
def test_ranges_keep_their_two_ends(page: str) -> None:
    """A range on a page is the same range in our retelling."""
    told = _ranges(_page(page))
    assert told
    assert told - _ranges(_ours(page)) == set()


@needs_pages
@pytest.mark.parametrize(("page", "lines"), [("000", 6), ("001", 1), ("002", 5), ("003", 3)])
def test_pay_keeps_level_currency_and_period(page: str, lines: int) -> None:
    """Each level has the amounts, the currency and the period that its page gives it."""
    told = _pay_of(_page(page), _PAY_ON_PAGE[page])
    assert len(told) == lines
    assert _pay_of(_ours(page), _PAY_IN_OURS) == told


@needs_pages
@pytest.mark.parametrize(("graded", "label"), _GRADES)
def test_grades_are_carried_over(graded: str, label: str) -> None:
    """What the market profile calls high, low or growing is so under its label in ours."""
    told = re.search(graded, _page("000"))
    assert told
    values = re.findall(rf"(?m)^- {re.escape(label)}: (.+)$", _ours("000"))
    assert values
    assert all(value.lower().startswith(told[1].lower()) for value in values)


@needs_pages
@each_page
def test_proper_words_are_carried_over(page: str) -> None:
    """A word that the pages only ever capitalise stands in our retelling too."""
    ordinary = {word for each in _RETELLS for word in _words(_page(each)) if word.islower()}
    found = _proper(_page(page), ordinary)
    assert len(found) > 10
    assert found - {word.lower() for word in _words(_ours(page))} - _NOT_CARRIED == set()


@needs_pages
@each_page
def test_listed_names_are_on_the_page(page: str) -> None:
    """The list of names is the page's own: each stands there, if glued to its neighbour."""
    bare = re.sub(r"\s+", " ", _page(page).replace("’", "'")).lower()
    slips = {".NET": "net", "PostgreSQL": "postgres"} if page == "004" else {}
    assert [n for n in _NAMES[page] if slips.get(n, n).lower() not in bare] == []


@each_page
def test_listed_names_are_carried_over(page: str) -> None:
    """Companies, tools, certificates, titles and the like stand in our retelling by name."""
    assert [name for name in _NAMES[page] if not _holds(_ours(page), name)] == []


@needs_pages
@each_document
def test_no_sentence_is_copied(name: str) -> None:
    """No eight words in a row of ours stand so in any page."""
    theirs = set().union(*(_runs(_whole_page(page)) for page in _RETELLS))
    assert len(theirs) > 5_000
    assert _runs(_document(name)) & theirs == set()


@each_document
def test_document_is_whole(name: str) -> None:
    """A shipped document has its role, its source's title, its aliases and no empty section."""
    _, front, body = _document(name).split("---\n", 2)
    meta = yaml.safe_load(front)
    assert meta["role"] == "Back-end Systems Developer"
    assert meta["title"]
    assert {"back-end developer", "backend engineer"} <= set(meta["aliases"])
    sections = re.split(r"(?m)^#{2,3} ", body)[1:]
    assert len(sections) > 5
    parents = {"Roadmap"}  # its steps are sections of their own
    empty = [s.split("\n")[0] for s in sections if not s.partition("\n")[2].strip()]
    assert set(empty) <= parents


@each_document
def test_markets_are_the_pages_own(name: str) -> None:
    """Only the two pages that speak of a country have a market."""
    markets = {"sri-lanka-market-profile": "Sri Lanka", "us-snapshot": "United States"}
    assert yaml.safe_load(_document(name).split("---\n")[1]).get("market") == markets.get(name)


def test_every_shipped_document_is_known() -> None:
    """No document of the role escapes these tests."""
    assert {path.stem for path in _ROLES.glob("*.md")} == set(_RETELLS.values())

"""Reads what a page of the handbook says on pay: medians and tenths, each with its date.

A page on several occupations gives each its own; whose a figure is, is told by its name alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from knowledge.importers.careers.models import Member, Wage

_AMOUNT = r"\d{1,3}(?:,\d{3})*(?:\.\d\d)?"


def _sum(name: str) -> str:
    return rf"\$(?P<{name}>{_AMOUNT})"


_STATED = re.compile(
    rf"median (?P<period>annual|hourly) wage for (?P<title>[^.$\n]+?) was {_sum('median')} "
    r"in (?P<dated>[A-Z][a-z]+ \d{4})\.(?: The median wage is [^.]+\.)?"
    rf"(?: The lowest 10 percent earned less than {_sum('low')},? and the highest 10 percent"
    rf" earned more than {_sum('high')}(?![\d]))?"
)
_QUICK = re.compile(rf"{_sum('median')} per (?P<period>year|hour)")
_AT_LEAST = re.compile(rf"equal to or greater than {_sum('median')} per (?P<period>year)")
_CHART = re.compile(r"^Median (?P<period>annual|hourly) wages, (?P<dated>[A-Z][a-z]+ \d{4})$", re.M)
_BAR = re.compile(rf"^(?P<title>[^\n$]+)\n\n{_sum('median')}$", re.MULTILINE)
_TABLE = re.compile(
    r"^Median (?P<period>annual|hourly) wages for [^.\n]+? in (?P<dated>[A-Z][a-z]+ \d{4}) were as "
    r"follows:\n(?P<rows>(?:\n[^\t\n]+\t ?\$?[\d,.]+\n)+)",
    re.MULTILINE,
)
_ROW = re.compile(rf"^(?P<title>[^\t\n]+)\t ?\$?(?P<median>{_AMOUNT})$", re.MULTILINE)
_PERIODS = {"annual": "year", "hourly": "hour"}


def wages_of(quick: str, section: str, members: Sequence[Member]) -> tuple[Wage, ...]:
    """Return the page's own wages, then those of its members."""
    stated = list(_stated(section))
    own = [(m["median"], m["period"]) for m in _QUICK.finditer(quick) if "greater" not in quick]
    dated = _date(section, stated)
    wages: list[Wage] = []
    for median, period in own:
        same = _of(stated, median, period, alone=len(members) < 2)
        wages.append(
            Wage(period, median, same.dated, same.low, same.high)
            if same
            else Wage(period, median, dated)
        )
    wages += [
        Wage(m["period"], m["median"], dated, at_least=True) for m in _AT_LEAST.finditer(quick)
    ]
    if not wages and len(stated) == 1 and len(members) == 1:
        only = stated[0]
        return (Wage(only.period, only.median, only.dated, only.low, only.high),)
    return (*wages, *(_of_members(section, stated, members) if len(members) > 1 else ()))


def _stated(section: str) -> Iterator[Wage]:
    for m in _STATED.finditer(section):
        period = _PERIODS[m["period"]]
        yield Wage(period, m["median"], m["dated"], m["low"], m["high"], m["title"])


def _date(section: str, stated: Sequence[Wage]) -> str:
    chart = _CHART.search(section)
    return chart["dated"] if chart else stated[0].dated if stated else ""


def _of(stated: Sequence[Wage], median: str, period: str, *, alone: bool) -> Wage | None:
    """The statement on the whole page: its only one, or the only one, with the page's median."""
    same = [w for w in stated if (w.median, w.period) == (median, period)]
    return same[0] if len(same) == 1 and (alone or len(stated) == 1) else None


def _of_members(section: str, stated: Sequence[Wage], members: Sequence[Member]) -> Iterator[Wage]:
    """A member's statement, else its line in a table or chart; what names no member is left out."""
    by_title = {fold(w.title or ""): w for w in (*_listed(section), *stated)}
    for member in members:
        if wage := by_title.get(fold(member.title)):
            yield replace(wage, title=member.title)


def _listed(section: str) -> Iterator[Wage]:
    """The medians of the chart, then those of the table."""
    if chart := _CHART.search(section):
        for m in _BAR.finditer(section, chart.end()):
            yield Wage(_PERIODS[chart["period"]], m["median"], chart["dated"], title=m["title"])
    for table in _TABLE.finditer(section):
        for m in _ROW.finditer(table["rows"]):
            yield Wage(_PERIODS[table["period"]], m["median"], table["dated"], title=m["title"])


def fold(title: str) -> str:
    """Return a title's words in lower case, for comparing."""
    return " ".join(re.findall(r"[a-z0-9]+", title.replace("’", "'").casefold()))

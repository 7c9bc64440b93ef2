"""Makes knowledge/occupations.txt, occupations with all their names, from ESCO and O*NET releases.

python -m knowledge.importers.occupations ESCO.csv ONET.zip > knowledge/occupations.txt
"""

import csv
import io
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.spellings import singular

# What people call an occupation in a sentence is not longer than this.
_MAX_WORDS = 4
# A title's last word that ends this many names is an occupation by itself ("nurse").
_COMMON_HEAD = 5
_PREPOSITION = re.compile(r"\s(?:of|for|in|at|to|with|except|including)\s", re.IGNORECASE)
_JOINED = re.compile(r",\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+")
# Commas before the "and" only, and nothing that the whole list shares: "supervisors of ...".
_LIST = re.compile(r"(?!.*\s(?:of|other)\s)(?!.*and.*,(?! and)).*")
_ASIDE = re.compile(r",? (?:except|including) .*")
# How words end that say who does something.
_PEOPLE = re.compile(r"(?:er|or|ist|ian|ant|ee|yst|man|ary)$")
_ACRONYM = re.compile(r"[A-Z]{2,5}")
_HEADER = """\
# Occupations and their names, made by knowledge/importers/occupations.py. Sources:
# ESCO classification 1.2, European Commission; O*NET 29.3 Database by the U.S. Department of Labor,
# Employment and Training Administration, CC BY 4.0; modified (small letters, names of at most four
# words, singular, titles that join several occupations taken apart, last words that are common to
# several names added).
# One line an occupation: its titles || its other names, abbreviations in capitals.
"""


@dataclass(frozen=True, slots=True)
class _Entry:
    titles: tuple[str, ...]
    others: tuple[str, ...]


def main(esco: str, onet: str) -> None:
    """Print the list."""
    european, american = list(_esco(Path(esco))), list(_onet(Path(onet)))
    heads = {_head(title) for entry in (*european, *american) for title in entry.titles}
    heads |= {name for entry in european for name in entry.others if " " not in name}
    american = [_of_people(entry, heads) for entry in american]
    lines = [_HEADER.rstrip()]
    for section, entries in (("ESCO 1.2", european), ("O*NET 29.3", american)):
        lines += [f"[{section}]", *sorted(map(_line, entries))]
    sys.stdout.write("\n".join([*lines, "[last words]", *_common_heads(european)]) + "\n")


def _line(entry: _Entry) -> str:
    others = [n for n in entry.others if n not in entry.titles and _usable(n)]
    return f"{' | '.join(entry.titles)} || {' | '.join(dict.fromkeys(others))}".strip()


def _usable(name: str) -> bool:
    """Whether people say a name in a sentence."""
    short = 0 < len(name.split()) <= _MAX_WORDS and name.isascii()
    long = len(name) > 2 and not set("()|,;") & set(name)
    return short and (long or bool(_ACRONYM.fullmatch(name)))


def _of_people(entry: _Entry, heads: set[str]) -> _Entry:
    """The entry without names of what is worked at: "customer service"."""

    def of_people(name: str) -> bool:
        head = _head(name)
        return head in heads or bool(_PEOPLE.search(head) or _ACRONYM.fullmatch(name))

    return replace(entry, others=tuple(filter(of_people, entry.others)))


def _head(name: str) -> str:
    """The noun that a name is about: "artist" of "artist in residence"."""
    return singular(_PREPOSITION.split(name)[0].split()[-1])


def _common_heads(entries: Iterable[_Entry]) -> list[str]:
    entries = tuple(entries)
    ends = Counter(n.split()[-1] for e in entries for n in (*e.titles, *e.others))
    titles = (title for entry in entries for title in entry.titles)
    found = {title.split()[-1] for title in titles if not _PREPOSITION.search(title)}
    return sorted(h for h in found if ends[h] >= _COMMON_HEAD and not h.endswith("s"))


def _esco(path: Path) -> Iterator[_Entry]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            title = _tidy(row["preferredLabel"])
            others = [_tidy(label) for label in row["altLabels"].splitlines()]
            yield _Entry(_taken_apart(title), tuple(n for o in others for n in _either(o)))


def _tidy(label: str) -> str:
    return " ".join(label.casefold().split())


def _either(name: str) -> tuple[str, ...]:
    """ "steward/stewardess" is two names; of "driver/sales worker" the first half is less."""
    parts = name.split("/")
    alone = len(parts) > 1 and " " not in name
    return tuple(map(_one, parts)) if alone else () if len(parts) > 1 else (_one(name),)


def _one(name: str) -> str:
    """A name for one person."""
    before, space, last = name.rpartition(" ")
    return f"{before}{space}{last if _ACRONYM.fullmatch(name) else singular(last)}"


def _taken_apart(title: str) -> tuple[str, ...]:
    """The title with the occupations that it joins, or with its natural order of words."""
    short = _ASIDE.sub("", title)
    parts = [part for part in _JOINED.split(short) if part]
    apart: tuple[str, ...] = ()
    if len(parts) == 1:
        apart = _either(short)
    elif short == ", ".join(parts[:2]):
        people = all(map(_are_people, parts))  # "Physicians, Pathologists": a kind after its family
        apart = (_one(parts[1] if people else f"{parts[1]} {parts[0]}"),)
        if parts[1] == "general":
            apart = (*apart, _one(parts[0]))
    elif _LIST.fullmatch(short) and all(map(_are_people, parts)):
        # after "dental laboratory technicians and" a word alone may have left some out
        apart = tuple(_one(p) for p in parts if " " in p or " " not in parts[0])
    return tuple(dict.fromkeys((_one(title), *apart)))


def _are_people(name: str) -> bool:
    """Whether a part of a title names people: in the plural, and a word alone by its ending too.

    "Securities, commodities, and financial services sales agents" are no securities.
    """
    last = name.split()[-1]
    alone = " " not in name and not _PEOPLE.search(singular(last))
    return singular(last) != last and not alone


def _onet(path: Path) -> Iterator[_Entry]:
    """Occupations but for what is left over ("All Other"), which shares no name with its members.

    A name of an occupation and of its specialities ("nurse") is of the occupation.
    """
    with zipfile.ZipFile(path) as archive:
        titles = {r["O*NET-SOC Code"]: _tidy(r["Title"]) for r in _rows(archive, "Occupation Data")}
        names: dict[str, list[str]] = {code: [] for code in titles}
        for row in _rows(archive, "Alternate Titles"):
            names[row["O*NET-SOC Code"]] += _alternates(row)
    for code, title in titles.items():
        if "all other" not in title:
            general = frozenset(names[_family(code, names)]) if code[-2:] != "00" else frozenset()
            yield _Entry(_taken_apart(title), tuple(n for n in names[code] if n not in general))


def _family(code: str, codes: Mapping[str, object]) -> str:
    family = f"{code[:-2]}00"
    return family if family in codes else code


def _alternates(row: Mapping[str, str]) -> tuple[str, ...]:
    name = _tidy(re.sub(r"\s*\([^)]*\)", "", row["Alternate Title"]))
    short = row["Short Title"].strip()
    return (*_either(name), *([short] if _ACRONYM.fullmatch(short) else []))


def _rows(archive: zipfile.ZipFile, table: str) -> Iterator[dict[str, str]]:
    member = next(n for n in archive.namelist() if n.endswith(f"{table}.txt"))
    yield from csv.DictReader(io.StringIO(archive.read(member).decode("utf-8")), delimiter="\t")


if __name__ == "__main__":
    main(*sys.argv[1:3])

"""Makes knowledge/occupations.txt, the list of occupation names, from ESCO's and O*NET's releases.

python -m knowledge.importers.occupations ESCO.csv ONET.zip > knowledge/occupations.txt
"""

import csv
import io
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from knowledge.lexicon import not_alone

_MAX_WORDS = 3
# A preferred name's last word that ends this many names is an occupation by itself ("nurse").
_COMMON_HEAD = 5
_HEADER = """\
# Names of occupations, made by knowledge/importers/occupations.py. Sources:
# ESCO classification 1.2, European Commission; O*NET 29.3 Database by the U.S. Department of Labor,
# Employment and Training Administration, CC BY 4.0; modified (names of at most three words, last
# words that are common to several names added).
"""


def main(esco: str, onet: str) -> None:
    """Print the list."""
    preferred, alternative = _esco(Path(esco))
    names = {n for n in (*preferred, *alternative, *_onet(Path(onet))) if len(n.split()) > 1}
    heads = Counter(name.split()[-1] for name in preferred | alternative)
    heads = Counter({n.split()[-1]: heads[n.split()[-1]] for n in preferred})
    names |= {name for name in preferred if " " not in name}
    names |= {
        head for head, count in heads.items() if count >= _COMMON_HEAD and not head.endswith("s")
    }
    sys.stdout.write(_HEADER + "\n".join(sorted(filter(_usable, names - not_alone()))) + "\n")


def _usable(name: str) -> bool:
    return 0 < len(name.split()) <= _MAX_WORDS and len(name) > 3 and name.isascii()


def _esco(path: Path) -> tuple[set[str], set[str]]:
    """Return the preferred and the alternative labels."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    alternative = {_tidy(label) for row in rows for label in row["altLabels"].splitlines()}
    return {_tidy(row["preferredLabel"]) for row in rows}, alternative


def _tidy(label: str) -> str:
    return " ".join(label.casefold().split())


def _onet(path: Path) -> Iterator[str]:
    with zipfile.ZipFile(path) as archive:
        member = next(n for n in archive.namelist() if n.endswith("Occupation Data.txt"))
        text = archive.read(member).decode("utf-8")
    for row in csv.DictReader(io.StringIO(text), delimiter="\t"):
        title = row["Title"].casefold()
        if title.endswith("s") and not {",", "and"} & {*title, *title.split()}:
            yield title.removesuffix("s")


if __name__ == "__main__":
    main(*sys.argv[1:3])

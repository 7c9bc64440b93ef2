"""How many plain questions on the handbook's careers are answered with the handbook's figure.

Asks two questions of every page, by its own name in the singular or the plural, one in eight with
a slip of the keyboard, over an index of the pages: `make evaluate-handbook` builds it. The truth is
the table of the same figures; what a page does not give is not asked for.
"""

import argparse
import csv
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.answering import Answering
from bot.commands.evaluation import open_expertise
from bot.settings import Settings
from bot.state import State
from knowledge.models import RoleDocument
from knowledge.names import singular

_ASKED = (
    ("how many {several} are there in the US", "num_jobs_2024"),
    ("number of {several} in america", "num_jobs_2024"),
    ("what does a {one} earn", "median_pay_annual"),
    ("median pay {several}", "median_pay_annual"),
    ("hourly wage of a {one}", "median_pay_hourly"),
    ("job outlook for {several}", "outlook_pct"),
    ("is the field of {several} growing", "outlook_pct"),
    ("what degree does a {one} need", "entry_education"),
    ("on the job training {several}", "training"),
    ("do {several} need work experience in a related occupation", "work_experience"),
    ("employment change {several} 2024 to 2034", "employment_change"),
)
_MISSPELT = 1 / 8
_EACH = 2


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, and what a right answer to it holds."""

    text: str
    column: str
    value: str
    role: str


def questions(
    document: RoleDocument, row: Mapping[str, str], page: str, chance: random.Random
) -> Iterator[Asked]:
    """Yield questions whose answer stands on the page."""
    name = _in_a_sentence(document.source.title)
    for template, column in chance.sample(_ASKED, _EACH):
        value = _shown(column, row[column])
        if value and value in page:
            named = _misspelt(name, chance) if chance.random() < _MISSPELT else name
            text = template.format(several=named, one=singular(named))
            yield Asked(text, column, value, document.role.id)


def _in_a_sentence(title: str) -> str:
    """A title in small letters, but for words that are abbreviations: "EMTs"."""
    return " ".join(w if re.search("[A-Z]{2}", w) else w.casefold() for w in title.split())


def _misspelt(name: str, chance: random.Random) -> str:
    """The name with two letters of one longer word swapped, one doubled, or one left out."""
    words = re.findall("[a-z]{5,}", name)
    if not words:
        return name
    word = chance.choice(words)
    at = chance.randrange(1, len(word) - 1)
    wrong = chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )
    return name.replace(word, wrong, 1)


def _shown(column: str, value: str) -> str:
    """A table's value as pages and answers write it; nothing where it is none."""
    if not value or value.startswith("See "):
        return ""
    if column == "outlook_pct":
        return f"{value}%"
    if column == "median_pay_hourly":
        return f"{float(value):.2f}"
    return f"{int(value):,}" if re.fullmatch(r"-?\d+", value) else value


def main() -> None:
    """Print how many answers are of the right role and hold the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path, help="the folder that holds corpus and facts")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", action="store_true")
    arguments = parser.parse_args()
    folder: Path = arguments.shared
    table = folder / "facts" / "bls_ooh_occupations_2024-34.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = {row["slug"]: row for row in csv.DictReader(file)}
    settings = Settings()
    expertise = open_expertise(settings)
    answering = Answering(expertise, settings.default_role, settings.default_market)
    chance = random.Random(arguments.seed)  # noqa: S311 - questions are no secrets
    counts: Counter[bool] = Counter()
    for document in expertise.documents.values():
        page = (folder / "corpus" / "ooh" / f"{document.id}.txt").read_text(encoding="utf-8")
        for asked in questions(document, rows[document.id], page, chance):
            outcome = answering.respond(asked.text, State())
            role = outcome.request.role if outcome.request else None
            shown = outcome.summary.html.replace("&#39;", "'")
            right = role == asked.role and asked.value in shown
            counts[right] += 1
            if arguments.failures and not right:
                sys.stdout.write(f"{asked.text}: of {role}, lacks {asked.value}\n")
    share = f"{counts[True] / counts.total():.1%}"
    sys.stdout.write(f"{counts[True]} of {counts.total()} right ({share})\n")


if __name__ == "__main__":
    main()

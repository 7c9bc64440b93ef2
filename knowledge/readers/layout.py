"""Runs of terms that a web page's layout glued together: "DatadogAWS / GCPJira".

Splits from the text's own evidence (changes of case, terms that stand alone elsewhere), never
by site.
"""

import re
from itertools import pairwise

from knowledge.vocabulary import Vocabulary

# A place where two terms may meet: "sA", ")A", "2V", "GCP|Jira", "IFS|99X", "s|hSenid",
# "Level|$70k", "week|~45h", "Score|7/10".
_SEAM = re.compile(
    r"(?<=[a-z)\]%])(?=[A-Z])|(?<=\d)(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Z]{3})(?=\d\d)"
    r"|(?<=[a-z])(?=[a-rt-z][A-Z][a-z])|(?<=[A-Za-z0-9)])(?=[$£€₹~])|(?<=[a-z]{4})(?=\d)"
)
_GRADES = frozenset({"HIGH", "LOW", "NONE", "GOOD"})
_SHORT = 5
_LONGEST_CODE = 12
# Longer than this it is no run of terms but something encoded, and would take long to take apart.
_LONGEST_TOKEN = 2_000
# A longer run of capitals is no list of codes.
_LONGEST_RUN = 60


def unglue(line: str, terms: Vocabulary) -> list[str]:
    """Return the terms of a line, split at its seams; a line without seams is one term."""
    cuts = [0, *seams(line, terms), len(line)]
    parts = [line[a:b].strip(" ·|") for a, b in pairwise(cuts)]
    return [part for part in parts if part]


def seams(line: str, terms: Vocabulary) -> list[int]:
    """Return the places at which a line is two terms run together."""
    places: list[int] = []
    for token in re.finditer(r"\S+", line):
        long = len(token.group()) > _LONGEST_TOKEN
        if not long and not terms.knows(token.group().strip(",.;:()")):
            places += [token.start() + place for place in _token_seams(token.group(), terms)]
    return places


def _token_seams(token: str, terms: Vocabulary) -> list[int]:
    codes = _codes(token, terms)
    candidates = sorted({match.start() for match in _SEAM.finditer(token)} | codes)
    kept: list[int] = []
    start = 0
    for n, place in enumerate(candidates):
        end = candidates[n + 1] if n + 1 < len(candidates) else len(token)
        rest = re.split(r"[\s/·|,:]", token[place:])[0]
        apart = place in codes or _are_apart(token[start:place], token[place:end], rest, terms)
        if place > start and apart:
            kept.append(place)
            start = place
    return kept


def _are_apart(left: str, right: str, rest: str, terms: Vocabulary) -> bool:
    """Whether what stands on both sides of a place are terms of their own.

    `rest` is the term that begins at the place, further places left aside.
    """
    before = re.split(r"[\s/·|,.]", left)[-1]
    after = re.split(r"[\s/·|,:]", right)[0]
    if re.match(r"[$£€₹~]", after):
        return True
    if re.match(r"[a-z]", after) or after[:1].isdigit():
        # "Technologies|hSenid", "Score|7/10": the left one must be a word
        return terms.knows(before)
    if terms.knows(before + after):
        return False  # "Postgre|SQL", where PostgreSQL stands alone elsewhere
    if terms.alone(before) and (terms.alone(rest) or terms.alone(after)) and len(after) > 2:
        return True  # "Docker|AWS", "courses|SaaS"
    if len(before) >= _SHORT and after.isupper() and len(after) > 2:
        return True  # "Virtusa|IFS"
    if before.islower() and terms.alone(before):
        return True  # "work|Eye": a common word ends, a capital begins
    short = len(after) < _SHORT and (after.isupper() or not terms.knows(after))
    # "Fast|API", "Git|Lab": a short tail belongs to its term, unless it is a grade such as HIGH
    return not short or after in _GRADES or not before.isalpha()


def _codes(token: str, terms: Vocabulary) -> set[int]:
    """Seams in a run of capitals that is made of known words only: "USAUK", "SMALLCASUAL"."""
    places: set[int] = set()
    for run in re.finditer(r"[A-Z]{5,}", token):
        # the last capital may begin the next term ("USAUKGermany")
        text = run.group()[:-1] if token[run.end() : run.end() + 1].islower() else run.group()
        if len(text) <= _LONGEST_RUN:
            places.update(run.start() + cut for cut in _decompose(text, terms))
    return places


def _decompose(text: str, terms: Vocabulary) -> list[int]:
    """Return the places between the known words that make up a text; empty where none do."""
    begins: dict[int, int] = {0: 0}  # where a known word may end: where that word begins
    for end in range(2, len(text) + 1):
        for size in range(min(end, _LONGEST_CODE), 1, -1):
            if end - size in begins and terms.knows(text[end - size : end]):
                begins[end] = end - size
                break
    cuts: list[int] = []
    place = begins.get(len(text), 0)
    while place:
        cuts.append(place)
        place = begins[place]
    return cuts[::-1]

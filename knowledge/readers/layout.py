"""Runs of terms that a web page's layout glued together: "DatadogAWS / GCPJira".

Splits from the text's own evidence (changes of case, terms that stand alone elsewhere), never
by site.
"""

import re
from collections.abc import Callable
from itertools import pairwise

# A place where two terms may meet: "sA", ")A", "2V", "GCP|Jira", "IFS|99X", "s|hSenid".
_SEAM = re.compile(
    r"(?<=[a-z)\]%])(?=[A-Z])|(?<=\d)(?=[A-Z][a-z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Z]{3})(?=\d\d)"
    r"|(?<=[a-z])(?=[a-rt-z][A-Z][a-z])"
)
_TERM = re.compile(r"[\w.+#/'’-]+")

Known = Callable[[str], bool]


def seams(line: str, known: Known) -> list[int]:
    """Return the places at which a line is two terms run together."""
    places: list[int] = []
    for token in re.finditer(r"\S+", line):
        if not known(token.group().strip(",.;:()")):
            places += [token.start() + place for place in _token_seams(token.group(), known)]
    return places


def unglue(line: str, known: Known) -> list[str]:
    """Return the terms of a line, split at its seams; a line without seams is one term."""
    cuts = [0, *seams(line, known), len(line)]
    parts = [line[a:b].strip(" ·|") for a, b in pairwise(cuts)]
    return [part for part in parts if part]


def vocabulary(text: str) -> set[str]:
    """Return the terms of a text that stand alone, for `known`."""
    return {term.strip(".-'’/") for term in _TERM.findall(text)}


def _token_seams(token: str, known: Known) -> list[int]:
    candidates = sorted(
        {match.start() for match in _SEAM.finditer(token)} | set(_codes(token, known))
    )
    kept: list[int] = []
    start = 0
    for n, place in enumerate(candidates):
        end = candidates[n + 1] if n + 1 < len(candidates) else len(token)
        if place > start and _parts(token[start:place], token[place:end], known):
            kept.append(place)
            start = place
    return kept


def _parts(left: str, right: str, known: Known) -> bool:
    """Whether what stands on both sides of a place are terms of their own."""
    before = re.split(r"[\s/·|,.]", left)[-1]
    after = re.split(r"[\s/·|,]", right)[0]
    if re.match(r"[a-z]", after):
        return known(before)  # "Technologies|hSenid" needs the left one to be a word
    if known(before + after):
        return False  # "Postgre|SQL", where PostgreSQL stands alone elsewhere
    short = len(after) < 5 and (after.isupper() or not known(after))
    # "Fast|API", "Git|Lab": a short tail belongs to its term, unless it is a grade such as HIGH
    return not short or after in _GRADES or not before.isalpha() or known(before + "s")


_GRADES = frozenset({"HIGH", "LOW", "NONE", "GOOD"})


def _codes(token: str, known: Known) -> list[int]:
    """Seams in a run of capitals that is made of known words only: "USAUK", "SMALLCASUAL"."""
    places: list[int] = []
    for run in re.finditer(r"[A-Z]{5,}", token):
        # the last capital may begin the next term ("USAUKGermany")
        text = run.group()[:-1] if token[run.end() : run.end() + 1].islower() else run.group()
        if cuts := _decompose(text, known):
            places += [run.start() + cut for cut in cuts[:-1]]
    return places


def _decompose(text: str, known: Known) -> list[int] | None:
    """Return where the known words end that make up a text; None where none do."""
    if not text:
        return []
    for size in range(min(len(text), 12), 1, -1):
        if known(text[:size]) and len(text) != size + 1:
            rest = _decompose(text[size:], known)
            if rest is not None:
                return [size, *(size + cut for cut in rest)]
    return None

"""A question's text from which what was understood is taken out, place by place.

Knows nothing of what the words mean.
"""

import re
from dataclasses import dataclass, field

from bot.ranked.vocabulary import word_set, words

TAKEN, SUPERLATIVE, HEAD = "•", "★", "◆"
MARKS = TAKEN + SUPERLATIVE + HEAD
_BEFORE_HEAD = re.compile(rf"([\w'-]+) (?:[{TAKEN}{SUPERLATIVE}]+ )*{HEAD}")
_AFTER_HEAD = re.compile(
    rf"{HEAD} (?:{words()['narrowing']}) (?:(?:the|an?) )?([\w'-]+)", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+(?:['’/-][^\W_]+)*|@\d")


@dataclass(slots=True)
class Masked:
    """The text as it is read: what is taken out leaves its mark, so that places stay."""

    text: str
    original: str = field(init=False)

    def __post_init__(self) -> None:
        """Keep the text as it came."""
        self.original = self.text

    def blank(self, start: int, end: int, mark: str = TAKEN) -> None:
        """Take out what stands between two places."""
        self.text = f"{self.text[:start]}{mark * (end - start)}{self.text[end:]}"

    def name(self, start: int, end: int, number: int) -> None:
        """Put a role's number where its name stands."""
        self.text = f"{self.text[:start]}{f'@{number}'.ljust(end - start, '@')}{self.text[end:]}"

    def take(
        self, pattern: re.Pattern[str], mark: str = TAKEN, group: int | str = 0
    ) -> list[re.Match[str]]:
        """Take out all that a pattern matches, or that group of it, and return the matches."""
        found = list(pattern.finditer(self.text))
        for match in found:
            self.blank(*match.span(group), mark)
        return found

    def said(self, match: re.Match[str]) -> str:
        """Return the words of a match as they were typed."""
        return self.original[match.start() : match.end()].strip(" -")

    def left(self, fillers: frozenset[str]) -> tuple[str, ...]:
        """Return the runs of words that nothing took and that ask for something."""
        runs: list[list[re.Match[str]]] = [[]]
        end = 0
        for match in _WORD.finditer(self.text):
            if any(mark in self.text[end : match.start()] for mark in MARKS):
                runs.append([])
            runs[-1].append(match)
            end = match.end()
        kept = (_trimmed(run, fillers) for run in runs)
        return tuple(self.original[r[0].start() : r[-1].end()] for r in kept if r)

    def narrows(self, known: frozenset[str] = frozenset()) -> bool:
        """Whether a word left that is not known says which careers: "nursing jobs"."""
        before = [m[1] for m in _BEFORE_HEAD.finditer(self.text)]
        after = [m[1] for m in _AFTER_HEAD.finditer(self.text)]
        fillers = word_set("stopwords") | word_set("negators") | known
        return any(word.casefold() not in fillers for word in (*before, *after))

    def negates(self) -> bool:
        """Whether a "not" that nothing took stands before something taken: "not well paid"."""
        negated = False
        for word in re.finditer(rf"[{MARKS}]+|[\w'’/@]+", self.text):
            said = word.group().casefold().replace("’", "'")
            if said in word_set("negators"):
                negated = True
            elif said[0] in MARKS:
                if negated:
                    return True
            elif said not in word_set("stopwords"):
                negated = False
        return False


def _trimmed(run: list[re.Match[str]], fillers: frozenset[str]) -> list[re.Match[str]]:
    """A run without the fillers at its ends."""
    while run and folded(run[0]) in fillers:
        run = run[1:]
    while run and folded(run[-1]) in fillers:
        run = run[:-1]
    return run


def folded(match: re.Match[str]) -> str:
    """Return a word small-lettered, its apostrophe straight."""
    return match.group().casefold().replace("’", "'")


def words_in(text: str) -> list[str]:
    """Return a text's words, small-lettered."""
    return [folded(match) for match in _WORD.finditer(text)]

"""Words in their other spellings: singular and plural, British and American.

Knows nothing of occupations.
"""

import re
from functools import lru_cache

from inflection import pluralize, singularize

_FEWEST_LETTERS = 4
# Only after these does a plural need more than an "s".
_CHANGES = re.compile(r"(?:s|x|z|ch|sh|y|o|f|fe|man|child|person)$", re.IGNORECASE)
# American spellings stand for both. The result is compared and never shown, so a rule may mangle
# a word as long as it makes no two occupations one.
_AMERICAN = (
    ("elleries", "elries"),
    ("ellery", "elry"),
    ("draught", "draft"),
    ("plough", "plow"),
    ("grey", "gray"),
    ("tyre", "tire"),
    ("mould", "mold"),
    ("cheque", "check"),
    ("adviser", "advisor"),
    ("ogue", "og"),
    ("aes", "es"),
    ("aed", "ed"),
    ("aem", "em"),
    ("aec", "ec"),
    ("aeo", "eo"),
    ("oed", "ed"),
    ("foet", "fet"),
    ("our", "or"),
    ("tre", "ter"),
    ("isa", "iza"),
    ("ise", "ize"),
    ("isi", "izi"),
    ("yse", "yze"),
    ("ence", "ense"),
    ("ll", "l"),
)
_BRITISH = re.compile("|".join(british for british, _ in _AMERICAN))


# What words for those who do something end in.
_AGENT = re.compile(r"^\w{3,}(?:er|or|ist|ian|ant|man|woman)$", re.IGNORECASE)


def is_agent(word: str) -> bool:
    """Return whether a word is formed as one for somebody: "youtubers"."""
    return bool(_AGENT.match(singular(word)))


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """Return a noun in the singular; as it is where it is no plural."""
    if len(word) < _FEWEST_LETTERS or not word.isalpha() or not _may_be_plural(word):
        return word
    return singularize(word)


@lru_cache(maxsize=50_000)
def plural(word: str) -> str:
    """Return a noun in the plural."""
    if not word or not _CHANGES.search(word):
        return f"{word}s"
    return pluralize(word)


@lru_cache(maxsize=50_000)
def american(word: str) -> str:
    """Return a small-lettered word as a key that British and American spellings share."""
    return _BRITISH.sub(lambda match: dict(_AMERICAN)[match.group()], word)


def _may_be_plural(word: str) -> bool:
    folded = word.casefold()
    return folded.endswith(("s", "men", "people", "children")) and not folded.endswith("ss")

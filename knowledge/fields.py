"""Fields of work to those who work in them: "civil engineering" → "civil engineer".

Knows how such words are formed in English, and no occupation.
"""

import re

_FEWEST_LETTERS = 5
# How a field's name ends, and what those who work in it may end in.
_ENDINGS = (
    ("ing", ("er", "or", "e", "ant", "")),
    ("ology", ("ologist",)),
    ("ography", ("ographer",)),
    ("onomy", ("onomist", "onomer")),
    ("onomics", ("onomist",)),
    ("istry", ("ist",)),
    ("macy", ("macist",)),
    ("ism", ("ist",)),
    ("ics", ("ician", "icist")),
    ("therapy", ("therapist",)),
    ("ecture", ("ect",)),
    ("ntry", ("nter",)),
    ("metry", ("metrist",)),
    ("iatry", ("iatrist",)),
    ("ancy", ("ant",)),
    ("ation", ("ator",)),
    ("science", ("scientist",)),
    ("design", ("designer",)),
    ("management", ("manager",)),
    ("development", ("developer",)),
    ("analysis", ("analyst",)),
    ("analytics", ("analyst",)),
    ("security", ("security analyst", "security guard")),
)
_DOUBLED = re.compile(r"([bdgklmnprt])\1$")


def workers(field: str) -> tuple[str, ...]:
    """Return what those may be called who work in a field of one word; none if it is none."""
    word = field.casefold()
    if len(word) < _FEWEST_LETTERS:
        return ()
    found: list[str] = []
    for ending, others in _ENDINGS:
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            found += [stem + other for other in others]
            if ending == "ing" and _DOUBLED.search(stem):
                found.append(f"{stem[:-1]}er")
    return tuple(found)

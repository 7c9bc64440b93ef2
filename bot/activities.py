"""What somebody is said to do who is not named: "people who draw blood", "to put up solar panels".

Patterns of the language only; knows no occupation.
"""

import re
from collections.abc import Iterator

_SOMEBODY = (
    r"(?:people|persons?|someone|somebody|those|guys?|folks?|workers?|m[ae]n|wom[ae]n|lad(?:y|ies)|"
    r"anyone|anybody)"
)
_FOR_IT = (
    r"(?:degrees?|diplomas?|certificates?|licen[cs]es?|permits?|qualifications?|schooling|college|"
    r"university|studies|training|courses?|needed|required|necessary|need|paid|salary|pay|earn|"
    r"trained|train|qualified|qualify|allowed|jobs?|careers?|living|future|work|personality)"
)
_WISHED = (
    r"(?:want(?:s|ed)?|wanna|likes?|loves?|enjoys?|hopes?|dream(?:s|t)?|"
    r"plan(?:s|ning)?|think(?:ing)?|thought|interested|stop|quit)"
)
_GERUND = (
    r"(?=(?!(?:during|being|becoming|getting|doing|having|going|working|anything|something|nothing|"
    r"everything|morning|evening|king|earning|making)\b)\w{3,}ing\b)"
)
# Where what is done begins; it goes on to the end of the clause.
_BEGINS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_SOMEBODY}\s+(?:who|that|which)\s+(?:can\s+|will\s+|would\s+)?",
        rf"\b{_SOMEBODY}\s+{_GERUND}",
        rf"\b{_FOR_IT}\s+(?:\w+\s+){{0,2}}?to\s+(?:learn\s+(?:how\s+)?to\s+)?",
        rf"\b{_FOR_IT}\s+(?:(?:of|for|in|by|from|as|with|(?:that\s+)?goes\s+with)\s+)?{_GERUND}",
        rf"\b{_WISHED}\s+(?:(?:of|about|in|on|for)\s+)?(?:to\s+(?:be\s+)?|{_GERUND})",
        rf"\b(?:goes|go|suits?|fits?)\s+(?:for\s+|with\s+|in\s+)?{_GERUND}",
        r"\bshould\s+i\s+",
        rf"\bdo\s+{_GERUND}",
        rf"(?:^|[,.!?]\s)\W*(?:is|does|about)\s+{_GERUND}",
    )
)
_ENDS = re.compile(
    r"[,.;:?!()]|\s-\s|\b(?:and|or|but|if|because|since|so|than|then|when|while|what|how|which|where|"
    r"who|is|are|do|does|did|will|would|for\s+a\s+living|as\s+a|these\s+days|in\s+(?:the|my))\b",
    re.IGNORECASE,
)
_MOST_WORDS = 6
# Who is named after these is named, and nothing is said of what they do.
_TO_BE = frozenset({"be", "become"})


def activities(text: str) -> Iterator[str]:
    """Yield what somebody is said to do, in the words of the text: "draw blood"."""
    for begins in _BEGINS:
        for match in begins.finditer(text):
            rest = text[match.end() :]
            end = _ENDS.search(rest)
            words = rest[: end.start() if end else len(rest)].split()[:_MOST_WORDS]
            if words and words[0].casefold() not in _TO_BE:
                yield " ".join(words)

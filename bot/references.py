"""What a message's words refer to: something said before, something listed, something set aside.

Patterns of the language only; knows nothing of roles, topics' probabilities or documents.
"""

import re
from collections.abc import Sequence

_ORDINALS = {
    "first": 0, "1st": 0, "top": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3,
    "4th": 3, "fifth": 4, "5th": 4, "sixth": 5, "6th": 5, "seventh": 6, "eighth": 7, "ninth": 8,
    "tenth": 9, "last": -1,
}  # fmt: skip
_NTH = re.compile(
    rf"\b(?:the\s+)?(?:very\s+)?(?P<nth>{'|'.join(_ORDINALS)})\s+"
    r"(?:one|option|job|career|role|company|employer|item|of\s+(?:them|these|those)|on\s+the\s+list)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:number|no\.?|option|#)\s*(?P<n>10|[1-9])\b", re.IGNORECASE)
_MORE = re.compile(
    r"(?:ok(?:ay)?|yes|and|please|so|hmm)?[\s,]*(?:(?:any|tell me|show me|give me|some)\s+)*"
    r"(?:more|anything else|what else|else|go on|continue|keep going|the rest|next|show all)"
    r"(?:\s+(?:please|details?|info(?:rmation)?|(?:of|on|about) (?:it|them|that)))*"
    r"[\s?.!]*",
    re.IGNORECASE,
)
_STARTS_OVER = re.compile(
    r"\b(?:forget\s+(?:it|that|about\s+(?:it|that))|start(?:ing)?\s+(?:over|again|afresh)|"
    r"new\s+(?:question|topic)|something\s+(?:else|different)|change\s+(?:of\s+)?(?:the\s+)?"
    r"(?:topic|subject)|different\s+question)\b",
    re.IGNORECASE,
)
_AMONG = re.compile(
    r"\b(?:which|who|what)\s+(?:(?:one|of)\b|(?:has|have|is|are|pays?|needs?|earns?|makes?|grows?|"
    r"requires?|takes?|gets?|would|should|will)\b)|\b(?:the\s+(?:two|three)|both|either|neither|"
    r"between\s+them|of\s+(?:them|these|those))\b|\b(?:they|them|their)\b",
    re.IGNORECASE,
)
_POLITE = frozenset(
    {"please", "ok", "okay", "now", "let", "s", "lets", "can", "we", "i", "want", "to"}
)
# "not the salary, ...", "... (not LPN)", "I don't want the pay, only ...", "not senior, entry"
_SET_ASIDE = re.compile(
    r"(?:^|(?<=[,.;(])|\bbut\b|\band\b)\s*"
    r"(?:(?:i(?:'m| am)?\s+)?(?:do\s?n.?t|do\s+not|not)\s+"
    r"(?:want|need|care|asking|interested|looking)[^,.;()]*|"
    r"(?:and\s+)?not\s+(?!(?:sure|bad|only|enough|really|that|so|to|yet|a\s+lot|much)\b)"
    r"[^,.;()]*)"
    r"(?:[,.;)]|$)",
    re.IGNORECASE,
)


def set_aside(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places of what somebody says they do not mean: "not the salary, ..."."""
    return tuple(match.span() for match in _SET_ASIDE.finditer(text))


def nth(text: str) -> tuple[int, int, int] | None:
    """Return which of the things listed is meant, from 0 on or -1, and the words' place."""
    if match := _NTH.search(text):
        return _ORDINALS[match["nth"].casefold()], *match.span()
    if match := _NUMBER.search(text):
        return int(match["n"]) - 1, *match.span()
    return None


def asks_for_more(text: str) -> bool:
    """Return whether a message asks for nothing but more of the same."""
    return bool(_MORE.fullmatch(text.strip()))


def referring(text: str, listed: Sequence[str]) -> str:
    """Return the text with what was listed in the place of the words that point to it."""
    found = nth(text)
    if not found:
        return text
    place, start, end = found
    if not -len(listed) <= place < len(listed):
        return text
    return f"{text[:start]}{listed[place]}{text[end:]}"


def without_start(text: str) -> str:
    """Return what a message asks beside starting over; empty if it is nothing."""
    rest = _STARTS_OVER.sub("", text).strip(" ,.;:!?-")
    return rest if any(word.casefold() not in _POLITE for word in re.findall(r"\w+", rest)) else ""


def starts_over(text: str) -> bool:
    """Return whether a message sets aside what was talked about."""
    return bool(_STARTS_OVER.search(text))


def among_them(text: str) -> bool:
    """Return whether a message asks about those who were compared before."""
    return bool(_AMONG.search(text))

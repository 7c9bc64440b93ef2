"""What a message's words refer to: something said before, something listed, something set aside.

Patterns of the language only; knows nothing of roles, topics' probabilities or documents.
"""

import re

from knowledge.spellings import singular

_ORDINALS = {
    "first": 0, "1st": 0, "top": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3,
    "4th": 3, "fifth": 4, "5th": 4, "sixth": 5, "6th": 5, "seventh": 6, "eighth": 7, "ninth": 8,
    "tenth": 9, "last": -1,
}  # fmt: skip
_NTH = re.compile(
    rf"\b(?:the\s+)?(?:very\s+)?(?P<nth>{'|'.join(_ORDINALS)})\s+"
    r"(?:one|option|step|stage|phase|job|career|role|company|employer|item|of\s+(?:them|these|those)|on\s+the\s+list)\b|"
    rf"\bthe\s+(?P<alone>{'|'.join(_ORDINALS)})(?=\s*[?.!]*$)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?:\b(?:number|no\.?|option|step|stage)|(?<!\w)#)\s*(?P<n>[1-2]\d|[1-9])\b", re.IGNORECASE
)
_MORE = re.compile(
    r"(?:ok(?:ay)?|yes|and|please|so|hmm)?[\s,]*(?:(?:any|tell me|show me|give me|some)\s+)*"
    r"(?:more|anything else|what else|else|go on|continue|keep going|the rest|next|show all)"
    r"(?:\s+(?:please|details?|info(?:rmation)?|(?:of|on|about) (?:it|them|that)))*"
    r"[\s?.!]*",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:ok(?:ay)?|so|and|yes|hmm)?[\s,]*(?:what(?:'s|\s+is|\s+comes|\s+do\s+i\s+do)?\s+)?(?:the\s+)?"
    r"(?:next(?:\s+(?:one|step|stage|phase))?|then(?:\s+what)?|(?:what\s+)?(?:comes\s+)?after\s+that(?:\s+one)?|"
    r"afterwards)[\s?.!]*",
    re.IGNORECASE,
)
_IF_NEEDED = re.compile(
    r"\b(?:must|need|have\s+to|required|mandatory|compulsory|optional|necessary)\b.*"
    r"\b(?:them|it|that|those|these|one)\b|"
    r"\b(?:them|it|that|those|these)\b.*\b(?:required|mandatory|compulsory|optional|necessary|a\s+must)\b",
    re.IGNORECASE,
)
_STEP = re.compile(r"\bsteps?\b", re.IGNORECASE)
_SAME_LEVEL = re.compile(
    r"\b(?:that|this|the\s+same|such\s+an?|at\s+my)\s+(?:level|stage|grade|rank|point)\b",
    re.IGNORECASE,
)
# "and after a few years?", "one level above that", "and later on?"
_LATER = re.compile(
    r"\b(?:later(?:\s+on)?|further\s+(?:up|on)|down\s+the\s+(?:line|road)|"
    r"(?:after|in|with)\s+(?:an?\s+)?(?:few|some|several|couple(?:\s+of)?|more)\s+(?:more\s+)?"
    r"(?:years?(?:\s+of\s+experience)?|yrs|experience)|with\s+experience|"
    r"(?:the\s+|an?\s+|one\s+)?(?:(?:next|higher)\s+(?:level|grade|(?:step|stage)\s+up)|"
    r"(?:level|step|stage)\s+(?:up|higher|above(?:\s+(?:that|this))?|after\s+(?:that|this))))\b",
    re.IGNORECASE,
)
_LATER_ALONE = re.compile(
    rf"(?:(?:and|ok(?:ay)?|so|but|then|what|how|about)\s+)*{_LATER.pattern}\W*", re.IGNORECASE
)
_A_STEP_ON = 8
_STARTS_OVER = re.compile(
    r"\b(?:forget\s+(?:it|that|about\s+(?:it|that))|start(?:ing)?\s+(?:over(?!\s+(?:there|here)\b)|again|afresh)|"
    r"new\s+(?:question|topic)|something\s+(?:else|different)|change\s+(?:of\s+)?(?:the\s+)?"
    r"(?:topic|subject)|different\s+question)\b",
    re.IGNORECASE,
)
# Those talked about, by number or by pointing.
_OF_THEM = r"the\s+(?:two|three)|both|either|between\s+them|of\s+(?:them|these|those)"
_THEM = re.compile(rf"\b(?:{_OF_THEM})\b", re.IGNORECASE)
_AMONG = re.compile(
    r"\b(?:which|who|what)\s+(?:(?:one|of)\b|(?:has|have|is|are|pays?|needs?|earns?|makes?|grows?|"
    r"requires?|takes?|gets?|would|should|will)\b)|"
    rf"\b(?:{_OF_THEM}|neither|they|them|their)\b",
    re.IGNORECASE,
)
# "which of the two grows faster", "who earns more": a comparison, not "which certificate is better"
_COMPARES = re.compile(
    r"\b(?:which|who|what)\s+(?:(?:one|job|career|role|profession|of\s+(?:the|them|these|those)(?:\s+\w+)?)\s+)?"
    r"(?:is|has|have|pays?|earns?|makes?|gets?|grows?|needs?|takes?|requires?|would|will|offers?)\b"
    r".*\b(?:more|less|fewer|better|best|most|least|easiest|(?:fast|high|low|long|short|eas|hard|saf)i?er)\b|"
    rf"\b(?:{_OF_THEM}|compare\s+(?:them|these))\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?:which|who|what)\b.*?(?<!\bat )\b(?:(?P<less>less|least|fewer|fewest|lower|lowest|slower|"
    r"slowest)|(?P<more>more|most|higher|highest|faster|fastest|bigger|biggest|larger|largest)|"
    r"(?P<good>better|best|worse|worst))\b",
    re.IGNORECASE,
)
_PAYS = re.compile(r"\b(?:pays?|paid|earns?|makes?|gets?|salar\w+|wages?)\b", re.IGNORECASE)
# What is asked of a figure just given: "is that before deductions", "monthly or yearly that".
_BASIS = (
    r"\b(?:gross|net|basic|take[- ]?home|(?:before|after|with|without|including|excluding|plus)\s+"
    r"(?:the\s+|any\s+)?(?:tax\w*|deduction\w*|allowance\w*|bonus\w*|overtime)|"
    r"private|government\w*|public)\b"
)
_PERIOD = (
    r"\b(?:fixed|monthly|yearly|annual\w*|hourly|weekly|(?:per|an?|every|each)\s+"
    r"(?:month|year|hour|week))\b"
)
_AGE = r"\b(?:(?:what|which)\s+year|how\s+(?:old|recent|new)|from\s+when|up[- ]to[- ]date)\b"
_POINTS_AT = r"\b(?:is|are|was|were)\s+(?:that|this|these|those)\b"
_POINTED_AT = r"\b(?:that|this|these|those)\W*$"
_OF_FIGURE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for what in (_BASIS, _PERIOD, _AGE)
    for pattern in (rf"{_POINTS_AT}.*{what}", rf"{what}.*{_POINTED_AT}", rf"{what}.*{_POINTS_AT}")
)
_BASIS_ALONE = re.compile(
    rf"(?:(?:and|so|is\s+it)\s+)?{_BASIS}(?:\s+or\s+[\w-]+){{0,2}}\W*", re.IGNORECASE
)
_OF_BASIS = re.compile(_BASIS, re.IGNORECASE)
# "the wind job", "back to trucks", "trucks again": one of those talked about, by a word of its name
_CALLED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bthe\s+([^\W\d_]{3,})\s+(?:ones?|jobs?|careers?|roles?|work|guys?|people|techs?)\b",
        r"\bback\s+to\s+(?:the\s+)?([^\W\d_]{3,})\b",
        r"\b([^\W\d_]{3,})\s+again\b",
    )
)
_WHY = re.compile(
    r"\b(?:why|how\s+come|what\s+(?:\w+\s+)?(?:explains?|causes?|makes?|drives?|decides?|determines?)|"
    r"depends?(?:ing)?|reasons?|factors?|differ(?:s|ences?)?\s+so|(?:so|such|very)\s+different)\b",
    re.IGNORECASE,
)
# "which of them pays most" is asked of more than two, who would be asked which pays more
_THREE = re.compile(
    r"\bthree\b|\bof\s+(?:them|these|those|all)\b.*\b(?:most|least|best|worst|\w{3,}est)\b",
    re.IGNORECASE,
)
_POLITE = frozenset(
    {"please", "ok", "okay", "now", "let", "s", "lets", "can", "we", "i", "want", "to"}
)
# "not the salary, ...", "... (not LPN)", "I don't want the pay, only ...", "not senior, entry"
_SET_ASIDE = re.compile(
    r"(?:^|(?<=[,.;(])|(?<=\blevel\s)|\bbut\b|\band\b)\s*"
    r"(?:(?:i(?:'m| am)?\s+)?(?:do\s?n.?t|do\s+not|not)\s+"
    r"(?:want|need|care|asking|interested|looking|tell|give|show|mean)(?:(?!\sbut\b)[^,.;()])*|"
    r"(?:and\s+)?not\s+(?!(?:sure|bad|only|enough|really|that|so|to|yet|a\s+lot|much)\b)"
    r"(?:(?!\sbut\b)[^,.;()])*)"
    r"(?:[,.;)]|$|(?=\sbut\b))",
    re.IGNORECASE,
)
# "sorry, I meant senior not junior": what the last words say, where nothing is asked by them.
_LAST_ASIDE = re.compile(
    r"^(?:(?!\b(?:is|are|am|was|were|do|does|did|can|could|will|would|should|has|have|why|if|or|"
    r"im|its|thats|\w+'(?:s|m|re))\b).)*?"
    r"(?P<aside>(?<=\w)\s+not\s+"
    r"(?!(?:need|requir|hav|over|more|less|under|sure|much|bad|enough|only|very|well|a\s+lot)\w*)"
    r"(?:the\s+|an?\s+|for\s+|in\s+)?(?:\w+\s+){0,2}\w+\W*)$",
    re.IGNORECASE,
)
# "what besides salary do they give"
_BESIDES = re.compile(
    r"\b(?:besides|apart\s+from|aside\s+from|other\s+than|except(?:\s+for)?|no\s+longer)\s+"
    r"(?:the\s+|an?\s+|my\s+|their\s+)?[\w-]+",
    re.IGNORECASE,
)


def set_aside(text: str) -> tuple[tuple[int, int], ...]:
    """Return the places of what somebody says they do not mean: "not the salary, ..."."""
    found = [*_SET_ASIDE.finditer(text), *_BESIDES.finditer(text)]
    places = [match.span() for match in found]
    if not found and (last := _LAST_ASIDE.search(text)):
        places.append(last.span("aside"))
    return tuple(sorted(places))


def nth(text: str) -> tuple[int, int, int] | None:
    """Return which of the things listed is meant, from 0 on or -1, and the words' place."""
    if match := _NTH.search(text):
        return _ORDINALS[(match["nth"] or match["alone"]).casefold()], *match.span()
    if match := _NUMBER.search(text):
        return int(match["n"]) - 1, *match.span()
    return None


def asks_for_more(text: str) -> bool:
    """Return whether a message asks for nothing but more of the same."""
    return bool(_MORE.fullmatch(text.strip()))


def asks_for_next(text: str) -> bool:
    """Return whether a message asks for nothing but what comes next: "and then?"."""
    return bool(_NEXT.fullmatch(text.strip()))


def speaks_of_steps(text: str) -> bool:
    """Return whether a message speaks of the steps of a way."""
    return bool(_STEP.search(text))


def asks_if_needed(text: str) -> bool:
    """Return whether a message asks if what was spoken of is needed: "must I have them"."""
    return bool(_IF_NEEDED.search(text))


def of_level(text: str, level: str | None, above: str | None) -> str:
    """Return the text with levels in the place of words that point to the level talked about.

    "That level" is `level`, as a name says it, if any; "one level up", "later on" the one `above`,
    if any, where the message is short and asks for nothing else. Without a level only a message
    that says nothing but "later on" is about the one `above`.
    """
    if level is None:
        return above if above and _LATER_ALONE.fullmatch(text.strip()) else text
    text = _SAME_LEVEL.sub(level, text)
    short = len(text.split()) <= _A_STEP_ON
    return _LATER.sub(above, text, count=1) if above and short else text


def without_start(text: str) -> str:
    """Return what a message asks beside starting over; empty if it is nothing."""
    rest = _STARTS_OVER.sub("", text).strip(" ,.;:!?-")
    return rest if any(word.casefold() not in _POLITE for word in re.findall(r"\w+", rest)) else ""


def starts_over(text: str) -> bool:
    """Return whether a message sets aside what was talked about."""
    return bool(_STARTS_OVER.search(text))


def sets_side_by_side(text: str) -> bool:
    """Return whether a message compares those who were talked about one after the other."""
    return bool(_COMPARES.search(text))


def asks_who_leads(text: str) -> int:
    """Return 1 where a message asks which of some has more, -1 where which has less, else 0.

    Better is more only of pay: better hours may be fewer.
    """
    found = _LEADS.search(text) if _COMPARES.search(text) else None
    if found is None or (found["good"] and not _PAYS.search(text)):
        return 0
    return -1 if found["less"] or (found["good"] or "").casefold().startswith("wors") else 1


def asks_of_figure(text: str) -> bool:
    """Return whether a message asks what a figure just given stands for: gross, a month's ..."""
    text = text.strip()
    return any(p.search(text) for p in _OF_FIGURE) or bool(_BASIS_ALONE.fullmatch(text))


def asks_of_basis(text: str) -> bool:
    """Return whether that is what a figure holds, tax or allowances, and not for how long it is."""
    return bool(_OF_BASIS.search(text))


def asks_why(text: str) -> bool:
    """Return whether a message asks for reasons: "why is it growing", "what does it depend on"."""
    return bool(_WHY.search(text))


def one_called(text: str) -> str | None:
    """Return the word by which one of those talked about is called: "the wind job"."""
    found = filter(None, (pattern.search(text) for pattern in _CALLED))
    return next((singular(match[1].casefold()) for match in found), None)


def points_among(text: str) -> bool:
    """Return whether a message is about those talked about, by number or by pointing."""
    return bool(_THEM.search(text))


def how_many(text: str) -> int:
    """Return how many of those talked about a comparison is of: the last two, or three."""
    return 3 if _THREE.search(text) else 2


def among_them(text: str) -> bool:
    """Return whether a message asks about those who were compared before."""
    return bool(_AMONG.search(text))

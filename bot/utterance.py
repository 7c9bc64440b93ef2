"""What a message's words themselves show: names, years, references to what was said before.

Patterns of the language only; knows nothing of embeddings, topics' probabilities or documents.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.labels import ANYTHING
from knowledge.lexicon import Mention, filler_words
from knowledge.topics import topic_of_heading

# Names of a role, and of what the names of several roles end with ("truck drivers").
ROLES = ("role", "role_part")
# What stands for a role's name, as the example questions have it.
MASKED_ROLE = "this job"
# A word for more roles than could be told apart: "engineer".
KIND = "role_kind"
# What looks like a name and is none: "high school".
_PHRASE = "phrase"
# A message of so few words after another one is likely a part of the thought before it.
_FRAGMENT = 6
# A clause of fewer words is a list's item ("skills, tools and pay") or an aside.
_CLAUSE = 3

_YEARS = re.compile(
    r"\b(\d{1,2})(?:\s*(?:-|–|to)\s*\d{1,2})?\s*\+?\s*(?:years?|yrs?)\b", re.IGNORECASE
)
_WORKED_YEARS = re.compile(
    rf"(?:with|after|for|have|has|got)?\s*{_YEARS.pattern}\s*(?:of\s+)?(?:work\s+)?(?:experience)?",
    re.IGNORECASE,
)
_HAS_WORKED = re.compile(
    r"experience|after|with|have|i've|worked|working|been|in the field|into|of work|later",
    re.IGNORECASE,
)
# "I have 4 years of experience, ..." tells the level; it is not what is asked.
_TELLS_YEARS = re.compile(
    r"\b(?:i|we)(?:'ve| have| got| am| will have)?\b[^,.;?!]*?\b\d{1,2}\s*\+?\s*(?:years?|yrs?)\b"
    r"(?:\s+(?:of\s+)?(?:work(?:ing)?\s+)?experience)?[^,.;?!]*?[,.;!]\s*(?=\w)",
    re.IGNORECASE,
)
_BASES = {
    "average": re.compile(
        r"\b(?:average|avg|(?<!\bi )(?<!\byou )(?<!\bit )mean|typical(?:ly)?)\b", re.IGNORECASE
    ),
    "median": re.compile(r"\bmedian\b", re.IGNORECASE),
    "low": re.compile(
        r"\b(?:lowest|minimum|low end|low(?=\s+(?:and|or|to)\s+(?:the\s+)?high)|least|bottom|"
        r"poorest|how low|"
        r"worst(?=[ -].*\b(?:paid|pay|earns?|makes?|gets?)\b))\b",
        re.IGNORECASE,
    ),
    "high": re.compile(
        r"\b(?:highest|maximum|max|top|at most|(?:best|highest)[ -]paid|(?:upper|high) end|"
        r"(?<=\bor )high(?=\W*$)|"
        r"how high|peak|ceiling|richest|the most(?=\s+(?:\w+\s+){0,3}(?:can|could|might)\b))\b",
        re.IGNORECASE,
    ),
}
# Words before a name that show that the question is not about whom it names: "work with a
# designer", "report to a manager".
_NOT_ABOUT = re.compile(
    r"\b(?:with|alongside|to|from|by|helps?|mentor|support|than|like|into|\w+\s+and|\w+\s+or)\s+"
    r"(?:the|an?|our|my|other|senior|junior|their|being)?\s*(?:\w+\s+)?$",
    re.IGNORECASE,
)
# Words before a role's name that make it somebody met at work, or who asks, beside the role in
# question.
_BESIDE = re.compile(
    r"\b(?:with|alongside|helps?|mentors?|supports?|supervis\w+|reports? to|reporting to|"
    r"i am|i'm|im|working as|worked as|i was)"
    r"\s+(?:the|an?|our|my|other|senior|junior|their|being)?\s*$",
    re.IGNORECASE,
)
# "become an IT director" is about our role where its documents name that as a step of the career.
_BECOMES = re.compile(r"\b(?:become|becoming|be|get to)\s+(?:an?|the)?\s*$", re.IGNORECASE)
# "Fine. And ...": what goes on may stand after a short sentence.
_GOES_ON = re.compile(
    r"(?:(?:[\w']+\s+){0,5}[\w']+[.!]+\s+)?(?:ok(?:ay)?|so|yes|no|hm+|now|then)?[\s,]*"
    r"(?:and|what about|how about|or|same|i mean|i meant|sorry|actually|rather|instead|"
    r"wrong one)\b",
    re.IGNORECASE,
)
# "my cousin is a nurse, what about her?"
_AND_THEM = re.compile(
    r"\b(?:what|how)\s+about\s+(?:him|her|them|that|those)\s*\??$", re.IGNORECASE
)
_SAME = re.compile(r"\bsame\b", re.IGNORECASE)
_TELL_ABOUT = re.compile(
    r"\b(?:tell|describe|info\w*|explain)\b.*\b(?:about|on|of)\b", re.IGNORECASE
)
_REFERS = re.compile(
    r"\b(?:it|that|those|these|ones?|there|why|else|more|then|instead|same|they|them|their|theirs|also)\b",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?:it|that|those|these|ones?|why|else|more|then|same|"
    r"this(?!\s+(?:job|work|role|career|field|profession|position)\b))\b",
    re.IGNORECASE,
)
# "Bus drivers, what do they get": the role is set, and then it is asked.
_SET_BEFORE = re.compile(rf"^\W*{MASKED_ROLE}\s*[,:]\s*(?=(?:[\w']+\s+){{2}})", re.IGNORECASE)
_BEFORE_ROLE = re.compile(r"\b(?:the\s+job\s+of\s+)?(?:an?|the)\s+$", re.IGNORECASE)
# "electricians or plumbers", which is asked of each of them
_TOGETHER = re.compile(
    rf"{MASKED_ROLE}(?:\s*(?:,|/|&|vs\.?|versus|or|and|than|compared\s+(?:to|with))\s*{MASKED_ROLE})+",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)")
_FEWEST_ASKING = 4
# How a sentence or clause begins that asks for something.
_LEADS = (
    r"(?:(?:ok(?:ay)?|so|and|but|or|now|then|hm+|lol|yes|no|well|also|oh|please|pls)\b[\s,.]*)*"
)
_INTERROGATIVE = (
    r"(?:what(?!\s+about)|how(?!\s+about)|which|who|whom|whose|when|where|why|is|are|am|was|were|"
    r"do|does|did|can|could|should|would|will|shall|has|have|may|might|must)"
)
_BEGINS_ASKING = re.compile(rf"\s*{_LEADS}{_INTERROGATIVE}\b", re.IGNORECASE)
_ASKS = re.compile(
    rf"(?:^|[,.;:!?-]\s)\s*{_LEADS}(?:{_INTERROGATIVE}|tell|show|give|list|explain|describe|compare|"
    r"name|need|any|more|want)\b",
    re.IGNORECASE,
)
_ITEMS = re.compile(r"[?;,.!&+/]|\b(?:and|also|plus|as\s+well\s+as)\b", re.IGNORECASE)
_ITEM = 3
_OF_WHOM = re.compile(r"\s+(?:of|for|in|as)\s+(?=\S)", re.IGNORECASE)
_CLAUSES = re.compile(r"\s*[?;,.!]\s+|\s+(?:and|also|plus|as well as)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A message with its misspellings mended and the names found in it."""

    text: str
    names: tuple[Mention, ...]
    other_markets: tuple[str, ...] = ()
    """Markets that it says it is not about: "not the US"."""

    def named(self, kind: str) -> tuple[str, ...]:
        """Return what is named of a kind, in order."""
        return tuple(dict.fromkeys(m.value for m in self.names if m.kind == kind))

    @property
    def roles(self) -> tuple[Mention, ...]:
        """The roles that it is about, in order; those met at work only where no other is named."""
        start = self._asking
        named = [m for m in self.names if m.kind in ROLES]
        named = [m for m in named if m.start >= start] or named
        asked = [m for m in named if not _BESIDE.search(self.text[: m.start])]
        if asked and not _BECOMES.search(self.text[: asked[0].start]):
            # "can a nurse become a doctor" is about nurses
            asked = [m for m in asked if not _BECOMES.search(self.text[: m.start])]
        return tuple({m.value: m for m in reversed(asked or named)}.values())[::-1]

    @property
    def _asking(self) -> int:
        """Where the question begins, after sentences that only tell something; else 0.

        A question that says "that" or "this" leans on them, and is none without them.
        """
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        sentences = [
            (start, self.text[start:end])
            for start, end in pairwise((0, *ends, len(self.text)))
            if self.text[start:end].strip()
        ]
        asking = [(s, text) for s, text in sentences if _asks(text)]
        if len(sentences) == 1 or not asking or len(asking[0][1].split()) < _FEWEST_ASKING:
            return 0
        return 0 if _THING.search(asking[0][1]) else asking[0][0]

    @property
    def fragment(self) -> bool:
        """Whether it is so short that it may be a part of the thought before it."""
        return len(self.text.split()) <= _FRAGMENT

    @property
    def refers(self) -> bool:
        """Whether it says "it", "there", "that": something said before."""
        return bool(_REFERS.search(self.text))

    @property
    def refers_to_thing(self) -> bool:
        """Whether it says "it" or "that", which may be anything; "they" are those at work."""
        return bool(_THING.search(self.text))

    @property
    def elliptic(self) -> bool:
        """Whether it says nothing but names and filler words: "and mid level?"."""
        fillers = filler_words()
        return all(word in fillers for word in re.findall(r"\w+", self._settling.casefold()))

    @property
    def introduces(self) -> bool:
        """Whether it asks to be told about somebody: "tell me about the second one"."""
        return bool(_TELL_ABOUT.search(self.text))

    @property
    def _settling(self) -> str:
        """The text without names, and without years of experience that settle a level."""
        text = self.without_names
        return _WORKED_YEARS.sub(" ", text) if self.years is not None else text

    @property
    def continues(self) -> bool:
        """Whether it only sets another level or market: "and what about seniors then"."""
        return self._sets and self.goes_on and topic_of_heading((self.text,)) is None

    @property
    def goes_on(self) -> bool:
        """Whether it begins as what goes on does, "and ...", or asks for the same of another."""
        begins = _GOES_ON.match(self.text) or _AND_THEM.search(self.text)
        return bool(begins or _SAME.search(self.text))

    @property
    def sets_alone(self) -> bool:
        """Whether it only names another level, market or role: "ok. HR manager same country"."""
        return self._sets and not _ASKS.search(self.text) and not self.names_topic

    @property
    def _sets(self) -> bool:
        """Whether it names a level, a market or a role."""
        return any(mention.kind in {"level", "market", *ROLES} for mention in self.names)

    @property
    def names_topic(self) -> bool:
        """Whether it says a topic's own word: "and salary", "which platforms"."""
        return self.own_topic is not None

    @property
    def own_topic(self) -> str | None:
        """The topic whose own word it says; "what is", the summary's, is said of anything."""
        topic = topic_of_heading((self._settling,))
        return topic if topic != ANYTHING else None

    @property
    def years(self) -> int | None:
        """Years of experience that the asker names."""
        match = _YEARS.search(self.text)
        return int(match.group(1)) if match and _HAS_WORKED.search(self.text) else None

    @property
    def bases(self) -> tuple[str, ...]:
        """Of "average", "median", "low" and "high" those that it asks for."""
        return bases_in(self.without_roles)

    @property
    def without_names(self) -> str:
        """The text with blanks where names stand; "entry requirements" names no level."""
        rest = list(self.text)
        for mention in self.names:
            if mention.kind != _PHRASE:
                rest[mention.start : mention.end] = " " * (mention.end - mention.start)
        return "".join(rest)

    @property
    def without_roles(self) -> str:
        """The text with blanks where a role is named."""
        roles = tuple(m for m in self.names if m.kind in ROLES)
        return Utterance(self.text, roles).without_names

    @property
    def asked(self) -> str:
        """What is asked, whatever the role, the market and the asker's years."""
        said = self
        if start := self._asking:
            names = [replace(m, start=m.start - start, end=m.end - start) for m in self.names]
            said = Utterance(self.text[start:], tuple(m for m in names if m.start >= 0))
        asked = _TOGETHER.sub(MASKED_ROLE, _TELLS_YEARS.sub("", said.masked("market")))
        asked = _SET_BEFORE.sub("", asked)
        rest = _WORKED_YEARS.sub(" ", asked)
        # "salary with 4 years experience" asks for no experience
        return rest if self.years is not None and topic_of_heading((rest,)) else asked

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses of what is asked that are long enough to ask for something."""
        return tuple(c for c in _CLAUSES.split(self.asked) if len(c.split()) >= _CLAUSE)

    @property
    def listed_topics(self) -> tuple[str, ...]:
        """The topics of a list of their own words: "salary and skills of a nurse".

        Empty where fewer than two are named, or where an item says more than that.
        """
        items = [self._plain(item) for item in _ITEMS.split(self.without_names)]
        topics = [topic_of_heading((" ".join(words),)) for words in items if words]
        short = all(len(words) <= _ITEM for words in items)
        found = tuple(dict.fromkeys(filter(None, topics)))
        return found if short and None not in topics and len(found) > 1 else ()

    @staticmethod
    def _plain(item: str) -> list[str]:
        """The words of an item that are not merely filling, nor say of whom it is."""
        head, *tail = _OF_WHOM.split(item, maxsplit=1)
        of_whom = topic_of_heading((head,)) and not topic_of_heading(tail)
        words = re.findall(r"[\w'-]+", head if of_whom else item)
        return [word for word in words if word.casefold() not in filler_words()]

    def masked(self, dropped: str = "") -> str:
        """Return the text with `MASKED_ROLE` for a role, as the example questions have it.

        Names of the kind `dropped` go altogether, with the preposition before them.
        """
        text = self.text
        for mention in sorted(self.names, key=lambda m: -m.start):
            before, after = text[: mention.start], text[mention.end :]
            if mention.kind in ROLES:
                text = _BEFORE_ROLE.sub("", before)
                text = f"{text}{MASKED_ROLE}{after}"
            elif mention.kind == dropped:
                before = re.sub(
                    r"\b(?:in|at|from|of|for|the|\s)*$", "", before, flags=re.IGNORECASE
                )
                text = f"{before} {after}"
        return " ".join(text.split())

    def is_about(self, occupation: Mention, spoken_of: Callable[[str], bool]) -> bool:
        """Whether the question is about an occupation that it names, not only mentions it.

        `spoken_of` tells whether the documents speak of the occupation.
        """
        if any(m.start <= occupation.start and occupation.end <= m.end for m in self.names):
            return False  # "principal" as a level
        before = self.text[: occupation.start]
        if _NOT_ABOUT.search(before):
            return False
        return not (_BECOMES.search(before) and spoken_of(occupation.value))


def bases_in(text: str) -> tuple[str, ...]:
    """Return of "average", "median", "low" and "high" those that a text names."""
    return tuple(basis for basis, pattern in _BASES.items() if pattern.search(text))


def _asks(sentence: str) -> bool:
    """Whether a sentence is a question, with its mark or without."""
    return sentence.rstrip().endswith("?") or bool(_BEGINS_ASKING.match(sentence))

"""Whom a message is about when it names no role outright, or one that no document is of."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.expertise import Expertise
from bot.recognizer import Recognition
from bot.tracing import reaches
from bot.utterance import KIND
from bot.work import doing, in_field
from knowledge.lexicon import filler_words
from knowledge.models import Role
from knowledge.occupation_groups import synonyms_of, words_of
from knowledge.spellings import is_agent, singular
from knowledge.topics import heading_words, topic_of_heading
from retrieval.keywords import tokens

# So near in meaning is a name only to a role that it is another name of: measured on how people
# call careers, nine in ten are then right.
_ALIKE = 0.8
_SAME = 0.95
_SHARED = 0.6
_OFFERED = 2
_MOST_NAMES = 20
_SEVERAL = 2
_LONGEST_HEAD = 3
# Of so many words is a field's name that changes whom a talk is about.
_FEWEST_WORDS = 2
# Who works beside those talked about: "their assistants", "the technicians who help them".
_THEIR = re.compile(r"\b(?:the|their|his|her|its)\s+$", re.IGNORECASE)
# The least that passages found must say for a role, in first ranks; how near the nearest of them
# must be, and by how much nearer than those of the role that is else assumed. Of the build
# questions and of those out of scope all that pass name somebody's work in other words.
_SPOKEN = 6.0
SPOKEN_NEARLY = 0.45
SPOKEN_AHEAD = 0.2
# A runner-up with such a share of the first one's score may be meant as well.
_RIVAL = 0.6
_MEANT = re.compile(r"\b(?:mean|meant|what about|how about|same|ones)\b", re.IGNORECASE)
_KINDS = 6
# "high school ones": others of the kind talked about.
_ONES = "ones"
_ANY_WORK = frozenset({"job", "jobs", "work", "career", "role", "field", "profession", "position"})
# Of so few roles that a word stands for the one assumed is meant, if it is among them.
_NARROW = 12
# Of 100: so alike is a word to another of which it is a slip.
_NEARLY = 75
# What somebody says who names the work instead of the worker: "can you weld for a living".
_AS_WORK = re.compile(
    r"\b(?:work(?:s|ing|ed)?\s+(?:in|as|at|with)|careers?\s+in|jobs?\s+in|get(?:ting)?\s+into|"
    r"go(?:ing)?\s+into|for\s+a\s+living|becom(?:e|ing)|train(?:ing)?\s+(?:in|as)|trade|field\s+of|"
    r"(?:i\s+)?mean[t]?|talk\s+about|what\s+about|how\s+about|tell\s+me\s+about)\b",
    re.IGNORECASE,
)
_ARTICLE = r"(?:(?:an?|the|most|all|many|some|other|good|professional|young|full[- ]time)\s+)*"
_ASKING = r"(?:do|does|did|are|is|will|can|could|should|would|must)"
_VERB = r"(?:earn|make|makes|get|need|do|work|have|going|be|being|still|usually|really)"
# Where a word for somebody stands: "become a ninja", "what do influencers earn", "pope salary".
_SOMEBODY = (
    r"\b(?:becom(?:e|ing)|be|as|of|for|does)\s+an?\s+(?:\w+\s+)?{word}(?:$|[?.!,]|\s+(?:in|at|earn)\b)",
    r"^(?:\w+\s+)?{word}(?:'?s)?\s+(?:salary|salaries|pay|wages?|income|earnings)\b",
    rf"\b{_ASKING}\s+{_ARTICLE}(?:\w+\s+)?{{word}}s\s+{_VERB}\b",
    r"\bis\s+an?\s+(?:\w+\s+)?{word}\s+(?:paid|earning|making)\b",
    rf"\b{_ASKING}\s+an?\s+(?:\w+\s+)?{{word}}\s+{_VERB}\b",
    r"\bhow\s+much\s+(?:money\s+)?{word}s\s+(?:earn|make|get)\b",
    rf"^(?:and|what\s+about|how\s+about)\s+(?:for\s+)?{_ARTICLE}(?:\w+\s+)?{{word}}s\W*$",
)
# Where a word for many roles stands alone: "driver job qualifications", "is analyst a good career".
_ALONE = (
    r"^\W*(?:a|an|the|any)?\s*{word}s?(?:'s?)?\s*(?:jobs?|careers?|work|duties|skills|hours|outlook|growth|"
    r"education|training|qualifications?|requirements?|salary|pay|wages?|\?|$)|"
    r"\b(?:is|are)\s+(?:an?\s+|being\s+an?\s+)?{word}s?\s+(?:an?\s+)?\w+\s+(?:job|career)"
)


@dataclass(frozen=True, slots=True)
class Subject:
    """Which role is meant, as far as the words tell; false where they tell nothing."""

    role: str | None = None
    others: tuple[str, ...] = ()
    """Other roles that may be meant, the likeliest first."""
    unknown: str | None = None
    """Whom the message is about and no document is of."""
    kind: str | None = None
    """A word for so many roles that it tells none of them: "engineer"; `others` are some."""
    by_words: bool = False
    """Whether the role shows in other words than its names."""
    alone: bool = False
    """Whether nothing else is said: "no, I meant front end"."""

    def __bool__(self) -> bool:
        return self != Subject()


def subject_of(
    recognition: Recognition, assumed: str, expertise: Expertise, *, talked: bool, settled: bool
) -> Subject:
    """Return what the words show, against the role that the message would else be about.

    `talked` tells whether the conversation is about that role, `settled` whether there is more for
    it than that some role must be the first.
    """
    if kind := _of_kind(recognition, assumed, expertise, talked=talked):
        return kind
    for find in (_of_head, _of_field, _of_activity):
        found = find(recognition, assumed, expertise)
        if found.role:
            return found
    asked = recognition.utterance.text
    strange = _strange(recognition, assumed, expertise)
    somebody = next((word for word in strange if _is_somebody(word, asked)), None)
    named = recognition.other_occupation or somebody
    near: tuple[Role, ...] = ()
    if recognition.other_occupation:
        name = recognition.other_occupation
        near = expertise.names.ending_alike(name, asked) or _called(name, expertise)
    elif strange and len(expertise.roles) > 1:
        near = _doing(strange, asked, expertise)
    if near:
        return Subject(near[0].id, tuple(role.id for role in near[1 : 1 + _OFFERED]))
    told = None if talked else _told_of(recognition, assumed if settled else None, expertise)
    if told and named and not expertise.says(str(told.role), named):
        told = None  # the documents on aerospace engineers border on an astronaut's work
    return told or Subject(unknown=named)


def other_of(recognition: Recognition, assumed: str, expertise: Expertise) -> Subject:
    """Return whom else than the role talked about a message is about that points back to it.

    "Interior design is easier, what do they earn" is no longer about architects, nor is "what do
    their assistants get" about dentists, nor "and high school ones" about primary schools.
    """
    meant = _MEANT.search(recognition.utterance.text)
    return (
        (_of_head(recognition, assumed, expertise) if meant else Subject())
        or _of_field(recognition, assumed, expertise, _FEWEST_WORDS)
        or _beside(recognition, assumed, expertise)
    )


def _beside(recognition: Recognition, assumed: str, expertise: Expertise) -> Subject:
    """Those of a kind who work beside the role talked about, as their names tell."""
    said = recognition.utterance
    mention = next((m for m in said.names if m.kind == KIND), None)
    if mention is None or not _THEIR.search(said.text[: mention.start]):
        return Subject()
    role, kind = expertise.roles[assumed], said.text[mention.start : mention.end]
    names = " ".join((role.name, *role.aliases))
    ids = mention.value.split("|")
    if assumed in ids:
        return Subject()
    told = _told_apart(ids, f"{said.without_names} {names}", kind, expertise)
    return Subject(told[0], told[1:], by_words=True) if told else Subject()


def _told_of(recognition: Recognition, assumed: str | None, expertise: Expertise) -> Subject | None:
    """The role whose documents speak of what is asked much more nearly than the assumed one's.

    "What does someone earn who drives trains" names none, and is about railway workers.
    """
    text, vector = recognition.utterance.text, recognition.vector
    retriever = expertise.retriever
    rival = retriever.nearest(vector, assumed) if assumed else None

    def is_near(similarity: float) -> bool:
        return reaches("SPOKEN_NEARLY", similarity, SPOKEN_NEARLY) and (
            rival is None or reaches("SPOKEN_AHEAD", similarity - rival, SPOKEN_AHEAD)
        )

    if not is_near(retriever.nearest(vector)):
        return None  # nor is any role, whichever is spoken for
    found = retriever.roles_near(text, vector)
    if not found or found[0].role == assumed or found[0].score < _SPOKEN:
        return None
    best = found[0]
    if not is_near(best.similarity):
        return None
    rivals = (other.role for other in found[1:2] if other.score >= _RIVAL * best.score)
    return Subject(best.role, tuple(rivals))


def _of_kind(
    recognition: Recognition, assumed: str, expertise: Expertise, *, talked: bool
) -> Subject | None:
    """Which kind of role is meant, where a word for many is all that tells: "engineer salary"."""
    said = recognition.utterance
    mention = next((m for m in said.names if m.kind == KIND), None)
    if mention is None:
        return None
    ids = mention.value.split("|")
    if assumed in ids and (talked or said.named("level")):
        return None
    word = said.text[mention.start : mention.end]
    if assumed in ids and len(ids) <= _NARROW:  # "devs", where the default role is one
        return Subject(assumed, tuple(role for role in ids if role != assumed)[:_OFFERED])
    if told := _told_apart(ids, said.without_names, word, expertise):
        return Subject(told[0], told[1:], by_words=True)
    if beside := _beside(recognition, assumed, expertise) if talked else None:
        return beside
    if not (_is_somebody(word, said.text) or _is_kind(word, said.text)):
        return None
    roles = expertise.names.nearest_of(ids, said.text)
    return Subject(others=tuple(role.id for role in roles[:_KINDS]), kind=word)


def _told_apart(ids: Sequence[str], text: str, kind: str, expertise: Expertise) -> tuple[str, ...]:
    """The roles of a kind whose other words a text says, elsewhere or with a slip.

    "Grafic designer", where "designer" is the kind. Empty where that tells none, or too many.
    """
    words = [w.casefold() for w in re.findall(r"[^\W\d_]{4,}", text)]
    words = [word for word in words if not _is_all(word)]
    found: dict[str, int] = {}
    for role in (expertise.roles[role] for role in ids):
        for name in (role.name, *role.aliases):
            own = [w for w in words_of(name) if singular(w) != singular(kind.casefold())]
            if own and all(_is_among(word, words) for word in own):
                found[role.id] = max(found.get(role.id, 0), len(own))
    most = max(found.values(), default=0)
    best = tuple(role for role, count in found.items() if count == most)
    return best if len(best) <= _SEVERAL else ()


def _is_among(word: str, words: Sequence[str]) -> bool:
    """Whether a word, or a slip of it, is one of some."""
    return any(w[0] == word[0] and fuzz.ratio(w, word) >= _NEARLY for w in words)


def _is_kind(word: str, text: str) -> bool:
    """Whether the word is all that is said of whom a question is about."""
    pattern = _ALONE.replace("{word}", rf"(?:{re.escape(word)})")
    return bool(re.search(pattern, text, re.IGNORECASE))


def _of_head(recognition: Recognition, assumed: str, expertise: Expertise) -> Subject:
    """The role whose name only begins to be said: "no, I meant front end", "devops entry pay"."""
    said = recognition.utterance
    unnamed = said.without_names
    words = list(re.finditer(r"[^\W_]+", unnamed))
    meant = _MEANT.search(said.text)
    for first, last in _runs(len(words)):
        head = "".join(w.group().casefold() for w in words[first : last + 1])
        ids = (meant and expertise.long_heads.get(head)) or expertise.heads.get(head) or ()
        if meant and meant[0].casefold() == _ONES:
            ids = tuple(role for role in ids if _are_alike(role, assumed, expertise))
        if not ids or len(ids) > _SEVERAL:
            continue
        start, end = words[first].start(), words[last].end()
        said_in_full = meant and first < last  # "and high school ones"
        if _is_all(unnamed[start:end]) and not said_in_full:
            continue  # "job" of "job analyst", "pay" of "pay clerk"
        if not meant and (head in heading_words() or expertise.asks_with(head)):
            continue  # the "range" of pay, no range manager; "the first salary", no first officer
        rest = f"{unnamed[:start]} {unnamed[end:]}"
        named = said.named("level") or said.named("market") or meant
        strange = not expertise.says(assumed, said.text[start:end])
        bare = not rest.strip(" ?.!") and _are_alike(ids[0], assumed, expertise)  # "mechanical?"
        if (named or strange or bare) and _is_all(rest):
            alone = topic_of_heading((rest,)) is None
            return Subject(ids[0], ids[1:], by_words=True, alone=alone)
    return Subject()


def _are_alike(role: str, other: str, expertise: Expertise) -> bool:
    """Whether two roles' names end alike: "primary school teacher" and "high school teacher"."""
    first, second = (words_of(expertise.roles[name].name)[-1] for name in (role, other))
    return singular(first) == singular(second)


def _runs(length: int) -> Iterator[tuple[int, int]]:
    """First and last place of all runs of up to three, the longest first."""
    for size in range(_LONGEST_HEAD, 0, -1):
        for first in range(length - size + 1):
            yield first, first + size - 1


def _is_all(rest: str) -> bool:
    """Whether what else is said only names a topic, or nothing."""
    words = re.findall(r"\w+", rest.casefold())
    return all(w in filler_words() or w in _ANY_WORK or topic_of_heading((w,)) for w in words)


def _of_field(
    recognition: Recognition, assumed: str, expertise: Expertise, words: int = 1
) -> Subject:
    """The role of those who work in a field that is named: "is acting part time".

    `words` are the fewest that name it.
    """
    found = in_field(recognition.utterance.text, assumed, expertise, words)
    return Subject(found[0], found[1 : 1 + _OFFERED], by_words=True) if found else Subject()


def _of_activity(recognition: Recognition, assumed: str, expertise: Expertise) -> Subject:
    """The role of those who do what is said: "a licence to repair planes"."""
    found, named = doing(recognition.utterance.text, assumed, expertise)
    return Subject(found[0], found[1 : 1 + _OFFERED], by_words=named) if found else Subject()


def _doing(strange: tuple[str, ...], asked: str, expertise: Expertise) -> tuple[Role, ...]:
    """The roles whose names tell that they do what the strange words say.

    One word shared by chance is not enough: "book me a flight" is about no flight attendant.
    """
    stems = tokens(" ".join(strange))
    if len(stems) < _SEVERAL and not _AS_WORK.search(asked):
        return ()
    near = expertise.names.doing(stems, _SHARED, asked)
    shared = expertise.names.shared(near[0], stems) if near else 0
    return near if shared >= _SEVERAL or _AS_WORK.search(asked) else ()


def _called(name: str, expertise: Expertise) -> tuple[Role, ...]:
    """The roles that go by nearly this name, or by another one of the same occupation's."""
    names = expertise.names
    others = list(itertools.islice(synonyms_of(name), _MOST_NAMES))
    return names.alike([name], _ALIKE) or (names.alike(others, _SAME) if others else ())


def _strange(recognition: Recognition, assumed: str, expertise: Expertise) -> tuple[str, ...]:
    """Words that neither the topics nor the documents of the assumed role use."""
    words = re.findall(r"[^\W\d_]{2,}", recognition.utterance.without_names)
    return tuple(_unknown(dict.fromkeys(words), assumed, expertise))


def _unknown(words: dict[str, None], assumed: str, expertise: Expertise) -> Iterator[str]:
    known, fillers = expertise.vocabulary(assumed), filler_words()
    for word in words:
        plain = singular(word.casefold())
        if {plain, word.casefold()} & fillers:
            continue
        # "youtubers" are not what "YouTube" in an example question is
        agent = is_agent(plain) and not expertise.says(assumed, plain)
        if agent or any(stem not in known for stem in tokens(word)):
            yield word


def _is_somebody(word: str, text: str) -> bool:
    """Whether a word stands where a word for somebody stands."""
    plain = re.escape(singular(word))
    patterns = (
        pattern.replace("{word}", rf"(?:{plain}|{re.escape(word)})") for pattern in _SOMEBODY
    )
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)

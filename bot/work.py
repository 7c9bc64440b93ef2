"""Whose work is told, where the work is named and not the worker: "acting", "to bake bread".

Returns roles; knows nothing of a conversation.
"""

import re
from collections.abc import Iterator

from bot.activities import activities
from bot.expertise import Expertise
from bot.tracing import reaches
from bot.utterance import ROLES
from knowledge.fields import workers
from knowledge.lexicon import Mention, filler_words
from knowledge.names import folded
from knowledge.topics import heading_words
from retrieval.keywords import tokens

_OF_THEM = re.compile(
    r"\s+(?:jobs?|careers?|professionals?|industry|field|people|guys|folks|freshers?|juniors?|"
    r"seniors?|interns?|trainees?|beginners?|salar(?:y|ies)|pay|wages?)\b",
    re.IGNORECASE,
)
# What many roles are called by, after a word for what they work with.
_CALLED = (
    "engineer", "developer", "designer", "manager", "specialist", "analyst", "technician",
    "executive", "agent", "assistant", "officer", "worker", "teacher",
)  # fmt: skip
# So alike must what somebody does be to a name or description of a role, and so much more alike
# than to those of the role that is else assumed. Of the build questions all that pass tell
# somebody's work; of those out of scope one in 150, which the gate refuses.
DOES_ALIKE = 0.62
_MORE_ALIKE = 0.25
# Another role nearly as alike may be meant as well.
_AS_ALIKE = 0.05


def in_field(text: str, assumed: str, expertise: Expertise, words: int) -> tuple[str, ...]:
    """Return the roles of those who work in a field that is named: "is acting part time".

    `words` are the fewest that name it.
    """
    lexicon = expertise.recognizer.lexicon
    for word in re.finditer(r"\w+", text):
        before, after = text[: word.start()], text[word.end() :]
        is_named = words == 1 and _OF_THEM.match(after)
        if is_named and (only := _named_with(word.group(), expertise)):
            return only
        for worker in workers(word.group()):
            mention = _covering(lexicon.find(f"{before}{worker}{after}"), word.start())
            if mention and len(text[mention.start : word.end()].split()) < words:
                continue
            if mention and (
                _OF_THEM.match(after)
                or not expertise.says(assumed, text[mention.start : word.end()])
            ):
                return tuple(mention.value.split("|"))
    return ()


def doing(text: str, assumed: str, expertise: Expertise) -> tuple[tuple[str, ...], bool]:
    """Return the roles of those who do what is said, the likeliest first: "to repair planes".

    Also return whether they are named after it: welders, of "I must stop welding".
    """
    for activity in dict.fromkeys(activities(text)):
        if not _is_strange(activity, assumed, expertise):
            continue
        alike = expertise.names.who(activity)
        least = max(DOES_ALIKE, alike.get(assumed, 0.0) + _MORE_ALIKE)
        best = max(alike.values(), default=0.0)
        if reaches("DOES_ALIKE", best, least):
            named = [role for role in _named_after(activity, expertise) if alike[role] >= least]
            near = [role for role, likeness in alike.items() if likeness >= best - _AS_ALIKE]
            return tuple(dict.fromkeys((*named, *near))), bool(named)
    return (), False


def _is_strange(activity: str, assumed: str, expertise: Expertise) -> bool:
    """Whether a word of an activity is none of the assumed role's work, nor of any topic's name.

    One word alone must be a verbal noun: "welding".
    """
    words = [w for w in re.findall(r"[^\W\d_]+", activity.casefold()) if w not in filler_words()]
    if len(words) == 1 and not words[0].endswith("ing"):
        return False
    known = expertise.stems(assumed)
    return any(
        word not in heading_words() and any(stem not in known for stem in tokens(word))
        for word in words
    )


def _named_with(thing: str, expertise: Expertise) -> tuple[str, ...]:
    """The one role named after a thing that documents have a name for: "DevOps" engineers.

    Ordinary words stand before many roles ("graduate teacher") and name none of them.
    """
    names = {folded(f"{thing} {called}") for called in _CALLED}
    found = tuple(role.id for role in expertise.roles.values() if folded(role.name) in names)
    return found if len(found) == 1 and expertise.names_thing(found[0], thing) else ()


def _named_after(activity: str, expertise: Expertise) -> Iterator[str]:
    for worker in workers(activity.split()[0]):
        for mention in expertise.recognizer.lexicon.find(worker):
            if mention.kind in ROLES:
                yield from mention.value.split("|")


def _covering(names: tuple[Mention, ...], place: int) -> Mention | None:
    return next((m for m in names if m.kind in ROLES and m.start <= place < m.end), None)

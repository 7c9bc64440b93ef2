"""What is settled before any answer is looked for: small talk, whom nobody knows, what is not ours.

Knows how likely a message is to be a question on careers; not how such a question is answered.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from bot.dialogue import Request
from bot.expertise import Expertise, speaks_of
from bot.followups import topic_questions_of
from bot.labels import OUT_OF_SCOPE, SMALLTALK
from bot.outcome import Outcome
from bot.recognizer import Recognition
from bot.state import State
from bot.summaries import Summary, clarify, refuse, refuse_market, small_talk
from bot.tracing import reaches, refused
from bot.utterance import KIND
from knowledge.topics import load_topics
from retrieval.types import Hit

# What the nearness of the nearest passage, the words shared with the role's passages, each word
# that nobody knows and the logarithm of how likely it asks for any topic at all add to the log odds
# of being asked of us, and below which of them a message is not our business.
SPOKEN_OF = 11.3
WORDED = 0.89
STRANGE = 1.74
ASKED = 3.1
OUTSIDE = 12.2
# In a conversation on somebody's work, or where a field of work is named, a message is likelier
# about that.
OUTSIDE_GOING_ON = 8.0
_FEW_WORDS = 3
# What keeps the logarithm of no likelihood at all finite.
_LEAST = 0.01
# A topic at least so likely, and by so much ahead of the next, is answered whatever its passages
# are like; any less clear one is asked back where nothing found is near. Fitted on the build
# questions, see ARCHITECTURE.
LIKELY_TOPIC = 0.4
MARGIN = 0.3
_TWO = 2


class Refusals:
    """Refuses and asks back, honestly and by name."""

    def __init__(self, expertise: Expertise) -> None:
        self._expertise = expertise

    def unread(self, template: str, role: str, state: State, **values: int) -> Outcome:
        """Ask for a message that can be read."""
        refused(template)
        summary = clarify(template, self._expertise, role, **values)
        return Outcome(summary, "unreadable", 1.0, None, state)

    def talk(self, request: Request, state: State) -> Outcome | None:
        """Answer small talk as small talk."""
        recognition = request.recognition
        if not recognition.intent.startswith(SMALLTALK) or _sets_slots(recognition):
            return None
        return self.said(recognition.intent.removeprefix(SMALLTALK), request.role, state)

    def said(self, name: str, role: str, state: State) -> Outcome:
        """Return one kind of small talk."""
        summary = small_talk(name, self._expertise, role)
        return Outcome(summary, f"smalltalk_{name}", 1.0, None, state)

    def before_search(self, request: Request, state: State) -> Outcome | None:
        """What the documents have nothing on, known by name or by kind; None for all else."""
        confidence, expertise = request.recognition.confidence, self._expertise
        if request.kind:
            return self._which(request, state)
        if request.unknown:
            near = [role.name for role in expertise.nearest_roles(request.unknown)]
            summary = self.refuse("no_role", request, occupation=request.unknown, nearest=near)
            # "ok, and a psychologist?" goes on with what was asked
            after = replace(state, topic=request.topic, markets=request.markets)
            return Outcome(summary, "unknown_role", confidence, None, after)
        if not _sets_slots(request.recognition) and self._is_outside(request):
            summary = self.refuse(OUT_OF_SCOPE, request)
            return Outcome(summary, OUT_OF_SCOPE, confidence, None, state)
        return None

    def which_topic(self, request: Request) -> Outcome | None:
        """Ask which of the two likeliest topics is meant; None where fewer are covered.

        For a message that nothing found is near to, where no topic is likely enough, or far
        enough ahead of the next.
        """
        if likely_enough(request.topics):
            return None
        asked = topic_questions_of(request.role, self._expertise, request.topics)
        if len(asked) < _TWO:
            return None
        refused("which_topic")
        (first, second), questions = tuple(asked)[:_TWO], tuple(asked.values())[:_TWO]
        labels = tuple(load_topics()[topic].label for topic in (first, second))
        summary = clarify("which_topic", self._expertise, request.role, labels=labels)
        state = replace(request.state, listed=labels)
        confidence = request.recognition.confidence
        return Outcome(
            replace(summary, follow_ups=questions), "which_topic", confidence, request, state
        )

    def no_market(self, request: Request, markets: Sequence[str]) -> Summary:
        """Say that the documents hold nothing for these markets, and which ones they know."""
        refused("no_market")
        known = sorted(self._expertise.markets(request.role))
        return refuse_market(request.topic, markets, request.role, known, self._expertise)

    def refuse(self, reason: str, request: Request, **values: Any) -> Summary:
        """The honest refusal for a reason, which the trace keeps."""
        refused(reason)
        return refuse(reason, self._expertise, request.role, **values)

    def _which(self, request: Request, state: State) -> Outcome:
        """Ask which role is meant, where a word for many was said; each is a button."""
        refused("which_role")
        said = request.recognition.utterance
        place = next(m for m in said.names if m.kind == KIND)
        names = [self._expertise.roles[role].name for role in request.alternatives]
        asked = tuple(f"{said.text[: place.start]}{n}{said.text[place.end :]}" for n in names)
        summary = clarify(
            "which_role", self._expertise, request.role, kind=request.kind, names=names
        )
        listed = tuple(names)
        after = replace(state, listed=listed, place=None, text=said.text, topic=request.topic)
        confidence = request.recognition.confidence
        return Outcome(replace(summary, follow_ups=asked), "which_role", confidence, None, after)

    def _is_outside(self, request: Request) -> bool:
        """Whether a message is not our business: neither its words nor the documents say it is.

        The log odds of a logistic regression over seven witnesses: the classifier's odds, the lead
        and the company of the nearest example questions, the nearness of the role's documents, the
        words shared with them, words that nobody knows, and how likely any topic is asked for. See
        ARCHITECTURE for what its weights were fitted on. Who begins with a thing that the role's
        documents name is never outside.
        """
        found = request.recognition
        settled = request.further is not None or request.compared or request.pointed.topic
        if settled or _names_topic(request):
            return False
        nearest = self._expertise.retriever.nearest(found.vector, request.role)
        said = found.utterance.without_names
        odds = found.inside + SPOKEN_OF * nearest
        odds += WORDED * self._expertise.retriever.worded(said, request.role)
        odds -= STRANGE * len(found.strangers)
        odds += ASKED * math.log(_LEAST + sum(found.topics.values()))
        if request.goes_on or request.by_words:
            return not reaches("OUTSIDE_GOING_ON", odds, OUTSIDE_GOING_ON)
        if reaches("OUTSIDE", odds, OUTSIDE):
            return False
        return not self._expertise.names_thing(request.role, said)


def strange_markets(request: Request, hits: Sequence[Hit], expertise: Expertise) -> tuple[str, ...]:
    """Return the markets that this question names and nothing found speaks of."""
    if not request.named_market:
        return ()
    known = expertise.markets(request.role)
    found = " ".join(hit.passage.searchable for hit in hits[:3])
    return tuple(m for m in request.markets if m not in known and not speaks_of(found, m))


def likely_enough(topics: Mapping[str, float]) -> bool:
    """Return whether the likeliest of the topics, likeliest first, is clear by score and margin."""
    best, second = (*topics.values(), 0.0, 0.0)[:_TWO]
    return reaches("LIKELY_TOPIC", best, LIKELY_TOPIC) and reaches("MARGIN", best - second, MARGIN)


def _names_topic(request: Request) -> bool:
    """Whether a topic's own word is nearly all that is said, or is said after some talk."""
    said = request.recognition.utterance
    return said.names_topic and (request.goes_on or len(said.text.split()) <= _FEW_WORDS)


def _sets_slots(recognition: Recognition) -> bool:
    """Whether a message is nothing but names, so that what its words are like means nothing."""
    said = recognition.utterance
    return bool(said.elliptic and said.names)

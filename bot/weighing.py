"""Which topics a question may ask for, weighed by what the documents say; says nothing itself."""

import math
from dataclasses import replace

from bot.dialogue import Request
from bot.expertise import Expertise
from bot.extracts import CLEAR_TOPIC
from bot.tracing import reaches
from knowledge.topics import neighbours_of

# What the nearness of its nearest passage adds to the log odds of a topic that is not clear; from
# 5 to 10 the judged questions are answered alike, and better than without.
SPEAKS_FOR = 8.0


def is_clear(request: Request) -> bool:
    """Return whether the topic asked for is beyond doubt."""
    return reaches("CLEAR_TOPIC", request.likelihood, CLEAR_TOPIC)


def weighed(request: Request, expertise: Expertise) -> Request:
    """Return the request without topics that no document covers, unless one is clearly meant.

    What speaks for one of those speaks for its neighbour, and passages near to the question for
    what they are about.
    """
    if is_clear(request):
        return request
    there = expertise.topics(request.role)
    covered: dict[str, float] = {}
    for topic, share in request.topics.items():
        near = (topic, *neighbours_of(topic))
        if told := next((t for t in near if t in there), None):
            covered[told] = covered.get(told, 0.0) + share
    return replace(request, topics=_spoken_for(request, covered, expertise) or request.topics)


def _spoken_for(
    request: Request, topics: dict[str, float], expertise: Expertise
) -> dict[str, float]:
    """The topics, likeliest first, each weighed by how near its nearest passage comes.

    Not where more than this message's own words was searched for, or for several roles, and not
    where it has none: "what is a nurse".
    """
    weights, found = dict(topics), request.recognition
    if topics and not (request.compared or found.leans or found.utterance.elliptic):
        near = expertise.retriever.nearest_by_topic(found.vector, request.role)
        weights = {t: p * math.exp(SPEAKS_FOR * near.get(t, 0.0)) for t, p in topics.items()}
    scale = sum(topics.values()) / (sum(weights.values()) or 1.0)
    likeliest = sorted(weights.items(), key=lambda item: -item[1])
    return {topic: weight * scale for topic, weight in likeliest}

"""One question to one summary: recognise, settle what is open, find facts or passages, word it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue import Request, State, resolve, without_untrue
from bot.expertise import Expertise, speaks_of
from bot.extracts import Extract, extracts
from bot.followups import follow_ups
from bot.labels import OUT_OF_SCOPE, SMALLTALK
from bot.pay import Stated, find_freelance, find_pay
from bot.recognizer import LONGEST, Recognition
from bot.stated import StatedFact, find_facts
from bot.summaries import (
    Summary,
    clarify,
    refuse,
    refuse_market,
    small_talk,
    summarize_passages,
    summarize_pay,
)
from bot.types import Status
from knowledge.topics import load_topics
from retrieval.types import Hit, Query

# Below this nothing found is near enough to what was asked to be an answer to it; chosen on the
# build questions, see ARCHITECTURE.
NEAR_ENOUGH = 0.20
# A question with a word that no document and no topic uses must come nearer than that.
STRANGE_BUT_NEAR = 0.28
# A topic this likely is what the question asks for, however unlike a list of names is to it.
CLEAR_TOPIC = 0.5
# So near is only what the question is about, whatever kind of question it seems to be.
VERY_NEAR = 0.5
# Topics less likely than this do not steer the search.
_LIKELY = 0.05
_TOP_K = 10
# A topic so likely is asked for, too.
_ALSO_ASKED = 0.3
# Figures of each role in a comparison.
_COMPARED_FACTS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """A summary with how it came about."""

    summary: Summary
    intent: str
    confidence: float
    request: Request | None
    """None where the message asked for nothing."""
    state: State
    """What the next turn starts from."""


class Answering:
    """Answers from one generation; knows nothing of who asks and of what is kept."""

    def __init__(
        self, expertise: Expertise, default_role: str | None, default_market: str | None
    ) -> None:
        self._expertise = expertise
        self._default_role = _role_id(expertise, default_role)
        self._default_market = default_market

    def respond(self, text: str, state: State) -> Outcome:
        """Return the outcome of one message in a conversation's state."""
        known = state.role in self._expertise.roles
        role = str(state.role if known else self._default_role)
        if not any(character.isalnum() for character in text):
            return self._unread("empty", role, state)
        if len(text) > LONGEST:
            return self._unread("too_long", role, state, length=len(text), longest=LONGEST)
        recognition = self._expertise.recognizer.recognize(
            text, state.text, state.topic, self._words(role)
        )
        request = resolve(
            recognition, state, self._expertise, self._default_role, self._default_market
        )
        return (
            self._talk(request, state)
            or self._refusal(request, state)
            or self._answer(self._told(request))
        )

    def _words(self, role: str) -> frozenset[str]:
        """The stems that are no strangers in a message that names no role."""
        usual = self._expertise.vocabulary(str(self._default_role))
        return usual | self._expertise.vocabulary(role)

    def _unread(self, template: str, role: str, state: State, **values: int) -> Outcome:
        summary = clarify(template, self._expertise, role, **values)
        return Outcome(summary, "unreadable", 1.0, None, state)

    def _talk(self, request: Request, state: State) -> Outcome | None:
        recognition = request.recognition
        if not recognition.intent.startswith(SMALLTALK) or _sets_slots(recognition):
            return None
        name = recognition.intent.removeprefix(SMALLTALK)
        summary = small_talk(name, self._expertise, request.role)
        return Outcome(summary, f"smalltalk_{name}", recognition.confidence, None, state)

    def _refusal(self, request: Request, state: State) -> Outcome | None:
        """What the documents have nothing on, known by name or by kind before any search."""
        recognition, expertise = request.recognition, self._expertise
        if request.unknown:
            near = [role.name for role in expertise.nearest_roles(request.unknown)]
            summary = refuse(
                "no_role", expertise, request.role, occupation=request.unknown, nearest=near
            )
            return Outcome(summary, "unknown_role", recognition.confidence, None, state)
        outside = recognition.intent == OUT_OF_SCOPE and not _sets_slots(recognition)
        if outside and not self._spoken_of(request):
            summary = refuse("out_of_scope", expertise, request.role)
            return Outcome(summary, OUT_OF_SCOPE, recognition.confidence, None, state)
        return None

    def _told(self, request: Request) -> Request:
        """The request without topics that no document covers, unless one is clearly meant."""
        passages = self._expertise.passages(request.role)
        there = {t for p in passages for t in (p.topic, *p.also)}
        if request.likelihood >= CLEAR_TOPIC:
            return request
        covered = {t: p for t, p in request.topics.items() if t in there}
        return replace(request, topics=covered or request.topics)

    def _answer(self, request: Request) -> Outcome:
        if request.compared:
            return self._compare(request)
        if request.recognition.several and len(request.topics) > 1:
            return self._several(request)
        if request.topic == "pay":
            return self._pay(request)
        hits = self._hits(request)
        strange = _strange_markets(request, hits, self._expertise)
        if strange:
            return self._outcome(request, self._no_market(request, strange))
        covered = self._covered(request, hits)
        clear = request.likelihood >= CLEAR_TOPIC
        facts = self._facts(request) if covered or clear else ()
        if not facts and not covered:
            return self._outcome(request, refuse("no_topic", self._expertise, request.role))
        shown = extracts(request, hits, self._expertise.section, self._expertise.lines.encode)
        summary = summarize_passages(
            shown, facts, request.role, request.assumptions, self._expertise
        )
        return self._outcome(request, summary)

    def _facts(self, request: Request) -> tuple[Stated | StatedFact, ...]:
        """The typed facts that stand before the text of an answer."""
        if request.topic == "freelance":
            return find_freelance(self._expertise.pay(request.role))
        facts = self._expertise.facts(request.role)
        return find_facts(request, facts, self._expertise.lines.encode)

    def _compare(self, request: Request) -> Outcome:
        """The same of each role asked about: its figures, else its best section."""
        expertise = self._expertise
        facts: list[Stated | StatedFact] = []
        shown: list[Extract] = []
        if request.topics.get("pay", 0.0) >= _ALSO_ASKED:
            request = replace(request, topics={"pay": 1.0})  # "should I be ... which earns more"
        for role in request.compared:
            alone = replace(request, role=role, compared=())
            found = self._pay_of(alone) if request.topic == "pay" else self._facts(alone)[:1]
            facts += found
            if not found:
                hits = self._hits(alone)
                best = extracts(alone, hits, expertise.section, expertise.lines.encode)[:1]
                name = expertise.roles[role].name
                shown += [replace(e, heading=f"{name}: {e.heading}") for e in best]
        if not facts and not shown:
            return self._outcome(request, refuse("no_topic", expertise, request.role))
        if facts:
            request = without_untrue(request, facts[0][0].market)
        summary = summarize_passages(shown, facts, request.role, request.assumptions, expertise)
        return self._outcome(request, summary)

    def _pay_of(self, request: Request) -> tuple[Stated, ...]:
        """The figures of one role in a comparison; a part's never without the whole role's."""
        finding = find_pay(request, self._expertise.pay(request.role))
        chosen = finding.asked[:_COMPARED_FACTS]
        if all(fact.of_a_part for fact, _ in chosen):
            chosen += tuple(s for s in finding.others if not s[0].of_a_part)[:1]
        return chosen

    def _covered(self, request: Request, hits: Sequence[Hit]) -> bool:
        """Whether what was found is about what was asked: of a clear topic, or near enough."""
        nearest = max((hit.similarity for hit in hits), default=0.0)
        topics = load_topics()
        near = topics[request.topic].neighbours if request.topic in topics else ()
        passages = self._expertise.passages(request.role)
        there = any({request.topic, *near} & {p.topic, *p.also} for p in passages)
        # a topic without neighbours ("tax") is one that silence is said on by name
        if request.likelihood >= CLEAR_TOPIC and not (near and nearest >= VERY_NEAR):
            return there
        strange = bool(request.recognition.strangers)
        return nearest >= (STRANGE_BUT_NEAR if strange else NEAR_ENOUGH)

    def _spoken_of(self, request: Request) -> bool:
        """Whether the documents hold the very name asked for, or something very near."""
        hits = self._hits(request)
        return any(hit.named or hit.similarity >= VERY_NEAR for hit in hits)

    def _pay(self, request: Request) -> Outcome:
        finding = find_pay(request, self._expertise.pay(request.role))
        if finding.asked:
            request = without_untrue(request, finding.asked[0][0].market)
            summary = summarize_pay(finding, request.role, request.assumptions, self._expertise)
        elif finding.missing_markets:
            summary = self._no_market(request, finding.missing_markets)
        else:
            summary = refuse("no_topic", self._expertise, request.role)
        return self._outcome(request, summary)

    def _several(self, request: Request) -> Outcome:
        """Each topic asked for in its turn: pay as figures, the others by their best section."""
        expertise = self._expertise
        facts: list[Stated | StatedFact] = []
        shown: list[Extract] = []
        for topic in request.topics:
            alone = replace(request, topics={topic: 1.0})
            if topic == "pay":
                facts += find_pay(alone, expertise.pay(request.role)).asked
                continue
            facts += self._facts(alone)[:_COMPARED_FACTS]
            found = self._hits(alone)
            shown += extracts(request, found, expertise.section, expertise.lines.encode)[:2]
        summary = summarize_passages(shown, facts, request.role, request.assumptions, expertise)
        return self._outcome(request, summary)

    def _no_market(self, request: Request, markets: Sequence[str]) -> Summary:
        known = sorted(self._expertise.markets(request.role))
        return refuse_market(request.topic, markets, request.role, known, self._expertise)

    def _hits(self, request: Request) -> tuple[Hit, ...]:
        query = Query(
            text=request.recognition.search,
            role=request.role,
            topics={t: p for t, p in request.topics.items() if p >= _LIKELY},
            market=request.market,
            level=request.level,
            top_k=_TOP_K,
        )
        return self._expertise.retriever.find(query, request.recognition.vector)

    def _outcome(self, request: Request, summary: Summary) -> Outcome:
        recognition = request.recognition
        if summary.status in {Status.ANSWERED, Status.PARTIAL}:
            going_on = follow_ups(request, self._expertise)
            summary = replace(summary, follow_ups=going_on)
        topic = request.topic or "anything"
        return Outcome(summary, f"ask_{topic}", recognition.confidence, request, request.state)


def _sets_slots(recognition: Recognition) -> bool:
    """Whether a message is nothing but names, so that what its words are like means nothing."""
    said = recognition.utterance
    return bool(said.elliptic and (said.named("level") or said.named("market")))


def _strange_markets(
    request: Request, hits: Sequence[Hit], expertise: Expertise
) -> tuple[str, ...]:
    """Markets that this question names and nothing found speaks of."""
    if not request.named_market:
        return ()
    known = expertise.markets(request.role)
    found = " ".join(hit.passage.searchable for hit in hits[:3])
    return tuple(m for m in request.markets if m not in known and not speaks_of(found, m))


def _role_id(expertise: Expertise, name: str | None) -> str | None:
    """The id of the role that a setting names by id, name or alias."""
    if name is None:
        return next(iter(expertise.roles), None)
    folded = name.casefold()
    for role in expertise.roles.values():
        if folded in {role.id, role.name.casefold(), *(a.casefold() for a in role.aliases)}:
            return role.id
    return next(iter(expertise.roles), None)

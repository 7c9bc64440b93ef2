"""One question to one summary: recognise, settle what is open, find facts or passages, word it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from bot.dialogue import COMPARED, Request, elsewhere, resolve, talked_of, without_untrue
from bot.expertise import Expertise
from bot.extracts import VERY_NEAR, Extract, extracts, missing_topic
from bot.followups import follow_ups
from bot.listing import listed_in
from bot.outcome import Outcome
from bot.pay import PayFinding, Stated, find_freelance, find_pay
from bot.pay_notes import notes_on, of_its_market, reasons_for
from bot.pointing import after, pointed
from bot.ranked.criteria import criteria_of
from bot.ranked.summary import assumptions_of, summarize_table
from bot.ranked.table import rank
from bot.recognizer import LONGEST
from bot.references import (
    asks_for_more,
    asks_of_basis,
    asks_of_figure,
    asks_who_leads,
    asks_why,
    points_among,
    starts_over,
    without_start,
)
from bot.refusals import Refusals, likely_enough, strange_markets
from bot.side_by_side import alike, in_lead
from bot.state import State
from bot.stated import StatedFact, find_facts
from bot.stray_lines import StrayLines
from bot.summaries import Summary, summarize_passages, summarize_pay
from bot.telling import PLAINLY, Telling
from bot.tracing import reaches, searched, tracing, understood
from bot.types import Status
from bot.weighing import is_clear, weighed
from knowledge.topics import neighbours_of
from retrieval.types import Hit, Query

# Below this nothing found is near enough to what was asked to be an answer to it; chosen on the
# build questions, see ARCHITECTURE.
NEAR_ENOUGH = 0.20
# A question with a word that no document and no topic uses must come nearer than that.
STRANGE_BUT_NEAR = 0.28
# Topics less likely than this do not steer the search.
_LIKELY = 0.05
_TOP_K = 16
# A topic so likely is asked for, too.
_ALSO_ASKED = 0.3
# Pay is told besides from so little on: a figure is missed more than another one is minded.
_PAY_TOO = 0.2
# So likely it is all that is asked for.
_PAY_ALONE = 0.3
# Figures of each role in a comparison.
_COMPARED_FACTS = 2


class Answering:
    """Answers from one generation; knows nothing of who asks and of what is kept."""

    def __init__(
        self,
        expertise: Expertise,
        default_role: str | None,
        default_market: str | None,
        telling: Telling = PLAINLY,
        *,
        passages_only: bool = False,
    ) -> None:
        """`passages_only` looks for pay as for all else: the measure of what typed facts bring."""
        self._expertise = expertise
        self._default_role = expertise.role_called(default_role)
        self._default_market = default_market
        self._telling = telling
        self._passages_only = passages_only
        self._stray_lines = StrayLines(expertise)
        self._refusals = Refusals(expertise)

    def respond(self, text: str, state: State) -> Outcome:
        """Return the outcome of one message in a conversation's state."""
        with tracing() as notes:
            outcome = self._respond(text, state)
        return replace(outcome, trace=notes.trace)

    @property
    def default_role(self) -> str | None:
        """The id of the role that a message is about which leaves it open."""
        return self._default_role

    def request(self, text: str, state: State) -> Request:
        """Return what a message asks for in a conversation's state."""
        role = self._role(state)
        asked = pointed(text, state, role, self._expertise)
        further = bool(state.topic) and asks_for_more(text) and not asked.topic
        before = replace(state, text="") if further else state
        text = state.text if further else asked.text
        recognition = self._expertise.recognizer.recognize(
            text,
            before.text,
            before.topic,
            self._words(role),
            lambda term: self._expertise.says(role, term),
        )
        understood(recognition)
        request = resolve(
            recognition, state, self._expertise, self._default_role, self._default_market
        )
        if further:
            topics = {str(state.topic): 1.0}
            return replace(request, topics=topics, further=state.shown, role=role)
        request = replace(request, pointed=asked)
        if asked.topic is None or request.unknown:
            return request
        topics, role = {asked.topic: 1.0}, str(asked.role)
        return replace(request, topics=topics, role=role, compared=(), kind=None)

    def search(self, request: Request) -> tuple[Hit, ...]:
        """Return the passages found for a request, best first."""
        by_name = request.pointed.topic is not None  # and not by what it is one of
        likely = {} if by_name else {t: p for t, p in request.topics.items() if p >= _LIKELY}
        query = Query(
            text=request.recognition.search,
            role=request.role,
            topics=likely,
            market=request.market,
            level=request.level,
            top_k=_TOP_K,
        )
        hits = self._expertise.retriever.find(query, request.recognition.vector)
        searched(query, hits)
        return hits

    def _respond(self, text: str, state: State) -> Outcome:
        role = self._role(state)
        if not any(character.isalnum() for character in text):
            return self._refusals.unread("empty", role, state)
        if len(text) > LONGEST:
            return self._refusals.unread("too_long", role, state, length=len(text), longest=LONGEST)
        if starts_over(text):
            text, state = without_start(text), State()
            if not text:
                return self._refusals.said("start_over", str(self._default_role), state)
        request = self.request(text, state)
        if ranked := self._ranked(request, state):
            return ranked
        return (
            self._refusals.talk(request, state)
            or self._refusals.before_search(request, state)
            or self._answer(weighed(request, self._expertise))
        )

    def _ranked(self, request: Request, state: State) -> Outcome | None:
        """The answer to a question over all careers; None where it is about one."""
        said = request.recognition.utterance
        criteria = None if request.pointed.topic else criteria_of(said)
        if criteria is None or (criteria.bare and state.topic):
            return None
        if request.compared and not said.roles and points_among(said.text):
            return None  # "which of the three pays most": of those talked about
        standings = self._expertise.standings
        table = rank(criteria, standings, self._default_market)
        summary = summarize_table(table, standings)
        names = tuple(self._expertise.roles[row.role].name for row in table.rows)
        compared = criteria.roles[:COMPARED]
        following = replace(
            state,
            topic="pay" if table.basis else state.topic,
            text=request.recognition.utterance.text,
            listed=names,
            place=None,
            compared=compared,
            talked=talked_of(state, compared),
            shown=(),
            bases=(),
        )
        confidence = request.recognition.confidence
        told = replace(request, assumptions=assumptions_of(table), topics={})
        return Outcome(summary, "ask_ranking", confidence, told, following)

    def _role(self, state: State) -> str:
        """The role that a message is about which names none."""
        known = state.role in self._expertise.roles
        return str(state.role if known else self._default_role)

    def _words(self, role: str) -> frozenset[str]:
        """The stems that are no strangers in a message that names no role."""
        usual = self._expertise.vocabulary(str(self._default_role))
        return usual | self._expertise.vocabulary(role)

    def _answer(self, request: Request) -> Outcome:
        if request.compared:
            return self._compare(request)
        if request.recognition.several and len(request.topics) > 1:
            return self._several(request)
        if request.further is not None:
            return self._more(request, request.further)
        pays = request.topic == "pay" and request.likelihood >= _PAY_ALONE
        if pays and not self._passages_only:
            return self._pay(request)
        hits = self.search(request)
        strange = strange_markets(request, hits, self._expertise)
        if strange:
            return self._outcome(request, self._refusals.no_market(request, strange))
        covered = self._covered(request, hits)
        facts = self._facts(request) if covered or is_clear(request) else ()
        if not facts and not covered:
            unclear = self._refusals.which_topic(request)
            return unclear or self._outcome(request, self._refused("no_topic", request))
        shown = self._stray_lines.beside(request, self._extracts(request, hits))
        said = request.recognition.utterance
        telling = replace(
            self._telling,
            question=said.text,
            named=bool(said.roles),
            missing=None if facts else missing_topic(request, hits, shown),
        )
        facts = (*facts, *self._pay_too(request))
        if asks_why(said.text) and any(extract.kind == "prose" for extract in shown):
            facts = ()  # the reasons are in the text
        return self._outcome(request, self._summary(request, shown, facts, telling), shown)

    def _extracts(self, request: Request, hits: Sequence[Hit]) -> tuple[Extract, ...]:
        return extracts(request, hits, self._expertise.section, self._expertise.lines.encode)

    def _summary(
        self,
        request: Request,
        shown: Sequence[Extract],
        facts: Sequence[Stated | StatedFact] = (),
        telling: Telling | None = None,
    ) -> Summary:
        return summarize_passages(
            shown,
            facts,
            request.role,
            request.assumptions,
            self._expertise,
            telling or self._telling,
        )

    def _more(self, request: Request, shown: Sequence[str]) -> Outcome:
        """What was found and not shown yet."""
        hits = [hit for hit in self.search(request) if hit.passage.id not in shown]
        if not hits:
            return self._outcome(request, self._refused("no_more", request))
        further = self._extracts(request, hits)
        return self._outcome(request, self._summary(request, further), further)

    def _facts(self, request: Request) -> tuple[Stated | StatedFact, ...]:
        """The typed facts that stand before the text of an answer."""
        if request.topic == "freelance":
            return find_freelance(self._expertise.pay(request.role))
        facts = self._expertise.facts(request.role)
        return find_facts(request, facts, self._expertise.lines.encode)

    def _pay_too(self, request: Request) -> tuple[Stated, ...]:
        """The figures of pay where that may be asked for besides: "what do they do and earn"."""
        likely = request.topics.get("pay", 0.0) >= _PAY_TOO
        if not likely or request.topic == "freelance" or self._passages_only:
            return ()
        return self._pay_of(request)

    def _compare(self, request: Request) -> Outcome:
        """The same of each role asked about: its figures, else its best section."""
        expertise = self._expertise
        figures: list[tuple[Stated | StatedFact, ...]] = []
        shown: list[Extract] = []
        if not request.goes_on and request.topics.get("pay", 0.0) >= _ALSO_ASKED:
            request = replace(request, topics={"pay": 1.0})  # "should I be ... which earns more"
        for role in request.compared:
            alone = replace(request, role=role, compared=())
            told = [*chain.from_iterable(figures)]
            found = (
                self._pay_of(alone) if request.topic == "pay" else alike(self._facts(alone), told)
            )
            figures.append(found)
            if not found:
                best = self._extracts(alone, self.search(alone))[:1]
                name = expertise.roles[role].name
                shown += [replace(e, heading=f"{name}: {e.heading}") for e in best]
        leads = asks_who_leads(request.recognition.utterance.text)
        facts = [*chain.from_iterable(in_lead(figures, leads))]
        if not facts and not shown:
            return self._outcome(request, self._refused("no_topic", request))
        if facts:
            request = without_untrue(request, facts[0][0].market)
        return self._outcome(request, self._summary(request, shown, facts))

    def _pay_of(self, request: Request) -> tuple[Stated, ...]:
        """The first figures of a role; a part's never without the whole role's."""
        finding = find_pay(request, self._expertise.pay(request.role))
        chosen = finding.asked[:_COMPARED_FACTS]
        if chosen and all(fact.of_a_part for fact, _ in chosen):
            chosen += tuple(s for s in finding.others if not s[0].of_a_part)[:1]
        return chosen

    def _covered(self, request: Request, hits: Sequence[Hit]) -> bool:
        """Whether what was found is about what was asked: of a clear topic, or near enough.

        What is named, and stands in few passages, is too, but where all are silent on the topic.
        """
        nearest = _nearest(hits)
        near = neighbours_of(request.topic)
        there = not self._expertise.topics(request.role).isdisjoint((request.topic, *near))
        # a topic without neighbours ("tax") is one that silence is said on by name, whoever
        # else is named: "the tax on what Upwork pays"
        silent = is_clear(request) and not (near or there)
        if any(hit.named for hit in hits) and not silent:
            return True
        if is_clear(request) and not (near and reaches("VERY_NEAR", nearest, VERY_NEAR)):
            return there
        if likely_enough(request.topics) and there:
            return True
        if request.recognition.strangers:
            return reaches("STRANGE_BUT_NEAR", nearest, STRANGE_BUT_NEAR)
        return reaches("NEAR_ENOUGH", nearest, NEAR_ENOUGH)

    def _pay(self, request: Request) -> Outcome:
        text = request.recognition.utterance.text
        if asks_why(text) and (reasons := reasons_for(request, self.search(request))):
            shown = self._extracts(request, reasons)
            return self._outcome(request, self._summary(request, shown), shown)
        request, finding = self._find_pay(request)
        if finding.asked and request.goes_on and asks_of_figure(text):
            return self._of_figure(request, finding)
        if finding.asked:
            request = without_untrue(request, finding.asked[0][0].market)
            summary = summarize_pay(
                finding, request.role, request.assumptions, self._expertise, self._telling
            )
        elif finding.missing_markets:
            summary = self._refusals.no_market(request, finding.missing_markets)
        else:
            summary = self._refused("no_topic", request)
        return self._outcome(request, summary)

    def _of_figure(self, request: Request, finding: PayFinding) -> Outcome:
        """What the documents say of the figures just given; what they do not is not guessed."""
        stated = of_its_market(finding)
        shown = notes_on(stated, self._expertise)
        if not shown and asks_of_basis(request.recognition.utterance.text):
            return self._outcome(request, self._refused("no_topic", request))
        return self._outcome(request, self._summary(request, shown, stated), shown)

    def _find_pay(self, request: Request) -> tuple[Request, PayFinding]:
        """The pay asked for; that of elsewhere where the country is only the one talked about."""
        stated = self._expertise.pay(request.role)
        finding = find_pay(request, stated)
        if finding.missing_markets and not finding.asked and not request.named_market:
            request = elsewhere(request)
            finding = find_pay(request, stated)
        return request, finding

    def _several(self, request: Request) -> Outcome:
        """Each topic asked for in its turn: pay as figures, the others by their best section."""
        facts: list[Stated | StatedFact] = []
        shown: list[Extract] = []
        for topic in request.topics:
            alone = replace(request, topics={topic: 1.0})
            if topic == "pay" and not self._passages_only:
                alone, finding = self._find_pay(alone)
                facts += finding.asked
                request = replace(request, assumptions=alone.assumptions)
                continue
            facts += self._facts(alone)[:_COMPARED_FACTS]
            near = {topic, *neighbours_of(topic)}
            # the message names all topics, so that passages of the others share its words
            found = [hit for hit in self.search(alone) if near & hit.passage.topics]
            shown += self._extracts(alone, found)[:2]
        if not facts and not shown:
            return self._outcome(request, self._refused("no_topic", request))
        return self._outcome(request, self._summary(request, shown, facts))

    def _refused(self, reason: str, request: Request) -> Summary:
        return self._refusals.refuse(reason, request)

    def _outcome(
        self, request: Request, summary: Summary, shown: Sequence[Extract] = ()
    ) -> Outcome:
        recognition = request.recognition
        if summary.status in {Status.ANSWERED, Status.PARTIAL}:
            going_on = follow_ups(request, self._expertise)
            summary = replace(summary, follow_ups=going_on)
        topic = request.topic or "anything"
        state = replace(
            request.state,
            listed=listed_in(request, shown, self._expertise) or request.listed,
            shown=(*(request.further or ()), *(extract.passage.id for extract in shown)),
        )
        state = after(state, request.pointed)
        return Outcome(summary, f"ask_{topic}", recognition.confidence, request, state)


def _nearest(hits: Sequence[Hit]) -> float:
    """How near the nearest hit is to the question."""
    return max((hit.similarity for hit in hits), default=0.0)

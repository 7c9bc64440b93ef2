"""From one turn to the next: what a question leaves open is taken from the turns before it.

What is taken over or assumed is said, so that nobody mistakes whose figure they read.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from bot.expertise import Expertise
from bot.parts import part_said, parts_of
from bot.pointing import Pointed
from bot.recognizer import Recognition
from bot.references import (
    among_them,
    asks_if_needed,
    asks_of_figure,
    how_many,
    one_called,
    sets_side_by_side,
)
from bot.state import State
from bot.subject import Subject, other_of, subject_of
from bot.types import Slots
from bot.wording import phrases
from knowledge.milestones import level_after
from knowledge.models import Role
from knowledge.occupation_groups import words_of
from knowledge.spellings import singular

# Topics whose answers depend on level and market.
_BY_LEVEL = frozenset({"pay", "experience", "progression"})

# Who asks for these wants them of all levels.
_ENDS = frozenset({"low", "high"})

# Topics on which a level may be told apart; "and lead level?" after any other is about pay.
_SAID_BY_LEVEL = _BY_LEVEL | {
    "freelance", "duties", "technical_skills", "soft_skills", "tools", "education", "certificates",
    "interview", "hours",
}  # fmt: skip

# Who says a role's name and nothing else wants to know what one does; "what is a nurse" what it is,
# which not all documents say in a section of its own.
_OF_A_NAME = {"duties": 0.6, "summary": 0.4}
_WHAT_IS = {"summary": 0.45, "duties": 0.4}
_MORE_THAN_HALF = 0.5
_CLEARLY = 0.7
# Less likely than this is no topic of its own, where it points to something said before.
_UNCLEAR = 0.35

# Roles compared in one answer, and others offered where one was assumed.
COMPARED = 4
_OFFERED = 2
_HERE = re.compile(
    r"(?<!\bnot\s)\b(?:here(?!'s|\s+(?:is|are)\b)|back\s+home|"
    r"(?:in|of)\s+(?:my|our|this)\s+(?:own\s+)?country)\b",
    re.IGNORECASE,
)
# Where another country is named it must be set beside that one: not "here in America".
_HERE_BESIDE = re.compile(
    r"\b(?:and|or|vs\.?|versus|to|with|than)\s+(?:back\s+)?(?:here|(?:at\s+)?home)\b|"
    r"\b(?:here|at\s+home|back\s+home)\s+(?:and|or|vs\.?|versus|compared|next)\b",
    re.IGNORECASE,
)
# What the employed get, and nobody who works freelance.
_SALARY = re.compile(
    r"\b(?:salar\w+|wages?|employ\w+|full[- ]time|permanent|office|compan\w+|jobs?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A question with all that the conversation adds to it."""

    recognition: Recognition
    role: str
    levels: tuple[str, ...]
    markets: tuple[str, ...]
    topics: dict[str, float]
    default_market: str | None
    """The market to put first where none was named."""
    assumptions: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()
    """Of "average", "median", "low" and "high" pay what is asked for."""
    named_market: bool = False
    """Whether this very question names a market."""
    compared: tuple[str, ...] = ()
    """All the roles asked about, where they are several."""
    alternatives: tuple[str, ...] = ()
    """Other roles that may have been meant."""
    unknown: str | None = None
    """Whom the question is about and no document is of."""
    kind: str | None = None
    """A word for so many of the roles that it tells none of them, the alternatives among them."""
    listed: tuple[str, ...] = ()
    """What was listed last, which "the second one" may still mean."""
    talked: tuple[str, ...] = ()
    """The roles talked about, those of this question last."""
    by_words: bool = False
    """Whether the role shows in other words than its names: "is data science growing"."""
    goes_on: bool = False
    """Whether something was asked before it."""
    pointed: Pointed = field(default_factory=lambda: Pointed(""))
    """What its words point to."""
    further: tuple[str, ...] | None = None
    """Where more of the same is asked for: the passages that were shown already."""

    @property
    def topic(self) -> str | None:
        """The topic asked for."""
        return next(iter(self.topics), None)

    @property
    def likelihood(self) -> float:
        """How likely that topic is, 0 to 1."""
        return next(iter(self.topics.values()), 0.0)

    @property
    def level(self) -> str | None:
        """The one level asked for, if it is one."""
        return self.levels[0] if len(self.levels) == 1 else None

    @property
    def market(self) -> str | None:
        """The one market asked for, if it is one."""
        return self.markets[0] if len(self.markets) == 1 else None

    @property
    def slots(self) -> Slots:
        """The slots as an answer reports them."""
        first = (*self.levels, None)[0], (*self.markets, None)[0]
        return Slots(self.role, first[0], first[1], self.topic)

    @property
    def state(self) -> State:
        """What the next turn starts from."""
        return State(
            self.role,
            self.levels,
            self.markets,
            self.topic,
            self.recognition.utterance.text,
            self.compared,
            self.talked,
            bases=self.bases,
        )


def resolve(
    recognition: Recognition,
    state: State,
    expertise: Expertise,
    default_role: str | None,
    default_market: str | None,
) -> Request:
    """Return the request that a recognised question makes after the turns before it."""
    subject, said = _subject(recognition, state, expertise, default_role)
    role = str(subject.role)
    compared = _compared(recognition, state)
    apart = recognition.utterance.other_markets
    default_market = None if default_market in apart else default_market
    markets = _markets(recognition, default_market)
    names_part = state.topic == "pay" and _names_part(recognition, role, expertise)
    topics = _topics(recognition, state, alone=subject.alone or names_part)
    bases = _bases(recognition, state) if next(iter(topics), None) == "pay" else ()
    levels, told = _levels(recognition, state, expertise, role)
    if not told and not _ENDS.isdisjoint(bases) and not recognition.utterance.named("level"):
        levels = ()
    request = Request(
        recognition=recognition,
        role=role,
        levels=levels,
        markets=markets or tuple(m for m in state.markets if m not in apart),
        topics=topics,
        default_market=default_market,
        bases=bases,
        assumptions=tuple(filter(None, (said, told))),
        named_market=bool(recognition.utterance.named("market")),
        compared=compared,
        listed=state.listed,
        talked=talked_of(state, compared or (role,)),
        alternatives=subject.others,
        unknown=subject.unknown,
        kind=subject.kind,
        by_words=subject.by_words,
        goes_on=bool(state.topic),
    )
    return replace(request, assumptions=(*request.assumptions, *_market_said(request)))


def _subject(
    recognition: Recognition, state: State, expertise: Expertise, default_role: str | None
) -> tuple[Subject, str | None]:
    """Whom the message is about, and what is said of that choice."""
    if mentions := recognition.utterance.roles:
        first, *others = mentions[0].value.split("|")
        return Subject(first, tuple(others)), _taken("roles", first, others, expertise)
    assumed, talked = _assumed(state, expertise, default_role)
    if role := _called_among(recognition.utterance.text, state, expertise):
        return Subject(role), None
    goes_on = talked and recognition.utterance.refers
    settled = talked or default_role in expertise.roles
    find = other_of if goes_on else partial(subject_of, talked=talked, settled=settled)
    subject = find(recognition, assumed, expertise)
    if subject.role and subject.role != assumed:
        said = _taken("roles", subject.role, subject.others, expertise)
        return subject, said or _phrase("taken", role=expertise.roles[subject.role].name)
    if talked or subject.unknown or subject.kind:
        return replace(subject, role=assumed), None
    name = expertise.roles[assumed].name
    near = expertise.nearest_roles(name, _OFFERED + 1) if len(expertise.roles) > 1 else ()
    others = [other.id for other in near if other.id != assumed][:_OFFERED]
    return Subject(assumed, tuple(others)), _phrase("role", role=name)


def _called_among(text: str, state: State, expertise: Expertise) -> str | None:
    """The one role talked about that is called by a word of its name: "the wind job"."""
    word = one_called(text)
    if not word:
        return None
    found = [
        role
        for role in state.talked
        if role in expertise.roles and word in map(singular, _name_words(expertise.roles[role]))
    ]
    return found[0] if len(found) == 1 else None


def _name_words(role: Role) -> list[str]:
    return words_of(" ".join((role.name, *role.aliases)))


def _taken(kind: str, role: str, others: Sequence[str], expertise: Expertise) -> str | None:
    """What is said where others may have been meant; nothing where none may."""
    names = ", ".join(expertise.roles[other].name for other in others)
    return _phrase(kind, role=expertise.roles[role].name, others=names) if names else None


def _assumed(state: State, expertise: Expertise, default_role: str | None) -> tuple[str, bool]:
    """The role that a message is about which names none, and whether it was talked about."""
    if state.role in expertise.roles:
        return str(state.role), True
    return str(
        default_role if default_role in expertise.roles else next(iter(expertise.roles))
    ), False


def _compared(recognition: Recognition, state: State) -> tuple[str, ...]:
    said = recognition.utterance
    roles = tuple(mention.value.partition("|")[0] for mention in said.roles)
    if not roles and among_them(said.text):
        return state.compared or _set_side_by_side(said.text, state)
    return roles[:COMPARED] if len(roles) > 1 else ()


def _set_side_by_side(text: str, state: State) -> tuple[str, ...]:
    """The roles talked about one after the other, where a message asks which of them."""
    return state.talked[-how_many(text) :] if sets_side_by_side(text) else ()


def talked_of(state: State, roles: Sequence[str]) -> tuple[str, ...]:
    """Return the roles talked about, with those of one more turn last."""
    before = tuple(role for role in state.talked if role not in roles)
    return (*before, *roles)[-COMPARED:]


def _levels(
    recognition: Recognition, state: State, expertise: Expertise, role: str
) -> tuple[tuple[str, ...], str | None]:
    if recognition.utterance.named("level"):
        return recognition.utterance.named("level"), None
    if (years := recognition.utterance.years) is not None:
        whose = _stepping(role, expertise)
        known = expertise.milestones.get(whose, {})
        level = level_after(years, known)
        if level:
            steps = ", ".join(f"{name} after {needed} years" for name, needed in known.items())
            kind = "years" if whose == role else "years_of_another"
            name = expertise.roles[whose].name
            return (level,), _phrase(kind, years=years, level=level, steps=steps, role=name)
    return state.levels, None


def _names_part(recognition: Recognition, role: str, expertise: Expertise) -> bool:
    """Whether a few words name a part of the role that has figures of its own."""
    said = recognition.utterance
    parts = parts_of(expertise.pay(role))
    return said.fragment and not said.names_topic and bool(part_said(said.without_roles, parts))


def _stepping(role: str, expertise: Expertise) -> str:
    """Whose steps from level to level count for a role: its own, else the first that are told.

    Another's count only where the role's own figures are told by level.
    """
    if expertise.milestones.get(role) or not any(fact.level for fact, _ in expertise.pay(role)):
        return role
    return next((other for other, steps in expertise.milestones.items() if steps), role)


def _markets(recognition: Recognition, default: str | None) -> tuple[str, ...]:
    """The markets that a message names, in its order; "here" is the default one."""
    said = recognition.utterance
    named = said.named("market")
    here = (_HERE if not named else _HERE_BESIDE).search(said.text) if default else None
    if here is None or default in named:
        return named
    before = [m.value for m in said.names if m.kind == "market" and m.start < here.start()]
    return tuple(dict.fromkeys((*before, str(default), *named)))


def _bases(recognition: Recognition, state: State) -> tuple[str, ...]:
    """Which figures are asked for; those before, where only the market or the role changes."""
    said = recognition.utterance
    goes_on = (said.elliptic or said.continues or said.sets_alone) and not said.named("level")
    return said.bases or (state.bases if goes_on else ())


def _topics(recognition: Recognition, state: State, *, alone: bool) -> dict[str, float]:
    """The topics asked for; `alone` tells whether a role or a part of it is named, and no more."""
    said = recognition.utterance
    elliptic = said.elliptic or alone
    if recognition.several:
        return {topic: 1.0 / len(recognition.several) for topic in recognition.several}
    takes_over = state.topic in _BY_LEVEL or bool(said.roles)
    goes_on = said.continues and takes_over and not recognition.clear
    if elliptic and said.named("level") and state.topic not in _SAID_BY_LEVEL:
        return {"pay": 1.0}
    if said.elliptic and said.roles and said.introduces:
        return dict(_WHAT_IS)
    if state.topic == "pay" and asks_of_figure(said.text):
        return {"pay": 1.0}
    of_level = said.fragment and bool(said.named("level"))
    sets_alone = (
        said.sets_alone and takes_over and (said.goes_on or of_level or not recognition.clear)
    )
    if state.topic and (elliptic or goes_on or sets_alone):
        return {state.topic: 1.0}
    likeliest = next(iter(recognition.topics.values()), 0.0)
    pays = recognition.topic == "pay" and state.topic == "freelance" and not said.roles
    if pays and (said.refers or said.fragment) and not _SALARY.search(said.text):
        return {"freelance": 1.0}  # "and how much does one earn there?"
    if said.elliptic and said.named("market"):
        return {"pay": 1.0}
    if state.topic and likeliest < _UNCLEAR and asks_if_needed(said.text):
        return {state.topic: 1.0}
    clearly = likeliest >= _CLEARLY and not recognition.leans  # "how to be a chef"
    if said.elliptic and said.roles and not clearly:
        return dict(
            _WHAT_IS if recognition.topics.get("summary", 0.0) > _MORE_THAN_HALF else _OF_A_NAME
        )
    return recognition.topics


def _market_said(request: Request) -> tuple[str, ...]:
    if request.topic == "pay" and not request.markets and request.default_market:
        return (_phrase("market", market=request.default_market),)
    return ()


def without_untrue(request: Request, first: str | None) -> Request:
    """Return the request without saying that its default market comes first, where it does not.

    `first` is the market of the figure that the answer begins with.
    """
    untrue = _market_said(request) if first != request.default_market else ()
    kept = tuple(line for line in request.assumptions if line not in untrue)
    return replace(request, assumptions=kept)


def elsewhere(request: Request) -> Request:
    """Return the request without the market that comes from the turns before it, and say so."""
    said = _phrase("elsewhere", markets=", ".join(request.markets))
    return replace(request, markets=(), assumptions=(*request.assumptions, said))


def _phrase(name: str, **values: object) -> str:
    """The sentence that says an assumption."""
    return str(phrases()["assumptions"][name]).format(**values)

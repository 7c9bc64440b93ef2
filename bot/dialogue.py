"""From one turn to the next: what a question leaves open is taken from the turns before it.

What is taken over or assumed is said, so that nobody mistakes whose figure they read.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.expertise import Expertise
from bot.recognizer import Recognition
from bot.subject import Subject, subject_of
from bot.types import Slots
from bot.wording import phrases
from knowledge.milestones import level_after

# Topics whose answers depend on level and market.
_BY_LEVEL = frozenset({"pay", "experience", "progression"})

# Roles compared in one answer, and others offered where one was assumed.
_COMPARED = 4
_OFFERED = 2


@dataclass(frozen=True, slots=True)
class State:
    """What a conversation has settled so far."""

    role: str | None = None
    levels: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    topic: str | None = None
    text: str = ""
    """The question that the topic comes from, for those that lean on it."""

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "State":
        """Return the state as the storage kept it."""
        return cls(
            kept.get("role"),
            tuple(kept.get("levels", ())),
            tuple(kept.get("markets", ())),
            kept.get("topic"),
            str(kept.get("text", "")),
        )

    def kept(self) -> dict[str, Any]:
        """Return the state for the storage to keep."""
        return {
            "role": self.role,
            "levels": list(self.levels),
            "markets": list(self.markets),
            "topic": self.topic,
            "text": self.text,
        }


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
    named_market: bool = False
    """Whether this very question names a market."""
    compared: tuple[str, ...] = ()
    """All the roles asked about, where they are several."""
    alternatives: tuple[str, ...] = ()
    """Other roles that may have been meant."""
    unknown: str | None = None
    """Whom the question is about and no document is of."""

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
            self.role, self.levels, self.markets, self.topic, self.recognition.utterance.text
        )


def resolve(
    recognition: Recognition,
    state: State,
    expertise: Expertise,
    default_role: str | None,
    default_market: str | None,
) -> Request:
    """Return the request that a recognised question makes after the turns before it."""
    role, others, assumed, unknown = _role(recognition, state, expertise, default_role)
    levels, told = _levels(recognition, state, expertise, role)
    topics = _topics(recognition, state)
    request = Request(
        recognition=recognition,
        role=role,
        levels=levels,
        markets=recognition.utterance.named("market") or state.markets,
        topics=topics,
        default_market=default_market,
        assumptions=tuple(filter(None, (assumed, told))),
        named_market=bool(recognition.utterance.named("market")),
        compared=_compared(recognition),
        alternatives=others,
        unknown=unknown,
    )
    return replace(request, assumptions=(*request.assumptions, *_market_said(request)))


def _role(
    recognition: Recognition, state: State, expertise: Expertise, default_role: str | None
) -> tuple[str, tuple[str, ...], str | None, str | None]:
    """The role, others that may be meant, what is said of that choice, and who is not known."""
    if mentions := recognition.utterance.roles:
        first, *others = mentions[0].value.split("|")
        names = [expertise.roles[role].name for role in others]
        said = _phrase("roles", role=expertise.roles[first].name, others=", ".join(names))
        return first, tuple(others), said if others else None, None
    assumed, talked = _assumed(state, expertise, default_role)
    goes_on = talked and recognition.utterance.refers
    subject = Subject() if goes_on else subject_of(recognition, assumed, expertise)
    if subject.role and subject.role != assumed:
        names = [expertise.roles[role].name for role in subject.others]
        kind = "roles" if names else "taken"
        said = _phrase(kind, role=expertise.roles[subject.role].name, others=", ".join(names))
        return subject.role, subject.others, said, None
    if talked or subject.unknown:
        return assumed, (), None, subject.unknown
    name = expertise.roles[assumed].name
    near = expertise.nearest_roles(name, _OFFERED + 1) if len(expertise.roles) > 1 else ()
    others = [other.id for other in near if other.id != assumed][:_OFFERED]
    return assumed, tuple(others), _phrase("role", role=name), None


def _assumed(state: State, expertise: Expertise, default_role: str | None) -> tuple[str, bool]:
    """The role that a message is about which names none, and whether it was talked about."""
    if state.role in expertise.roles:
        return str(state.role), True
    return str(
        default_role if default_role in expertise.roles else next(iter(expertise.roles))
    ), False


def _compared(recognition: Recognition) -> tuple[str, ...]:
    roles = tuple(mention.value.partition("|")[0] for mention in recognition.utterance.roles)
    return roles[:_COMPARED] if len(roles) > 1 else ()


def _levels(
    recognition: Recognition, state: State, expertise: Expertise, role: str
) -> tuple[tuple[str, ...], str | None]:
    if recognition.utterance.named("level"):
        return recognition.utterance.named("level"), None
    if recognition.utterance.years is not None:
        known = expertise.milestones.get(role, {})
        level = level_after(recognition.utterance.years, known)
        if level:
            steps = ", ".join(f"{name} after {years} years" for name, years in known.items())
            years = recognition.utterance.years
            return (level,), _phrase("years", years=years, level=level, steps=steps)
    return state.levels, None


def _topics(recognition: Recognition, state: State) -> dict[str, float]:
    said = recognition.utterance
    goes_on = said.continues and (state.topic in _BY_LEVEL or bool(said.roles))
    if state.topic and (recognition.utterance.elliptic or goes_on):
        return {state.topic: 1.0}
    if recognition.utterance.refers and recognition.topic == "pay" and state.topic == "freelance":
        return {"freelance": 1.0}  # "and how much does one earn there?"
    if recognition.several:
        return {topic: 1.0 / len(recognition.several) for topic in recognition.several}
    if recognition.utterance.elliptic and (
        recognition.utterance.named("level") or recognition.utterance.named("market")
    ):
        return {"pay": 1.0}
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


def _phrase(name: str, **values: object) -> str:
    """The sentence that says an assumption."""
    return str(phrases()["assumptions"][name]).format(**values)

"""What a message's words point to: something listed, a step of the way in, a level talked about."""

from dataclasses import dataclass, replace

from bot.expertise import WAY_IN, Expertise
from bot.references import asks_for_next, nth, of_level, speaks_of_steps
from bot.state import State
from bot.utterance import ROLES, Utterance
from bot.wording import phrases
from knowledge.lexicon import Mention
from knowledge.models import LEVELS


@dataclass(frozen=True, slots=True)
class Pointed:
    """A message with what it points to in the place of the words that point there."""

    text: str
    place: int | None = None
    """Which one of what is listed it points to, from 0 on."""
    listed: tuple[str, ...] = ()
    topic: str | None = None
    """The topic that it is of, where what it points to settles that."""
    role: str | None = None
    """The role that it is about, where what it points to settles that."""


def pointed(text: str, state: State, role: str, expertise: Expertise) -> Pointed:
    """Return what a message asks for in a conversation's state; `role` is the one talked about."""
    following = None if state.place is None else state.place + 1
    if following is not None and following < len(state.listed) and asks_for_next(text):
        return Pointed(state.listed[following], following, state.listed, state.topic, role)
    names = expertise.recognizer.lexicon.find
    if not any(m.kind == "level" for m in names(text)):
        text = of_level(text, *_level_and_next(state))
    found = nth(text)
    if not found:
        return Pointed(text)
    place, start, end = found
    before, behind = text[:start], text[end:]
    way = _way(names(text), role)
    steps = expertise.steps(way) if _is_step(text, f"{before} {behind}") else ()
    listed = steps or state.listed
    if not -len(listed) <= place < len(listed):
        return Pointed(text)
    meant = f"{before}{listed[place]}{behind}"
    settled = (WAY_IN, way) if steps else (None, None)
    return Pointed(meant, place % len(listed), listed, *settled)


def after(state: State, asked: Pointed) -> State:
    """Return the state in which the next message may ask for what comes after.

    What was pointed into stays listed, whatever the answer lists.
    """
    if asked.place is None:
        return state
    return replace(state, place=asked.place, listed=asked.listed)


def _way(named: tuple[Mention, ...], role: str) -> str:
    """The role whose steps are meant: the one that is named, else the one talked about."""
    return next((m.value.partition("|")[0] for m in named if m.kind in ROLES), role)


def _is_step(text: str, rest: str) -> bool:
    """Whether it is a step of the way in, and not "the first step of the interview"."""
    return speaks_of_steps(text) and Utterance(rest, ()).own_topic in {None, WAY_IN}


def _level_and_next(state: State) -> tuple[str | None, str | None]:
    """How the level talked about and the one above it are named, if there are such.

    Who asked for the pay of all levels means by "after a few years" what follows the first one.
    """
    names = phrases()["levels"]
    if not state.levels and state.topic == "pay":
        return None, names[LEVELS[1]]
    if len(state.levels) != 1:
        return None, None
    (level,) = state.levels
    above = (*LEVELS, None)[LEVELS.index(level) + 1]
    return names[level], above and names[above]

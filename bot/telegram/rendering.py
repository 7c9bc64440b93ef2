"""An answer as messages with buttons, within Telegram's limits.

Knows nothing of how the answer was made or how messages are sent.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.telegram.folding import fold
from bot.telegram.markup import split_html
from bot.types import Answer, Status
from storage import TurnRecord, Verdict

FOLLOW_UP, MORE, SOURCE, VOTE = "f", "m", "s", "v"
"""What the data of a button begins with; the turn's id follows."""
_MOST_SOURCES = 8
_TOLD = frozenset({Status.ANSWERED, Status.PARTIAL, Status.NO_ANSWER})
_THUMBS = {Verdict.UP: "👍", Verdict.DOWN: "👎"}
_VOTED = {Verdict.UP: "👍 Thanks!", Verdict.DOWN: "👎 Noted, thanks"}
_LABEL_LENGTH = 40
_HEAD_LENGTH = 21
_TAIL_LENGTH = 16
# Two labels of this length stand side by side on a phone without being cut.
_HALF_ROW = 18


@dataclass(frozen=True, slots=True)
class Button:
    """What a person may press."""

    label: str
    data: str
    """What comes back with a press: 64 bytes at most."""


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to send."""

    html: str
    keyboard: Keyboard = ()


def render(answer: Answer, echo: str = "") -> tuple[Reply, ...]:
    """Return the messages for an answer, a long one folded; the buttons stand under the last one.

    `echo` is what stands above the answer.
    """
    if answer.turn_id is None:  # nobody could tell what a button asks
        return as_replies(_below(echo, answer.html))
    buttons = _Buttons(
        answer.turn_id, answer.status, answer.follow_ups, [source.id for source in answer.sources]
    )
    short = fold(answer.html, answer.sources)
    if short is not None and len(split_html(_below(echo, short))) == 1:
        return (Reply(_below(echo, short), replace(buttons, folded=True).keyboard()),)
    return as_replies(_below(echo, answer.html), buttons.keyboard())


def render_whole(turn: TurnRecord, echo: str = "") -> tuple[Reply, ...]:
    """Return the messages for a kept answer that was folded."""
    return as_replies(_below(echo, turn.answer_html), keyboard_of(turn))


def keyboard_of(turn: TurnRecord, *, folded: bool = False) -> Keyboard:
    """Return the buttons under a kept answer."""
    numbers = [int(source["id"]) for source in turn.sources]
    status = Status(turn.status)
    return _Buttons(turn.id, status, turn.follow_ups, numbers, turn.vote, folded).keyboard()


def voted(keyboard: Keyboard, turn_id: int, vote: Verdict) -> Keyboard:
    """Return a keyboard whose row of thumbs says how the person voted."""
    thumbs = _thumbs(turn_id, vote)
    return tuple(thumbs if row[0].data.startswith(f"{VOTE}:") else row for row in keyboard)


def as_replies(html: str, keyboard: Keyboard = ()) -> tuple[Reply, ...]:
    """Return the messages for a text; the keyboard stands under the last one."""
    pieces = split_html(html)
    last = len(pieces) - 1
    return tuple(Reply(piece, keyboard if n == last else ()) for n, piece in enumerate(pieces))


@dataclass(frozen=True, slots=True)
class _Buttons:
    """What the buttons under an answer follow from."""

    turn_id: int
    status: Status
    follow_ups: Sequence[str]
    sources: Sequence[int]
    vote: str = ""
    folded: bool = False

    def keyboard(self) -> Keyboard:
        """The rest of the text first, then its sources, what to ask next, and what one thinks."""
        more = ((Button("More", f"{MORE}:{self.turn_id}"),),) if self.folded else ()
        return (*more, *self._sources(), *self._follow_ups(), *self._votes())

    def _sources(self) -> Keyboard:
        label = "Source {}" if len(self.sources) == 1 else "{}"
        row = tuple(
            Button(label.format(number), f"{SOURCE}:{self.turn_id}:{number}")
            for number in self.sources[:_MOST_SOURCES]
        )
        return (row,) if row else ()

    def _follow_ups(self) -> Keyboard:
        return rows(
            Button(label, f"{FOLLOW_UP}:{self.turn_id}:{n}")
            for n, label in enumerate(_labels(self.follow_ups))
            if label
        )

    def _votes(self) -> Keyboard:
        return (_thumbs(self.turn_id, self.vote),) if self.status in _TOLD else ()


def _labels(questions: Sequence[str]) -> list[str]:
    """A label for each question; what differs in the middle keeps that and loses its end."""
    labels = [shorten(question) for question in questions]
    return [
        textwrap.shorten(question, _LABEL_LENGTH, placeholder=" …") if twice > 1 else label
        for question, label in zip(questions, labels, strict=True)
        for twice in [labels.count(label)]
    ]


def _thumbs(turn_id: int, vote: str) -> tuple[Button, ...]:
    return tuple(
        Button(_VOTED[verdict] if verdict == vote else thumb, f"{VOTE}:{turn_id}:{verdict}")
        for verdict, thumb in _THUMBS.items()
    )


def _below(echo: str, html: str) -> str:
    return f"{echo}\n\n{html}" if echo else html


def rows(buttons: Iterable[Button]) -> Keyboard:
    """Set short buttons in pairs and give a long one a row of its own."""
    keyboard: list[tuple[Button, ...]] = []
    for button in buttons:
        before = keyboard[-1] if keyboard else ()
        if len(before) == 1 and _is_short(before[0]) and _is_short(button):
            keyboard[-1] = (*before, button)
        else:
            keyboard.append((button,))
    return tuple(keyboard)


def shorten(question: str) -> str:
    """Return a label that a phone shows whole: what is asked and where, the middle left out."""
    words = " ".join(question.split())
    if len(words) <= _LABEL_LENGTH:
        return words
    head, tail = words[:_HEAD_LENGTH], words[-_TAIL_LENGTH:]
    if " " in head and words[_HEAD_LENGTH] != " ":
        head = head[: head.rfind(" ")]
    if " " in tail and words[-_TAIL_LENGTH - 1] != " ":
        tail = tail[tail.find(" ") :]
    return f"{head.rstrip(' ,;:–-')} … {tail.lstrip(' ,;:–-')}"


def _is_short(button: Button) -> bool:
    return len(button.label) <= _HALF_ROW

"""An answer as messages with buttons, within Telegram's limits.

Knows nothing of how the answer was made or how messages are sent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.telegram.markup import split_html
from bot.types import Answer

FOLLOW_UP = "f"
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


def render(answer: Answer) -> tuple[Reply, ...]:
    """Return the messages for an answer; the follow-ups stand under the last one."""
    return render_html(answer.html, follow_up_keyboard(answer))


def render_html(html: str, keyboard: Keyboard = ()) -> tuple[Reply, ...]:
    """Return the messages for a text; the keyboard stands under the last one."""
    pieces = split_html(html)
    last = len(pieces) - 1
    return tuple(Reply(piece, keyboard if n == last else ()) for n, piece in enumerate(pieces))


def follow_up_keyboard(answer: Answer) -> Keyboard:
    """Return a button for each follow-up; none where no turn keeps the questions."""
    if answer.turn_id is None:
        return ()
    return rows(
        Button(shorten(question), f"{FOLLOW_UP}:{answer.turn_id}:{n}")
        for n, question in enumerate(answer.follow_ups)
        if question.strip()
    )


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

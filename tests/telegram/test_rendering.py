"""Messages within Telegram's limits: whole HTML, no word lost, buttons under the last one."""

import html
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.telegram.folding import fold
from bot.telegram.markup import MAX_ENTITIES, MAX_UNITS, split_html, utf16_units
from bot.telegram.rendering import Button, as_replies, render, rows, shorten
from bot.types import Answer, AnswerSource, Slots, Status
from bot.wording import plain
from tests.botapi.entities import parse_html

_WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60)
_LONG = st.builds(lambda word, n: (word + " ") * n, _WORDS, st.integers(1, 400))
_LEAVES = st.one_of(_WORDS, _LONG, st.sampled_from(["\n\n", "\n", " ", "😀" * 3000, "x" * 5000]))
_TAGS = st.sampled_from(
    [
        "b",
        "i",
        "u",
        "code",
        "blockquote",
        "blockquote expandable",
        'a href="https://e.org/?a=1&amp;b"',
    ]
)


def _element(tag: str, parts: list[str]) -> str:
    return f"<{tag}>{''.join(parts)}</{tag.split()[0]}>"


_HTML = st.lists(
    st.recursive(
        _LEAVES.map(lambda text: html.escape(text, quote=False)),
        lambda inner: st.builds(_element, _TAGS, st.lists(inner, max_size=4)),
        max_leaves=12,
    ),
    max_size=6,
).map("".join)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@settings(max_examples=150, deadline=None)
@given(_HTML)
def test_any_text_is_cut_whole(source: str) -> None:
    """No piece is too long or broken, none is empty, and together they say what was to be said."""
    pieces = split_html(source)
    parsed = [parse_html(piece) for piece in pieces]
    assert all(1 <= utf16_units(piece.text) <= MAX_UNITS for piece in parsed)
    assert all(len(piece.entities) <= MAX_ENTITIES for piece in parsed)
    assert _squeezed("".join(piece.text for piece in parsed)) == _squeezed(plain(source))


@settings(max_examples=60, deadline=None)
@given(_HTML)
def test_what_fits_stays_one_message(source: str) -> None:
    """A text within the limits is not cut, and keeps its entities."""
    whole = parse_html(source)
    if not 1 <= utf16_units(whole.text) <= MAX_UNITS or len(whole.entities) > 20:
        return
    [piece] = split_html(source)
    assert parse_html(piece) == whole


def test_cuts_at_blocks_then_lines_then_words() -> None:
    """The best border that fits is taken."""
    block, line, word = "b" * 3000, "l" * 3000, "w" * 3000
    assert split_html(f"{block}\n\nx\n{line}") == (block, f"x\n{line}")
    assert split_html(f"{block} x\n{line}") == (f"{block} x", line)
    assert split_html(f"{block} x {word}") == (f"{block} x", word)


def test_tags_are_closed_and_opened_again() -> None:
    """A tag that goes over a cut stands in both pieces, attributes and all."""
    first, second = split_html(
        f"<blockquote expandable><b>{'x' * 4000} {'y' * 500}</b></blockquote>"
    )
    assert first == f"<blockquote expandable><b>{'x' * 4000}</b></blockquote>"
    assert second == f"<blockquote expandable><b>{'y' * 500}</b></blockquote>"


def test_many_links_are_spread() -> None:
    """A hundred entities are the most a message holds."""
    source = "\n".join(f'<a href="https://e.org/{n}">{n}</a>' for n in range(250))
    pieces = split_html(source)
    assert [len(parse_html(piece).entities) for piece in pieces] == [100, 100, 50]


def test_characters_outside_the_plane_count_twice() -> None:
    """Telegram counts UTF-16."""
    assert [len(piece) for piece in split_html("😀" * 3000)] == [2048, 952]


def _answer(**changed: object) -> Answer:
    values: dict[str, object] = {
        "question": "q",
        "conversation": "c",
        "status": Status.ANSWERED,
        "text": "t",
        "html": "t",
        "intent": "pay",
        "slots": Slots(),
        "confidence": 1.0,
        "index_version": "v",
        "turn_id": 7,
    }
    return Answer(**(values | changed))  # type: ignore[arg-type]


def test_follow_ups_stand_under_the_last_message() -> None:
    """Only the last message has buttons; their data is short and names turn and number."""
    answer = _answer(html="x" * 5000, follow_ups=("And in Germany?", "What about seniors?"))
    first, last = render(answer)
    assert first.keyboard == ()
    asked = [[button.data for button in row] for row in last.keyboard]
    assert asked[:2] == [["f:7:0"], ["f:7:1"]]


def _pay(blocks: int, lines: int) -> str:
    """An answer of so many blocks, each with so many lines, an assumption and its sources."""
    told = ["\n".join(f"• <b>{n}.{m}</b> of it [1]" for m in range(lines)) for n in range(blocks)]
    return "\n\n".join([*told, "<i>You named no role.</i>", "<b>Sources</b>\n[1] A\n[2] B\n[3] A"])


_CITED = tuple(
    AnswerSource(n, title, "d", "s", "q", as_of, "https://e.org")
    for n, (title, as_of) in enumerate([("A & co", "2025"), ("B", None), ("A & co", "2025")], 1)
)


def test_a_long_answer_is_folded_at_a_block() -> None:
    """A screenful is shown with what was assumed and the sources in short; a button has more."""
    [reply] = render(_answer(html=_pay(6, 4), sources=_CITED))
    assert plain(reply.html).split("\n\n") == [
        "• 0.0 of it [1]\n• 0.1 of it [1]\n• 0.2 of it [1]\n• 0.3 of it [1]",
        "• 1.0 of it [1]\n• 1.1 of it [1]\n• 1.2 of it [1]\n• 1.3 of it [1]",
        "You named no role.",
        "Sources\n[1] [3] A & co (2025)\n[2] B",
    ]
    rows_of_data = [[button.data for button in row] for row in reply.keyboard]
    assert rows_of_data == [["m:7"], ["s:7:1", "s:7:2", "s:7:3"], ["v:7:up", "v:7:down"]]


def test_a_short_answer_is_shown_whole() -> None:
    """What fits on a screen, and what hides too little to be worth a press, is not folded."""
    for source in (_pay(2, 3), _pay(5, 2)):
        [reply] = render(_answer(html=source, sources=_CITED))
        assert reply.html == source
        assert reply.keyboard[0][0].data == "s:7:1"


def test_a_long_first_block_is_folded_at_a_line() -> None:
    """Of one long list the first lines are shown, whole and with their markup."""
    [reply] = render(_answer(html=_pay(1, 40), sources=_CITED))
    lines = reply.html.split("\n\n")[0].split("\n")
    assert 5 < len(lines) < 18
    assert lines == [f"• <b>0.{n}</b> of it [1]" for n in range(len(lines))]


def test_an_answer_that_is_one_paragraph_is_not_folded() -> None:
    """There is no good place to cut a single paragraph, however long."""
    [reply] = render(_answer(html="word " * 400))
    assert reply.html == ("word " * 400).strip()


def test_what_stands_above_an_answer_stays_above() -> None:
    """The question that a button asked stands above the folded answer too."""
    [reply] = render(_answer(html=_pay(6, 4), sources=_CITED), "<i>› pay?</i>")
    assert reply.html.startswith("<i>› pay?</i>\n\n• <b>0.0</b> of it")


@settings(max_examples=60, deadline=None)
@given(_HTML, st.integers(0, 3))
def test_any_answer_folds_into_whole_blocks(source: str, cited: int) -> None:
    """Whatever the text, a folded answer is whole HTML, shorter, and every block of it is there."""
    short = fold(source, _CITED[:cited])
    if short is None:
        return
    shown, whole = parse_html(short).text, _squeezed(plain(source))
    told = shown.split("\n\n")[:-1] if cited else shown.split("\n\n")
    assert all(_squeezed(block) in whole for block in told)
    assert len(_squeezed("".join(told))) < len(whole)


def test_buttons_stay_within_their_limits() -> None:
    """However many sources and however large the turn's number, data fits and a row holds eight."""
    cited = tuple(AnswerSource(n, f"T{n}", "d", "s", "q", None) for n in range(1, 30))
    [reply] = render(_answer(turn_id=2**63 - 1, sources=cited, follow_ups=("And?",) * 9))
    assert [button.label for button in reply.keyboard[0]] == list("12345678")
    assert all(len(b.data.encode()) <= 64 for row in reply.keyboard for b in row)


@pytest.mark.parametrize("status", [Status.SMALLTALK, Status.CLARIFICATION])
def test_no_thumbs_where_nothing_was_told(status: Status) -> None:
    """A greeting or a question back is nothing to think well or badly of."""
    [reply] = render(_answer(status=status))
    assert reply.keyboard == ()


def test_unkept_turn_has_no_buttons() -> None:
    """Without a turn nobody could tell what a button asks."""
    [reply] = render(_answer(turn_id=None, follow_ups=("And in Germany?",)))
    assert reply.keyboard == ()


def test_short_buttons_stand_in_pairs() -> None:
    """Two short labels share a row, a long one has its own, and the order is kept."""
    labels = ["Short", "Also short", "Third", "A label that is much too long for half", "Last"]
    keyboard = rows(Button(label, "d") for label in labels)
    assert [[button.label for button in row] for row in keyboard] == [
        labels[:2],
        labels[2:3],
        labels[3:4],
        labels[4:],
    ]


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("And in Germany?", "And in Germany?"),
        (
            "What does a Back-End Systems Developer earn in Sri Lanka?",
            "What does a Back-End … in Sri Lanka?",
        ),
        ("y" * 60, "y" * 21 + " … " + "y" * 16),
        ("  two\n lines ", "two lines"),
    ],
)
def test_labels_fit_a_phone(question: str, label: str) -> None:
    """A long question loses its middle, between words: both ends tell what it asks."""
    assert shorten(question) == label
    assert len(label) <= 40


def test_labels_that_differ_in_the_middle_keep_it() -> None:
    """Two questions never look the same on their buttons."""
    asked = tuple(
        f"What is the pay at {level} for an accountant in Sri Lanka?" for level in ("entry", "lead")
    )
    [reply] = render(_answer(follow_ups=(*asked, "And in Germany?")))
    labels = [button.label for row in reply.keyboard for button in row][:3]
    assert labels == [
        "What is the pay at entry for an …",
        "What is the pay at lead for an …",
        "And in Germany?",
    ]


def test_nothing_to_say_is_no_message() -> None:
    """Telegram takes no empty message, so none is made."""
    assert as_replies(" \n\n <b> </b>") == ()

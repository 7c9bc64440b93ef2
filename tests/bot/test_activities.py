"""What somebody is said to do who is not named."""

import pytest

from bot.activities import activities


@pytest.mark.parametrize(
    ("text", "done"),
    [
        ("how many jobs are there for the people who draw blood", "draw blood"),
        ("diploma or certificate needed to repair planes?", "repair planes"),
        ("Do you need a degree to put up solar panels?", "put up solar panels"),
        ("what personality goes with teaching small children", "teaching small children"),
        ("I'd like to design ships. Which degree?", "design ships"),
        ("I love books. Is welding for me?", "welding for me"),
        ("can my niece do nursing? she likes people", "nursing"),
        ("should i drive a bus or a lorry", "drive a bus"),
    ],
)
def test_what_is_done_ends_with_its_clause(text: str, done: str) -> None:
    """It is told after whom it is told of, what is needed for it, or a wish."""
    assert done in activities(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "what is the salary",
        "during training",
        "they earn well",
        "I want to become an astrologer",
    ],
)
def test_most_messages_tell_none(text: str) -> None:
    """Words that begin no work begin none."""
    assert not list(activities(text))


def test_a_long_message_is_read_in_no_time() -> None:
    """Every pattern gives up on what repeats what it begins with."""
    assert len(list(activities("people who " * 150))) < 1_500

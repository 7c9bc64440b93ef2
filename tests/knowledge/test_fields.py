"""Fields of work and those who work in them."""

import pytest

from knowledge.fields import workers


@pytest.mark.parametrize(
    ("field", "worker"),
    [
        ("plumbing", "plumber"),
        ("nursing", "nurse"),
        ("Design", "designer"),
        ("science", "scientist"),
        ("chemistry", "chemist"),
        ("management", "manager"),
        ("animation", "animator"),
        ("security", "security analyst"),
    ],
)
def test_who_works_in_a_field(field: str, worker: str) -> None:
    """The ending of the field tells how its people may be called."""
    assert worker in workers(field)


@pytest.mark.parametrize("word", ["law", "salary", "ing"])
def test_no_field(word: str) -> None:
    """A short word, or one with no such ending, has no workers."""
    assert workers(word) == ()

"""Words for people: templates, escaped, and the same words without markup."""

from importlib.resources import files

import pytest
from jinja2 import UndefinedError

from bot.expertise import intents
from bot.wording import phrases, plain, render_html
from knowledge.lexicon import level_lexicon


def test_every_value_is_escaped() -> None:
    """What a template is given cannot become markup."""
    text = render_html("no_role", occupation="<b>&\"'", roles=["A & B"])
    assert "<b>" not in text
    assert "&lt;b&gt;&amp;" in text
    assert "A &amp; B" in text


def test_plain_is_the_same_words() -> None:
    """Tags go, entities become what they stand for, what looks like a tag to a person stays."""
    html = '<b>Pay</b> &lt;b&gt; <a href="https://e.org/?a=1&amp;b=2">A &amp; B</a>\n1 &lt; 2'
    assert plain(html) == "Pay <b> A & B\n1 < 2"


def test_a_value_that_is_missing_is_an_error() -> None:
    """A template never says nothing where it should say something."""
    with pytest.raises(UndefinedError):
        render_html("no_role", occupation="nurse")


def test_each_kind_of_small_talk_has_its_words() -> None:
    """What is recognised as small talk has a template, and no template is without examples."""
    there = files("bot").joinpath("templates/en/smalltalk").iterdir()
    assert {file.name.removesuffix(".j2") for file in there} == set(intents()["smalltalk"])


def test_phrases_name_every_level() -> None:
    """Each level that can be named has its wording."""
    levels = {"entry", "mid", "senior", "lead", "principal"}
    assert set(phrases()["levels"]) == levels
    for level, wording in phrases()["levels"].items():
        [mention] = level_lexicon().find(wording)
        assert (mention.kind, mention.value) == ("level", level)

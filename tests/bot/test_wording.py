"""Words for people: templates, escaped, and the same words without markup."""

from importlib.resources import files

import pytest
from jinja2 import UndefinedError

from bot.expertise import intents
from bot.wording import in_market, market_named, phrases, plain, render_html, with_article
from knowledge.lexicon import level_lexicon
from knowledge.topics import load_topics


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
    known = {*intents()["smalltalk"], "start_over"}  # which bot/references knows by its words
    assert {file.name.removesuffix(".j2") for file in there} == known


def test_phrases_name_every_level() -> None:
    """Each level that can be named has its wording."""
    levels = {"entry", "mid", "senior", "lead", "principal"}
    assert set(phrases()["levels"]) == levels
    for level, wording in phrases()["levels"].items():
        [mention] = level_lexicon().find(wording)
        assert (mention.kind, mention.value) == ("level", level)


@pytest.mark.parametrize(
    ("role", "told"),
    [
        ("Actor", "an Actor"),
        ("Nurse", "a Nurse"),
        ("University lecturer", "a University lecturer"),
        ("Umpire", "an Umpire"),
        ("SEO specialist", "an SEO specialist"),
        ("HVAC technician", "an HVAC technician"),
        ("UX designer", "a UX designer"),
        ("A/B testing specialist", "an A/B testing specialist"),
        ("IT manager", "an IT manager"),
        ("Cooks", "a Cook"),
        ("Actors and Dancers", "Actors and Dancers"),
    ],
)
def test_the_article_is_the_spoken_one(role: str, told: str) -> None:
    """Initials are read letter by letter, and “university” begins like “you”."""
    assert with_article(role) == told


def test_markets_are_told_as_people_say_them() -> None:
    """Some countries have an article, and the world is no country."""
    assert in_market("Sri Lanka") == "in Sri Lanka"
    assert in_market("United States") == "in the United States"
    assert in_market("Global") == market_named("Global") == "worldwide"
    assert market_named(None) == "country not stated"


def test_a_question_is_worded_for_every_topic_with_documents() -> None:
    """Topics that have neighbours can be offered; the others are only ever refused."""
    asked = phrases()["follow_ups"]["topics"]
    assert set(asked) == {topic.id for topic in load_topics().values() if topic.neighbours}
    assert all("{role}" in question and question.endswith("?") for question in asked.values())

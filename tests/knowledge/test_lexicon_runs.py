"""Names as runs of words, however the words are parted."""

import re

from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicon import Lexicon

NAMED = ("dentist", "dental nurse", "back end developer", "jeweller", "theatre nurse", "au pair")
SPOKEN = (
    "the",
    "dental",
    "nurses",
    "nurse",
    "back",
    "end",
    "backend",
    "developer",
    "jeweler",
    "au",
)


@given(st.lists(st.sampled_from([*SPOKEN, *NAMED]), min_size=1, max_size=9))
def test_no_name_is_passed_over(words: list[str]) -> None:
    """Wherever words run together are a name's words run together, a name is found."""
    lexicon = Lexicon(("occupation", name, name) for name in NAMED)
    text = " ".join(words)
    places = [match.span() for match in re.finditer(r"\w+", text)]
    keys = {name.replace(" ", "") for name in NAMED}
    mentions = lexicon.find(text)
    for first, (start, _) in enumerate(places):
        for _, end in places[first : first + 6]:
            if text[start:end].replace(" ", "") in keys:
                assert any(m.start < end and m.end > start for m in mentions)

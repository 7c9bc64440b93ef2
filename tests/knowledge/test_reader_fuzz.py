"""Whatever stands in a file, a document or a refusal comes out of it, and soon."""

import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.corpus import Corpus, load_corpus
from knowledge.readers.files import SUFFIXES
from tests.knowledge.made_files import Ink, docx, lines, nurse_docx, pdf

SOON = 15.0
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Nurse</title></head><body>
<nav><a href="/">Home</a></nav><h1>Nurse</h1><h2>Pay</h2><table><tr><th>Level</th><th>Pay</th></tr>
<tr><td rowspan="2">Entry</td><td>$5</td></tr></table><dl><dt>Hours</dt><dd>40</dd></dl>
<ul><li>Care<ol><li>well</li></ol></li></ul><p><b>Rest</b><br>is rare</p></body></html>"""
WHOLE = {
    "a.pdf": pdf([Ink("Nurse", 72, 800, size=20), *lines("They care.", "Level   Pay")]),
    "a.docx": docx(nurse_docx()),
    "a.html": PAGE.encode(),
    "a.md": b"---\nrole: Nurse\n---\n# Nurse\n\n## Pay\n\n- Entry: $5 an hour\n",
    "a.txt": "Nurse\n\nPay\n\n• Entry: £5 – £6 an hour\n".encode(),
}
NAMES = "html body div p h1 h2 ul li dl dt dd table tr td th a b br sup span form nav"
TAGS = NAMES.split()
MARKUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS] + [f"</{tag}>" for tag in TAGS]),
        st.sampled_from(["<td colspan=9 rowspan=9>", "<p class='nav label'>", "&#0;", "<!--", "<"]),
        st.text(max_size=9),
    ),
    max_size=60,
).map("".join)

fast = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
# each example starts a process
slow = settings(fast, max_examples=12)


def read(name: str, data: bytes) -> Corpus:
    """The corpus of this one file, which is a document or refused with the next step, and soon."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_bytes(data)
        start = time.monotonic()
        corpus = load_corpus(Path(folder))
    assert time.monotonic() - start < SOON
    assert len(corpus.documents) + len(corpus.refused) == 1
    assert all("; " in refused.reason for refused in corpus.refused)
    return corpus


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """A file with some bytes replaced, left out or said twice."""
    changed = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(changed)))
        end = min(len(changed), start + draw(st.integers(0, 30)))
        again = draw(st.sampled_from([b"", bytes(changed[start:end] * 2), b"\xff", b"9" * 9, b"<"]))
        changed[start:end] = again + draw(st.binary(max_size=4))
    return bytes(changed)


@pytest.mark.parametrize("name", WHOLE)
def test_whole_files_are_documents(name: str) -> None:
    """What is damaged below is good before."""
    assert not read(name, WHOLE[name]).refused


@fast
@given(st.sampled_from(sorted(SUFFIXES)), st.binary(min_size=1, max_size=400))
def test_any_bytes(suffix: str, data: bytes) -> None:
    """Bytes of no meaning do no harm under any name."""
    read(f"a{suffix}", data)


@fast
@given(st.sampled_from([".md", ".txt", ".html", ".mht"]), st.text(max_size=300))
def test_any_text(suffix: str, text: str) -> None:
    """Nor does any text."""
    read(f"a{suffix}", text.encode("utf-8", "replace"))


@fast
@given(MARKUP)
def test_any_markup(text: str) -> None:
    """Nor do elements in any order, open or closed."""
    read("a.html", text.encode("utf-8", "replace"))


@fast
@given(st.data())
@pytest.mark.parametrize("name", ["a.html", "a.md", "a.txt"])
def test_any_damage_to_text(name: str, data: st.DataObject) -> None:
    """Nor does what happens to a file on its way."""
    read(name, data.draw(damaged(WHOLE[name])))


@pytest.mark.slow
@slow
@given(st.data())
@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_any_damage_to_packed_files(name: str, data: st.DataObject) -> None:
    """Nor does it to a PDF or a Word file."""
    read(name, data.draw(damaged(WHOLE[name])))

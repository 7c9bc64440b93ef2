"""Labels with values and names in boxes, which web pages make of elements without meaning."""

import re

from lxml.html import HtmlElement

from knowledge.readers.running import line_of

_BLOCK_NAMES = (
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure"
    " form h1 h2 h3 h4 h5 h6 header hgroup li main menu ol p pre section summary table tbody td"
    " tfoot th thead tr ul"
)
BLOCKS = frozenset(_BLOCK_NAMES.split())
"""Elements that begin a line of their own."""
_SUM = re.compile(r"[~<>+]?\s?(?:[$£€₹¥]|Rs\b|[A-Z]{3}\s?\d)")
_FIGURE = re.compile(r"[~<>+]?\s?\d")
_WORD = re.compile(r"[A-Za-z]{3}")
_TITLED = re.compile(r"[A-Z][a-z]{3}")
_TERM = re.compile(r"[A-Z][A-Za-z]{2}")
_LABEL_NAME = re.compile(r"label|key|term|name|title|question", re.IGNORECASE)
_HEADING = re.compile(r"h[1-6]")
_LONGEST_LABEL = 60
_LONGEST_VALUE = 60
_LONGEST_BOLD = 80


def pairs(element: HtmlElement) -> tuple[str, ...]:
    """What an element's parts say as label and value in turns, or as names beside each other.

    A page's cards have each in an element of its own: "Median" and "$48k". Two figures are no
    label and value, nor are two names.
    """
    children = list(element)
    if len(children) < 2 or (element.text or "").strip():
        return ()
    if any((child.tail or "").strip() or not _is_leaf(child) for child in children):
        return ()
    texts = [line_of(child) for child in children]
    turns = list(zip(children[::2], texts[::2], texts[1::2], strict=False))
    paired = [_pair(child, one, other) for child, one, other in turns]
    if len(texts) % 2 == 0 and all(paired):
        return tuple(paired)
    return tuple(texts) if all(map(is_next_name, children[1:])) else ()


def bold_line(element: HtmlElement) -> str:
    """A paragraph's words where it is one short bold line: a heading by its looks."""
    children = list(element)
    if len(children) != 1 or children[0].tag not in {"b", "strong"}:
        return ""
    around = f"{element.text or ''}{children[0].tail or ''}".strip(" :")
    text = line_of(children[0])
    short = len(text) <= _LONGEST_BOLD and not text.endswith((".", "!", ",", ";"))
    return text.rstrip(": ") if short and text[:1].isupper() and not around else ""


def is_next_name(element: HtmlElement) -> bool:
    """Whether it is a name of its own right after another, as labels in boxes stand."""
    before = element.getprevious()
    if before is None or before.tail or not before.tag == element.tag == "span":
        return False
    return all(_TERM.match(each.text_content()) for each in (before, element))


def rank(text: str) -> int:
    """How much a text looks like a value: a sum, a figure, a name that begins with a figure."""
    if _SUM.match(text):
        return 3
    return (1 if _TITLED.search(text) else 2) if _FIGURE.match(text) else 0


def _pair(first: HtmlElement, one: str, other: str) -> str:
    """Label and value of the two, whichever comes first; nothing where it is not clear."""
    ranks = rank(one), rank(other)
    if ranks[0] == ranks[1] == 0 and _LABEL_NAME.search(first.get("class") or ""):
        label, value = one, other
    elif ranks[0] == ranks[1] or _HEADING.fullmatch(str(first.tag)):
        return ""
    else:
        label, value = (one, other) if ranks[0] < ranks[1] else (other, one)
    short = len(label) <= _LONGEST_LABEL and len(value) <= _LONGEST_VALUE
    named = _WORD.search(label) and not label.endswith(".")
    if short and named and label[0].islower() and value == one:
        return f"{value} {label}"  # "$48k", "per year"
    return f"{label.rstrip(': ')}: {value}" if short and named and value else ""


def _is_leaf(element: HtmlElement) -> bool:
    return element.tag != "br" and next(element.iterdescendants("br", *BLOCKS), None) is None

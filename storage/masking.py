"""Masks what in a question could lead to a person, before it is kept without one.

Knows nothing of careers; a name written out like any other word is not recognised.
"""

import re

_ENDINGS = "com|org|edu|gov|info|me|lk|in|uk|us|ca|au|de|co|ly|be|gg|dev|app|xyz|site"
_YEARS = r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d(?!\d)"

# In this order: an address holds an @name, and a link may hold digits.
_MASKS = (
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (re.compile(r"\b(?:https?|ftp|tg)://\S+|\bwww\.\S+", re.IGNORECASE), "[link]"),
    (re.compile(rf"\b(?:[\w-]+\.)+(?:{_ENDINGS})\b(?:[/?]\S*)?", re.IGNORECASE), "[link]"),
    (re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?!js\b)[a-z]{2,}/\S+", re.IGNORECASE), "[link]"),
    (re.compile(r"(?<!\w)@\w{2,}"), "[name]"),
    (
        re.compile(r"\b(my name is|my name's|call me|i am called|i'm called)\s+\w+", re.IGNORECASE),
        r"\1 [name]",
    ),
    # Seven digits make a telephone number, however they are set; sums have commas.
    (re.compile(rf"(?<!\w)(?!{_YEARS})\+?\(?\d(?:[\s().–/-]{{0,2}}\d){{6,}}\w*"), "[number]"),
)


def masked(text: str) -> str:
    """Return the text with addresses, links, @names, telephone and other long numbers masked."""
    for pattern, mask in _MASKS:
        text = pattern.sub(mask, text)
    return text

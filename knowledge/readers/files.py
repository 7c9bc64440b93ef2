"""Bytes to text, and what kind a file is: by what is in it first, by its ending after that."""

import codecs
import email
import email.policy
import re
from enum import Enum

from charset_normalizer import from_bytes

from knowledge.errors import DocumentError


class Kind(Enum):
    """The formats that are read."""

    MARKDOWN = "Markdown"
    TEXT = "plain text"
    HTML = "a web page"
    MHTML = "a web archive"
    PDF = "a PDF"
    DOCX = "a Word document"


SUFFIXES = {
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".mhtml": Kind.MHTML,
    ".mht": Kind.MHTML,
    ".pdf": Kind.PDF,
    ".docx": Kind.DOCX,
}
# What other files begin with, and what to do about each.
_OTHERS = {
    b"\xd0\xcf\x11\xe0": "is an old or a protected Word document; save it as .docx, no password",
    b"{\\rtf": "is rich text; save it as .docx or as plain text",
    b"PK\x03\x04": "is a ZIP archive but no Word document; save it as .docx or as plain text",
}
_HEAD = 2048
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# Of all encodings, those that English texts are in: more candidates would only be mistaken for
# these, and "£" for another sign.
_LIKELY = ["cp1252", "mac_roman"]
_WIDE = ["utf_16_le", "utf_16_be"]
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(r"<[a-z!/][^<>]*>", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# A text has a stray control character at most.
_MOST_CONTROL = 0.01


def kind_of(data: bytes, suffix: str) -> Kind:
    """Return what kind a file is; raises DocumentError where its ending says another.

    A PDF, a Word document or a web page is read as such whatever it is called.
    """
    if not data.strip():
        raise DocumentError("is empty; write something into it or remove it")
    if data[:_HEAD].lstrip().startswith(b"%PDF-"):
        return Kind.PDF
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return Kind.DOCX
    for start, reason in _OTHERS.items():
        if data.startswith(start):
            raise DocumentError(reason)
    called = SUFFIXES[suffix.casefold()]
    if called in {Kind.PDF, Kind.DOCX}:
        raise DocumentError(
            f"is called {suffix} but is not {called.value}; save it again, or rename it"
        )
    if called is Kind.MHTML:
        return called
    text = decoded(data)
    if _PAGE.match(text):
        return Kind.HTML
    return Kind.TEXT if called is Kind.HTML and not _TAG.search(text) else called


def decoded(data: bytes) -> str:
    """Return the text in any encoding that can be told; raises DocumentError for what is none."""
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return _checked(_strictly(data, name))
    if b"\0" in data:
        best = from_bytes(data, cp_isolation=_WIDE).best()
        return _checked(_strictly(data, best.encoding) if best else "\0")
    try:
        return _checked(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(data):
            raise DocumentError(
                f"is not UTF-8 (byte {error.start} cannot be read); save it as UTF-8"
            ) from error
    if declared := _CHARSET.search(data[:_HEAD]):
        name = declared.group(1).decode("ascii").casefold()
        # browsers read Latin-1 as its superset
        name = "cp1252" if name in {"iso-8859-1", "latin1", "ascii", "us-ascii"} else name
        return _checked(_strictly(data, name))
    best = from_bytes(data, cp_isolation=_LIKELY).best()
    return _checked(_strictly(data, best.encoding if best else "ascii"))


def _strictly(data: bytes, name: str) -> str:
    try:
        return str(data.decode(name))
    except (UnicodeDecodeError, LookupError) as error:
        raise DocumentError("is in no encoding that can be told; save it as UTF-8") from error


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8: read as anything else it would be garbled."""
    beyond = sum(byte > 0x7F for byte in data)
    right = sum(len(c.encode()) for c in data.decode("utf-8", "ignore") if not c.isascii())
    return right > beyond / 2


def _checked(text: str) -> str:
    if "\0" in text or len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text):
        raise DocumentError("is binary, not text; save it as plain text or Markdown")
    return text


def page_of_archive(data: bytes) -> tuple[str, str | None]:
    """Return the page in a web archive (.mhtml) and its address; raises DocumentError."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = [p for p in message.walk() if p.get_content_type() == "text/html"]
        content = parts[0].get_payload(decode=True) if parts else None
        address = message.get("Snapshot-Content-Location")
    except (LookupError, ValueError, AttributeError, TypeError, RecursionError) as error:
        raise DocumentError("is a damaged web archive; save the page as .html") from error
    if not isinstance(content, bytes) or not content.strip():
        raise DocumentError("is a web archive without a page; save the page as .html")
    return decoded(content), str(address) if address else None

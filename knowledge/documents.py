"""One file to one role document: front matter, reader, sections, passages, facts."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import DocumentError
from knowledge.facts import with_facts
from knowledge.lexicon import GLOBAL, build_lexicon, level_mentions
from knowledge.models import Block, BlockKind, Role, RoleDocument, Source
from knowledge.passages import cut_passages
from knowledge.readers.apart import read_apart
from knowledge.readers.files import SUFFIXES, Kind, decoded, kind_of, page_of_archive
from knowledge.readers.html import read_html
from knowledge.readers.markdown import read_markdown
from knowledge.readers.navigation import is_remark
from knowledge.readers.plain import has_sections, text_of
from knowledge.readers.text import read_text
from knowledge.resources import SAFE_LOADER, yaml_value
from knowledge.sections import split_sections
from knowledge.topics import names_topic
from knowledge.vocabulary import Vocabulary

# A role document is pages long; a file beyond this is something else. One of this size is read
# within half a minute, whatever it holds.
LARGEST = 2_000_000
# Pictures in it, which are not read, make a page or a PDF larger.
LARGEST_WITH_PICTURES = 20_000_000
_LONGEST_TITLE = 120
# Where a page's title may stand, and how it is labelled: "Title: Product Manager".
_TOP = 12
_TITLED = re.compile(r"(?:(?:job|position)\s+)?title:[\s*]*(?P<title>\S.{1,118})$", re.IGNORECASE)
_RULED = re.compile(r"[=_~-]{3,}")
_AWAY = re.compile(r"\s*[←‹«<]")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as text, before it is read as a document."""

    id: str
    path: Path
    text: str
    meta: dict[str, Any]
    """The front matter, or what a web page says of itself; empty where there is none."""
    digest: str
    kind: Kind
    blocks: tuple[Block, ...] | None = None
    """What the file's own markup shows; None where the text has to tell, by all files' terms."""


def load_raw(path: Path, folder: Path) -> RawDocument:
    """Return a file's text with what it says of itself; raises DocumentError for what is none."""
    data = _bytes(path)
    kind = kind_of(data, path.suffix)
    meta: dict[str, Any] = {}
    blocks: tuple[Block, ...] | None = None
    if kind in {Kind.TEXT, Kind.MARKDOWN}:
        meta, text = _front_matter(decoded(data))
    else:
        blocks, meta = _read_markup(data, kind)
        text = text_of(blocks)
        # without a heading in the markup the text's own evidence is all there is
        blocks = blocks if has_sections(blocks) else None
    return RawDocument(
        id=path.relative_to(folder).with_suffix("").as_posix(),
        path=path,
        text=text,
        meta=meta,
        digest=hashlib.sha256(data).hexdigest(),
        kind=kind,
        blocks=blocks,
    )


def _bytes(path: Path) -> bytes:
    called = SUFFIXES.get(path.suffix.casefold())
    if called is None:
        kinds = ", ".join(sorted(SUFFIXES))
        raise DocumentError(f"is of a kind that is not read; save it as one of {kinds}")
    limit = LARGEST if called in {Kind.TEXT, Kind.MARKDOWN} else LARGEST_WITH_PICTURES
    try:
        size = path.stat().st_size
        if size > limit:
            raise DocumentError(
                f"{size / 1e6:.0f} MB is too large for a role document; split it, the limit is "
                f"{limit / 1e6:.0f} MB"
            )
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(f"cannot be opened ({reason}); check its permissions") from error


def _read_markup(data: bytes, kind: Kind) -> tuple[tuple[Block, ...], dict[str, Any]]:
    if kind in {Kind.PDF, Kind.DOCX}:
        return read_apart("pdf" if kind is Kind.PDF else "docx", data), {}
    text, saved_from = page_of_archive(data) if kind is Kind.MHTML else (decoded(data), None)
    page = read_html(text)
    if not page.blocks:
        raise DocumentError("is a web page without text; save it when it is shown in full")
    meta = {"address": page.origin.address or saved_from, "as_of": page.origin.as_of}
    return page.blocks, {key: value for key, value in meta.items() if value}


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    if not re.match(r"---[ \t]*\r?\n", text):
        return {}, text
    match = _FRONT_MATTER.match(text)
    if not match:
        raise DocumentError("has front matter without an end; close it with a line of three dashes")
    try:
        if _has_alias(match.group(1)):
            # a few lines of them stand for more than memory holds
            raise DocumentError("has YAML aliases in its front matter; write the values out")
        meta = yaml_value(match.group(1)) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
        line = f" on line {mark.line + 2}" if mark else ""
        raise DocumentError(f"has broken front matter{line}; write `key: value` lines") from error
    if not isinstance(meta, dict):
        raise DocumentError("has broken front matter; write `key: value` lines")
    body = text[match.end() :]
    if not body.strip():
        raise DocumentError("has front matter but no text below it; add the text")
    return meta, body


def _has_alias(text: str) -> bool:
    # most have not even the sign for one
    events = yaml.parse(text, Loader=SAFE_LOADER) if "*" in text else ()
    return any(isinstance(event, yaml.AliasEvent) for event in events)


def parse_document(raw: RawDocument, role: Role, terms: Vocabulary) -> RoleDocument:
    """Return the document with its passages; raises DocumentError where it says nothing."""
    blocks = _blocks(raw, terms)
    market = _market(raw.meta) or market_of(blocks)
    passages = with_facts(cut_passages(raw.id, role.id, market, split_sections(blocks)), role)
    if not passages:
        raise DocumentError("holds no text that could be an answer; add sections below headings")
    return RoleDocument(
        id=raw.id,
        role=role,
        source=Source(
            title=_text(raw.meta, "title")
            or _title(blocks)
            or title_of(raw)
            or raw.path.stem.replace("-", " "),
            address=_text(raw.meta, "address") or _text(raw.meta, "url"),
            as_of=_text(raw.meta, "as_of"),
            licence=_text(raw.meta, "licence"),
        ),
        market=market,
        passages=passages,
        digest=raw.digest,
    )


def _blocks(raw: RawDocument, terms: Vocabulary) -> tuple[Block, ...]:
    if raw.blocks is not None:
        return raw.blocks
    if raw.kind is Kind.MARKDOWN:
        return read_markdown(raw.text)
    return read_text(raw.text, terms)


def title_of(raw: RawDocument) -> str:
    """Return the title that a document without front matter gives itself, or nothing.

    That is what it labels as its title, else the heading on top, else the first line. A topic's
    name ("Summary") is no title, a line between rules heads a part of the page, and one that
    begins with an arrow leads away from it.
    """
    lines = [line.strip("#* \t") for line in raw.text.splitlines() if not _AWAY.match(line)]
    lines = [line for line in lines if line and not _RULED.match(line)]
    if labelled := next(filter(None, map(_TITLED.match, lines[:_TOP])), None):
        return labelled["title"].strip()
    first = _title(raw.blocks or ()) or next(iter(lines), "")
    fits = len(first) <= _LONGEST_TITLE and not first.endswith(".") and ": " not in first
    return first if fits and not names_topic(first) else ""


def aliases_of(raw: RawDocument) -> list[str]:
    """Return the role's other names from front matter: a list, or one line with commas."""
    given = raw.meta.get("aliases") or ()
    names = given if isinstance(given, list) else str(given).split(",") if given else ()
    return [name for each in names if (name := str(each).strip())]


def market_of(blocks: Iterable[Block]) -> str | None:
    """Return the country that a document is about, or None.

    That is the one whose bodies its remarks give as source ("Source: U.S. Bureau of Labor
    Statistics"), else the one that its headings and labels name most often. A mention in the text
    ("unlike in Sri Lanka") or in a list of countries says nothing of whose pay the document gives.
    """
    blocks = tuple(blocks)
    sources = [b.text for b in blocks if b.kind is BlockKind.PARAGRAPH and is_remark(b.text)]
    labels = [b.text for b in blocks if b.kind is BlockKind.HEADING]
    labels += [item.split(": ", 1)[0] for b in blocks for item in b.items if ": " in item]
    return _most_named(sources) or _most_named(labels)


def _most_named(labels: Iterable[str]) -> str | None:
    named = Counter(
        mention.value
        for label in labels
        for mention in level_mentions(label)
        if mention.kind == "market" and mention.value != GLOBAL
    )
    likeliest = named.most_common(2)
    tied = len(likeliest) > 1 and likeliest[0][1] == likeliest[1][1]
    return likeliest[0][0] if likeliest and not tied else None


def _market(meta: dict[str, Any]) -> str | None:
    """The market of front matter, by its name in the lexicon: "USA" is the United States."""
    given = _text(meta, "market")
    named = {m.value for m in _market_lexicon().find(given or "") if m.kind == "market"}
    return named.pop() if len(named) == 1 else given


_market_lexicon = cache(partial(build_lexicon, ()))


def _title(blocks: tuple[Block, ...]) -> str | None:
    return next((b.text for b in blocks if b.kind is BlockKind.HEADING and b.depth == 1), None)


def _text(meta: dict[str, Any], key: str) -> str | None:
    value = meta.get(key)
    return str(value).strip() or None if value is not None else None

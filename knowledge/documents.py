"""One file to one role document: front matter, reader, sections, passages, facts."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.errors import DocumentError
from knowledge.facts import with_facts
from knowledge.lexicon import GLOBAL, build_lexicon, level_lexicon
from knowledge.models import Block, BlockKind, Role, RoleDocument, Source
from knowledge.passages import cut_passages
from knowledge.readers.markdown import read_markdown
from knowledge.readers.text import read_text
from knowledge.sections import split_sections
from knowledge.vocabulary import Vocabulary

SUFFIXES = frozenset({".md", ".markdown", ".txt", ".text"})
# A role document is pages long; a file beyond this is something else.
LARGEST = 5_000_000
_LONGEST_TITLE = 120
_AWAY = re.compile(r"\s*[←‹«<]")
_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RawDocument:
    """A file as text, before it is read as a document."""

    id: str
    path: Path
    text: str
    meta: dict[str, Any]
    """The front matter; empty where there is none."""
    digest: str


def load_raw(path: Path, folder: Path) -> RawDocument:
    """Return a file's text and front matter; raises DocumentError where it is no text of ours."""
    if path.suffix.casefold() not in SUFFIXES:
        kinds = ", ".join(sorted(SUFFIXES))
        raise DocumentError(f"is of a kind that is not read; save it as one of {kinds}")
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise DocumentError(
                f"{size / 1e6:.0f} MB is too large for a role document; split it, the limit is "
                f"{LARGEST / 1e6:.0f} MB"
            )
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise DocumentError(f"cannot be opened ({reason}); check its permissions") from error
    text = _decoded(data)
    meta, body = _front_matter(text)
    return RawDocument(
        id=path.relative_to(folder).with_suffix("").as_posix(),
        path=path,
        text=body,
        meta=meta,
        digest=hashlib.sha256(data).hexdigest(),
    )


def _decoded(data: bytes) -> str:
    if not data.strip():
        raise DocumentError("is empty; write something into it or remove it")
    if b"\0" in data[:4096]:
        raise DocumentError("is binary, not text; save it as plain text or Markdown")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"is not UTF-8 (byte {error.start} cannot be read); save it as UTF-8"
        ) from error


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    if not re.match(r"---[ \t]*\r?\n", text):
        return {}, text
    match = _FRONT_MATTER.match(text)
    if not match:
        raise DocumentError("has front matter without an end; close it with a line of three dashes")
    try:
        meta = yaml.safe_load(match.group(1)) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" on line {mark.line + 2}" if mark else ""
        raise DocumentError(f"has broken front matter{line}; write `key: value` lines") from error
    if not isinstance(meta, dict):
        raise DocumentError("has broken front matter; write `key: value` lines")
    body = text[match.end() :]
    if not body.strip():
        raise DocumentError("has front matter but no text below it; add the text")
    return meta, body


def parse_document(raw: RawDocument, role: Role, terms: Vocabulary) -> RoleDocument:
    """Return the document with its passages; raises DocumentError where it says nothing."""
    blocks = _blocks(raw, terms)
    market = _market(raw.meta) or market_of(blocks)
    passages = with_facts(cut_passages(raw.id, role.id, market, split_sections(blocks)))
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
    if raw.path.suffix.casefold() in {".md", ".markdown"}:
        return read_markdown(raw.text)
    return read_text(raw.text, terms)


def title_of(raw: RawDocument) -> str:
    """Return the title that a document without front matter gives itself: its first line.

    A line that begins with an arrow leads away from the page.
    """
    lines = (line.strip("# \t") for line in raw.text.splitlines() if not _AWAY.match(line))
    first = next(filter(None, lines), "")
    return first if len(first) <= _LONGEST_TITLE and not first.endswith(".") else ""


def aliases_of(raw: RawDocument) -> list[str]:
    """Return the role's other names from front matter: a list, or one line with commas."""
    given = raw.meta.get("aliases") or ()
    names = given if isinstance(given, list) else str(given).split(",") if given else ()
    return [name for each in names if (name := str(each).strip())]


def market_of(blocks: Iterable[Block]) -> str | None:
    """Return the country that a document's headings and labels name most often, or None.

    A mention in the text ("unlike in Sri Lanka") or in a list of countries says nothing of whose
    pay the document gives.
    """
    lexicon = level_lexicon()
    labels = [b.text for b in blocks if b.kind is BlockKind.HEADING]
    labels += [item.split(": ", 1)[0] for b in blocks for item in b.items if ": " in item]
    named = Counter(
        mention.value
        for label in labels
        for mention in lexicon.find(label)
        if mention.kind == "market" and mention.value != GLOBAL
    )
    likeliest = named.most_common(2)
    tied = len(likeliest) > 1 and likeliest[0][1] == likeliest[1][1]
    return likeliest[0][0] if likeliest and not tied else None


def _market(meta: dict[str, Any]) -> str | None:
    """The market of front matter, by its name in the lexicon: "USA" is the United States."""
    given = _text(meta, "market")
    named = {m.value for m in build_lexicon(()).find(given or "") if m.kind == "market"}
    return named.pop() if len(named) == 1 else given


def _title(blocks: tuple[Block, ...]) -> str | None:
    return next((b.text for b in blocks if b.kind is BlockKind.HEADING and b.depth == 1), None)


def _text(meta: dict[str, Any], key: str) -> str | None:
    value = meta.get(key)
    return str(value).strip() or None if value is not None else None

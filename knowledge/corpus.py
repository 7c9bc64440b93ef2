"""A folder of role documents to a corpus, with a reason for every file that is not in it."""

import hashlib
import os
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from knowledge.documents import RawDocument, load_raw, parse_document, title_of
from knowledge.errors import CorpusError, DocumentError
from knowledge.lexicon import build_lexicon, build_occupations
from knowledge.models import Role, RoleDocument
from knowledge.readers.layout import Known

_SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that did not become knowledge."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents of a folder."""

    documents: tuple[RoleDocument, ...]
    refused: tuple[Refusal, ...]

    @property
    def digest(self) -> str:
        """sha256 over the documents' ids and contents."""
        lines = (f"{d.id} {d.digest}" for d in self.documents)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def load_corpus(folder: Path) -> Corpus:
    """Read every document below a folder; raises CorpusError where the folder cannot be read."""
    raws: list[RawDocument] = []
    refused: list[Refusal] = []
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            raws.append(load_raw(path, folder))
        except DocumentError as error:
            refused.append(Refusal(name, error.reason))
    documents, failed = _parse(raws, folder)
    return Corpus(tuple(documents), (*refused, *failed))


def _files(folder: Path) -> Sequence[Path]:
    if not folder.is_dir():
        raise CorpusError(folder, "there is no such folder; name one with --documents")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise CorpusError(folder, "no permission to read it; change its permissions")
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    )


def _parse(raws: Sequence[RawDocument], folder: Path) -> tuple[list[RoleDocument], list[Refusal]]:
    known = _known([raw.text for raw in raws])
    roles = assign_roles(raws)
    documents: list[RoleDocument] = []
    refused: list[Refusal] = []
    for raw in raws:
        try:
            documents.append(parse_document(raw, roles[raw.id], known))
        except DocumentError as error:
            refused.append(Refusal(raw.path.relative_to(folder).as_posix(), error.reason))
    return documents, refused


def _known(texts: Iterable[str]) -> Known:
    """Terms that stand alone somewhere in the corpus, names of places and of types of people."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(term for term in re.findall(r"[\w+#'’]+", text))
    looks_glued = re.compile(r"[a-z0-9)][A-Z]|[A-Z]{2}[a-z]|[A-Z]{5}")
    alone = {term for term, n in counts.items() if n >= _SEVERAL or not looks_glued.search(term)}
    folded = {term.casefold() for term in alone if len(term) > 3}
    places = build_lexicon(())
    types = {a + b + c + d for a in "EI" for b in "NS" for c in "TF" for d in "JP"}

    def known(term: str) -> bool:
        if term in alone or term in types:
            return True
        if term.isupper() and len(term) > 1:
            return term.casefold() in folded or any(
                m.start == 0 and m.end == len(term) for m in places.find(term)
            )
        return term.istitle() and term.casefold() in folded

    return known


def assign_roles(raws: Sequence[RawDocument]) -> dict[str, Role]:
    """Return the role of each document: by front matter, else by the occupation its title names.

    Titles of near-equal names ("Back-End Developer", "Backend Developer") are one role; what they
    call it besides its first name are its aliases.
    """
    named = {raw.id: _role_name(raw) for raw in raws}
    groups: list[list[str]] = []
    for name in dict.fromkeys(named.values()):
        group = next((g for g in groups if any(_same(name, other) for other in g)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    aliases: dict[str, list[str]] = {}
    for raw in raws:
        aliases.setdefault(named[raw.id], []).extend(map(str, raw.meta.get("aliases") or ()))
    roles: dict[str, Role] = {}
    for group in groups:
        others = dict.fromkeys([*group[1:], *(a for name in group for a in aliases[name])])
        role = Role(_slug(group[0]), group[0], tuple(others))
        roles.update(dict.fromkeys(group, role))
    return {raw.id: roles[named[raw.id]] for raw in raws}


def _role_name(raw: RawDocument) -> str:
    if name := raw.meta.get("role"):
        return str(name).strip()
    title = title_of(raw)
    occupation = _occupation_in(title)
    return occupation or title or raw.path.stem.replace("-", " ").replace("_", " ").strip().title()


def _occupation_in(title: str) -> str | None:
    """The part of a title that names an occupation: "How to Become a Welder (Guide)" → "Welder"."""
    if len(title.split()) <= 4:
        return None
    phrase = re.search(
        r"(?:become an?|an? career as an?)\s+(.+?)(?:\s*[(\[:?|–-]\s|\s*[(\[:?|]|$)", title, re.I
    )
    if phrase:
        return phrase.group(1).strip()
    phrase = re.match(r"(.+?)\s+(?:job description|career|salary|resume|interview)\b", title, re.I)
    if phrase:
        return phrase.group(1).strip()
    mentions = build_occupations().find(title)
    return title[mentions[0].start : mentions[0].end] if mentions else None


def _same(one: str, other: str) -> bool:
    """Whether two names are of one role: equal but for hyphens, or one with a word more."""
    a, b = (" ".join(re.findall(r"\w+", name.casefold())) for name in (one, other))
    a, b = (text.replace("back end", "backend").replace("front end", "frontend") for text in (a, b))
    return a == b or (
        fuzz.token_set_ratio(a, b) == 100 and len(set(a.split()) & set(b.split())) > 1
    )


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "role"

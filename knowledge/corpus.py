"""A folder of role documents to a corpus, with a reason for every file that is not in it."""

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz

from knowledge.documents import RawDocument, aliases_of, load_raw, parse_document, title_of
from knowledge.errors import CorpusError, DocumentError
from knowledge.lexicon import build_occupations, not_alone
from knowledge.models import Role, RoleDocument
from knowledge.vocabulary import Vocabulary


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
    named: dict[str, str] = {}
    for path in _files(folder):
        name = _name(path, folder)
        try:
            raw = load_raw(path, folder)
        except DocumentError as error:
            refused.append(Refusal(name, error.reason))
            continue
        if other := named.get(raw.id):
            reason = f"has the name of {other} but for its ending; rename one of them"
            refused.append(Refusal(name, reason))
            continue
        named[raw.id] = name
        raws.append(raw)
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
        if (path.is_file() or path.is_symlink())
        and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    )


def _name(path: Path, folder: Path) -> str:
    """A file's name as it can be printed, whatever bytes it is made of."""
    return os.fsencode(path.relative_to(folder).as_posix()).decode("utf-8", "replace")


def _parse(raws: Sequence[RawDocument], folder: Path) -> tuple[list[RoleDocument], list[Refusal]]:
    terms = Vocabulary(raw.text for raw in raws)
    roles = assign_roles(raws)
    documents: list[RoleDocument] = []
    refused: list[Refusal] = []
    for raw in raws:
        try:
            documents.append(parse_document(raw, roles[raw.id], terms))
        except DocumentError as error:
            refused.append(Refusal(_name(raw.path, folder), error.reason))
    return documents, refused


def assign_roles(raws: Sequence[RawDocument]) -> dict[str, Role]:
    """Return the role of each document: by front matter, else by the occupation its title names.

    Titles of near-equal names ("Back-End Developer", "Backend Developer") are one role; what they
    call it besides its first name are its aliases.
    """
    named = {raw.id: _role_name(raw) for raw in raws}
    groups: list[list[str]] = []
    for name in dict.fromkeys(named.values()):
        # of all, not any: "Backend Software Engineer" does not join two roles that are apart
        group = next((g for g in groups if all(_same(name, other) for other in g)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    aliases: dict[str, list[str]] = {}
    for raw in raws:
        aliases.setdefault(named[raw.id], []).extend(aliases_of(raw))
    roles: dict[str, Role] = {}
    for group in groups:
        others = dict.fromkeys([*group[1:], *(a for name in group for a in aliases[name])])
        role = Role(_slug(group[0]), group[0], tuple(others))
        roles.update(dict.fromkeys(group, role))
    return {raw.id: roles[named[raw.id]] for raw in raws}


def _role_name(raw: RawDocument) -> str:
    """What front matter says, else the occupation in the title, else the folder's name."""
    if name := str(raw.meta.get("role") or "").strip():
        return name
    title = title_of(raw)
    if occupation := _occupation_in(title):
        return occupation
    folder = _spaced(raw.id.rpartition("/")[0].rpartition("/")[2])
    if _ends_as_occupation(folder) and not _is_occupation(title):
        return folder.title()
    return title or _spaced(raw.path.stem).title()


def _spaced(name: str) -> str:
    return name.replace("-", " ").replace("_", " ").strip()


def _occupation_in(title: str) -> str | None:
    """The part of a title that names an occupation: "How to Become a Welder (Guide)" → "Welder"."""
    if len(title.split()) <= 4:
        return None
    phrase = re.search(
        r"(?:become an?|an? career as an?)\s+(.+?)"
        r"(?:\s+(?:at|for|from|in|with|without)\b|\s*[(\[:?|–-]\s|\s*[(\[:?|]|$)",
        title,
        re.I,
    )
    if phrase:
        return phrase.group(1).strip()
    phrase = re.match(r"(.+?)\s+(?:job description|career|salary|resume|interview)\b", title, re.I)
    if phrase:
        return phrase.group(1).strip()
    mentions = _occupations().find(title)
    return title[mentions[0].start : mentions[0].end] if mentions else None


_occupations = cache(build_occupations)


def _is_occupation(name: str) -> bool:
    """Whether a name ends as an occupation that exists."""
    return any(m.end == len(name) for m in _occupations().find(name))


def _ends_as_occupation(name: str) -> bool:
    """Whether a name ends as an occupation does, though none is listed: "back end developer"."""
    return _is_occupation(name) or name.casefold().rpartition(" ")[2] in not_alone()


def _same(one: str, other: str) -> bool:
    """Whether two names are of one role: equal but for hyphens, or one with a word more.

    A word more than an occupation that exists makes another one of it ("embedded software
    engineer").
    """
    a, b = sorted((_folded(name) for name in (one, other)), key=len)
    if a == b:
        return True
    more = fuzz.token_set_ratio(a, b) == 100 and len(set(a.split()) & set(b.split())) > 1
    return more and not any(m.start == 0 and m.end == len(a) for m in _occupations().find(a))


def _folded(name: str) -> str:
    text = " ".join(re.findall(r"\w+[+#]*", name.casefold()))
    return text.replace("back end", "backend").replace("front end", "frontend")


def _slug(name: str) -> str:
    spelt = name.casefold().replace("+", " plus ").replace("#", " sharp ")
    return re.sub(r"[\W_]+", "-", spelt).strip("-") or "role"

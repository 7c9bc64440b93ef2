"""Telegram's HTML subset, parsed strictly, and the entities found in what people type.

Knows nothing of chats. Stricter than Telegram in one point: a bare `>` or `&` is refused too,
as its documentation asks for both to be escaped.
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.records import Json

_TOKEN = re.compile(r"</?[A-Za-z][^<>]*>|&(?:lt|gt|amp|quot|#\d+|#[xX][0-9a-fA-F]+);|[<>&]")
_TAG = re.compile(r"<(/?)([A-Za-z][\w-]*)(.*)>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_TYPED = re.compile(
    r"(?P<url>https?://\S+)"
    r"|(?P<bot_command>(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?)"
    r"|(?P<mention>(?<!\w)@[A-Za-z]\w{2,31})"
)
_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}


class EntityError(ValueError):
    """The markup is not Telegram's; the message is what Telegram would say."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as people read it, and what is set off in it."""

    text: str
    entities: tuple[Json, ...] = ()


@dataclass(slots=True)
class _OpenTag:
    name: str
    attributes: dict[str, str]
    offset: int
    language: str | None = None


@dataclass(slots=True)
class _Builder:
    pieces: list[str] = field(default_factory=list)
    offset: int = 0
    open_tags: list[_OpenTag] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)

    def add_text(self, piece: str) -> None:
        self.pieces.append(piece)
        self.offset += utf16_len(piece)

    def add_token(self, token: str, place: int) -> None:
        if len(token) == 1:
            raise EntityError(f'unescaped "{token}" at byte offset {place}')
        if token.startswith("&"):
            self.add_text(html.unescape(token))
        elif token.startswith("</"):
            self._close(token, place)
        else:
            self._open(token, place)

    def _open(self, token: str, place: int) -> None:
        name, attributes = _read_tag(token)
        if name not in _KINDS:
            raise EntityError(f'unsupported start tag "{name}" at byte offset {place}')
        if name == "a" and "href" not in attributes:
            raise EntityError(f'tag "a" must have attribute "href" at byte offset {place}')
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise EntityError(f'tag "span" must have class "tg-spoiler" at byte offset {place}')
        self.open_tags.append(_OpenTag(name, attributes, self.offset))

    def _close(self, token: str, place: int) -> None:
        name, _ = _read_tag(token)
        if not self.open_tags:
            raise EntityError(f"unexpected end tag at byte offset {place}")
        tag = self.open_tags.pop()
        if tag.name != name:
            raise EntityError(
                f'unmatched end tag at byte offset {place}, expected "</{tag.name}>",'
                f' found "</{name}>"'
            )
        if not self._gave_language(tag):
            self.entities.append(_entity(tag, self.offset))

    def _gave_language(self, tag: _OpenTag) -> bool:
        language = tag.attributes.get("class", "")
        inside_pre = bool(self.open_tags) and self.open_tags[-1].name == "pre"
        if tag.name != "code" or not inside_pre or not language.startswith("language-"):
            return False
        self.open_tags[-1].language = language.removeprefix("language-")
        return True

    def finish(self) -> Formatted:
        if self.open_tags:
            name = self.open_tags[-1].name
            raise EntityError(f'can\'t find end tag corresponding to start tag "{name}"')
        return _trimmed("".join(self.pieces), self.entities)


def parse_html(source: str) -> Formatted:
    """Return the text without its tags and the entities; raises EntityError as Telegram would."""
    builder = _Builder()
    end = 0
    for match in _TOKEN.finditer(source):
        builder.add_text(source[end : match.start()])
        builder.add_token(match.group(), len(source[: match.start()].encode()))
        end = match.end()
    builder.add_text(source[end:])
    return builder.finish()


def typed_entities(text: str) -> list[Json]:
    """Return the commands, mentions and addresses in what a person typed."""
    return [
        {
            "type": match.lastgroup,
            "offset": utf16_len(text[: match.start()]),
            "length": utf16_len(match.group()),
        }
        for match in _TYPED.finditer(text)
    ]


def utf16_len(text: str) -> int:
    """Return the length as Telegram counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _read_tag(token: str) -> tuple[str, dict[str, str]]:
    match = _TAG.fullmatch(token)
    if match is None:
        raise EntityError(f'unsupported start tag "{token}"')
    pairs = _ATTRIBUTE.findall(match.group(3))
    attributes = {name.lower(): html.unescape(a or b or c) for name, a, b, c in pairs}
    return match.group(2).lower(), attributes


def _entity(tag: _OpenTag, end: int) -> Json:
    entity: dict[str, Any] = {
        "type": _KINDS[tag.name],
        "offset": tag.offset,
        "length": end - tag.offset,
    }
    if tag.name == "a":
        entity["url"] = tag.attributes["href"]
    if tag.language:
        entity["language"] = tag.language
    if tag.name == "blockquote" and "expandable" in tag.attributes:
        entity["type"] = "expandable_blockquote"
    return entity


def _trimmed(text: str, entities: list[Json]) -> Formatted:
    # Telegram cuts white space off both ends, and entities that are left with nothing
    lead = utf16_len(text) - utf16_len(text.lstrip())
    text = text.strip()
    length = utf16_len(text)
    kept = []
    for entity in entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, length)
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    kept.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(text, tuple(kept))

"""What a web page says of itself: title, site, address, date. Guesses none of them."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from lxml.html import HtmlElement

# Browsers leave the address in the first lines of a page that they save.
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://\S+)")
_HEAD = 4096
_PARTS = re.compile(r"\s+[|–—»·:-]\s+")
_DAY = re.compile(r"(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?(?!\d)")
_DATED = ("dateModified", "datePublished")
_DATES = (
    "article:modified_time",
    "og:updated_time",
    "dcterms.modified",
    "last-modified",
    "article:published_time",
    "dcterms.date",
    "date",
)


@dataclass(frozen=True, slots=True)
class Origin:
    """A page's own account of where it comes from; None for what it does not say."""

    title: str | None = None
    """Without the site's name."""
    site: str | None = None
    address: str | None = None
    as_of: str | None = None
    """The day of its last change, as "2025-03-01"."""

    @property
    def host(self) -> str | None:
        """The site's name in the address."""
        return urlsplit(self.address).hostname if self.address else None


def origin_of(tree: HtmlElement, text: str) -> Origin:
    """Return what a page's head says of it; `text` is the page as it was saved."""
    metas = _metas(tree)
    title, site = _title(tree, metas)
    return Origin(title, site, _address(tree, metas, text), _as_of(metas, tree))


def _metas(tree: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or ""
        if content := " ".join((meta.get("content") or "").split()):
            found.setdefault(name.casefold(), content)
    return found


def _title(tree: HtmlElement, metas: dict[str, str]) -> tuple[str | None, str | None]:
    """The title and the site's name: "Nurse | Careers" is the page on nurses of Careers."""
    element = next(tree.iter("title"), None)
    whole = " ".join(element.text_content().split()) if element is not None else ""
    parts = _PARTS.split(whole)
    site = metas.get("og:site_name") or (parts[-1] if len(parts) > 1 else None)
    own = [part for part in parts if part != site]
    return (own[0] if own else metas.get("og:title")) or None, site


def _address(tree: HtmlElement, metas: dict[str, str], text: str) -> str | None:
    links = (e.get("href") for e in tree.iter("link") if e.get("rel") == "canonical")
    saved = _SAVED_FROM.search(text[:_HEAD])
    given = (next(links, None), metas.get("og:url"), saved and saved.group(1))
    return next((address for address in given if address and _is_address(address)), None)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _as_of(metas: dict[str, str], tree: HtmlElement) -> str | None:
    given = [metas.get(name, "") for name in _DATES]
    scripts = [
        script.text or "" for script in tree.iter("script") if "ld+json" in script.get("type", "")
    ]
    for key in _DATED:
        pattern = re.compile(rf'"{key}"\s*:\s*"([^"]{{7,40}})"')
        given[3:3] = [m.group(1) for script in scripts if (m := pattern.search(script))][:1]
    days = (_DAY.match(text) for text in given)
    return next((day.group() for day in days if day), None)

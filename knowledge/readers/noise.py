"""What of an HTML page is around its text: menus, banners, boxes, scripts. Knows no topic."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

_NEVER_TEXT = (
    "script style noscript template iframe object embed applet svg math canvas video audio map"
    " button select textarea input datalist dialog nav footer del s strike head"
)
_ROLES = (
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar"
    " tablist"
)
_BOX = re.compile(
    r"cookies?|consent|gdpr|newsletters?|subscri\w+|signup|optin|mailchimp|breadcrumbs?|crumbs"
    r"|\w{0,6}nav|nav(?:bar|igation|links?|menu)|\w{0,6}menu|sidebar|footer|copyright|masthead"
    r"|topbar|toolbar|shar(?:e|ing)|social|related|recommended|recommendations|comments?|disqus"
    r"|respond|ads?|adverts?|advertisement|sponsored|promo|popup|modal|overlay|lightbox"
    r"|pagination|pager|skip|toc|login|cta"
)
# An aside of such a name tells of the page's subject.
_KEY_FACTS = re.compile(r"facts?|glance|infobox|summary|key|stats?", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CONTAINERS = "div section article ul ol p span a table"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOX_TITLE = re.compile(
    r"(?:subscribe|sign up|newsletter|join our|share (?:this|on)|follow us|comments?$|leave a"
    r"|related \w+$|you (?:may|might) also|recommended|popular|trending|more from|advertisement"
    r"|cookies?\b|we (?:use cookies|value your)|table of contents|on this page|about the author)"
    r"|.*\b(?:our newsletter|job alerts?)\b",
    re.IGNORECASE,
)


def drop_noise(body: HtmlElement, host: str | None) -> None:
    """Remove from a page's body what is not its text; `host` is the page's own, where known."""
    for element in list(body.iter(*_NEVER_TEXT.split())):
        element.drop_tree()
    weights = _weights(body)
    whole = weights[body]
    for element in list(body.iterdescendants()):
        around = _is_around(element) or _is_boxed(element) or _is_menu(element, host)
        if around and not _holds_the_page(element, most=weights[element] > whole / 2):
            element.drop_tree()


def is_box_title(text: str) -> bool:
    """Return whether a heading is of a box of the site's, as "Subscribe to our newsletter"."""
    return bool(_BOX_TITLE.match(text))


def _weights(body: HtmlElement) -> dict[HtmlElement, int]:
    """How much text each element holds."""
    weights: dict[HtmlElement, int] = {}
    for element in reversed(list(body.iter())):
        inner = sum(weights[child] + len((child.tail or "").strip()) for child in element)
        weights[element] = inner + len((element.text or "").strip())
    return weights


def _holds_the_page(element: HtmlElement, *, most: bool) -> bool:
    """Whether an element is around the text itself; `most` where most of the text is in it."""
    if element.tag == "main" or any(True for _ in element.iterdescendants("h1", "main", "article")):
        return True
    return most and not all(is_box_title(_words(title)) for title in _headings(element))


def _is_around(element: HtmlElement) -> bool:
    """Whether an element is marked as beside the text, by its tag, its role or as hidden."""
    if element.tag in {"aside", "form"} or element.get("role", "-") in _ROLES.split():
        return not _KEY_FACTS.search(f"{element.get('class')} {element.get('id')}")
    if element.tag == "header":
        return not any(True for _ in element.iterancestors("article", "main"))
    style = (element.get("style") or "").replace(" ", "").casefold()
    unseen = element.get("hidden") is not None or "display:none" in style
    # a tab that is not open is text as well
    return unseen and next(_headings(element), None) is None


def _is_boxed(element: HtmlElement) -> bool:
    """Whether an element's name is that of a menu, a banner or a box, or its title is."""
    if element.tag not in _CONTAINERS.split():
        return False
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    named = {word for word in map(str.casefold, _WORD.findall(name)) if _BOX.fullmatch(word)}
    titles = [_words(heading) for heading in islice(_headings(element), 2)]
    if len(titles) == 1 and is_box_title(titles[0]):
        return True
    # "social-skills" with the heading "Social skills" is a section named after what it tells
    return bool(named - set(titles[0].casefold().split() if titles else ()))


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _headings(element: HtmlElement) -> Iterator[HtmlElement]:
    yield from element.iterdescendants(*_HEADINGS)


def _is_menu(element: HtmlElement, host: str | None) -> bool:
    """Whether a list is of links within the site alone."""
    if element.tag not in {"ul", "ol"} or next(element.iterancestors("ul", "ol"), None) is not None:
        return False
    links = list(element.iterdescendants("a"))
    if not links or not all(_is_inside(link.get("href") or "", host) for link in links):
        return False
    linked = sum(len("".join(link.text_content().split())) for link in links)
    return linked == len("".join(element.text_content().split()))


def _is_inside(address: str, host: str | None) -> bool:
    try:
        there = urlsplit(address).hostname
    except ValueError:
        return False
    return there is None or there == host

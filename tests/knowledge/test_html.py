"""Saved web pages to blocks: what a page tells stays, what the site says around it goes."""

import pytest

from knowledge.errors import DocumentError
from knowledge.models import Block, BlockKind
from knowledge.readers.html import MOST_ELEMENTS, read_html
from tests.knowledge.conftest import CorpusOf

ARTICLE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>Nurse: pay and training | Careers Daily</title>
<link rel="canonical" href="https://careers.example/nurse">
<meta property="og:site_name" content="Careers Daily">
<meta property="article:modified_time" content="2025-03-04T10:00:00Z">
<script>document.write("nurses earn $999,999 a year")</script><style>p { color: red }</style>
</head><body>
<div id="cookie-banner"><p>We use cookies on this site. Accept all cookies?</p></div>
<header><a href="/">Careers Daily</a><nav><ul><li><a href="/pay">Pay</a></li></ul></nav></header>
<div class="breadcrumb"><a href="/">Home</a> › Nurse</div>
<main><article><h1>Nurse</h1>
<p>Nurses look after people who are ill.</p>
<dl><dt>Hours</dt><dd>40 a week</dd><dt>Typical education</dt><dd>Bachelor's degree</dd></dl>
<h2>Pay by level</h2>
<table><tr><th>Level</th><th>Pay per year (USD)</th></tr>
<tr><td>Entry</td><td>$61,000<sup><a href="#n1">1</a></sup></td></tr>
<tr><td><a href="/senior">Senior</a></td><td>$110,000</td></tr></table>
<p><a href="/more">Read more about the pay of nurses</a></p>
<h3>By region</h3>
<table><tr><th>Region</th><th>Low</th><th>High</th></tr>
<tr><td rowspan="2">North</td><td>$50</td><td>$70</td></tr><tr><td>$51</td><td></td></tr></table>
<h2>Duties</h2><ul><li>Take <b>vital</b> signs</li><li>Give medicines<ul><li>by mouth</li>
<li>by drip</li></ul></li></ul>
<div class="newsletter"><h3>Subscribe to our newsletter</h3><p>Tips in your inbox.</p></div>
<ol><li>Finish school.</li><li>Take a degree.</li></ol>
</article>
<aside><h3>Related jobs</h3><ul><li><a href="/doctor">Doctor $239,000</a></li></ul></aside>
<div class="comments"><h3>Comments</h3><p>Bob: I earn $200,000!</p></div></main>
<footer><p>© 2025 Careers Daily</p></footer></body></html>"""

CARDS = """<html><head><title>Welder salary</title></head><body>
<div class="top"><a href="/">← Back to all jobs</a></div>
<div class="hero"><h1>Welder</h1><span class="pill">HIGH Demand</span><span>LOW Risk</span></div>
<div class="card"><h2>Salary Range</h2>
<div class="stat"><div>Low</div><div>$35k</div></div>
<div class="stat"><div>$48k</div><div>Median</div></div>
<div class="stat"><span>High</span><span>$</span><span>70k</span></div></div>
<div class="card"><h2>Tools</h2><div><span>Torch</span><span>Grinder</span></div></div>
<div class="card"><h2>Hours</h2><div><b class="label">Overtime</b><i>often</i></div></div>
<div class="card"><p>Sign up</p></div></body></html>"""


def blocks(body: str) -> tuple[Block, ...]:
    """The blocks of a page with this body."""
    return read_html(f"<html><body>{body}</body></html>").blocks


def items(body: str) -> list[str]:
    """The items of all lists of a page with this body."""
    return [item for block in blocks(body) for item in block.items]


def test_an_article_is_read_without_what_is_around_it() -> None:
    """Headings, prose, lists, tables and terms come in order; menus, boxes and scripts do not."""
    assert read_html(ARTICLE).blocks == (
        Block(BlockKind.HEADING, "Nurse", depth=1),
        Block(BlockKind.PARAGRAPH, "Nurses look after people who are ill."),
        Block(
            BlockKind.BULLETS,
            items=("Hours: 40 a week", "Typical education: Bachelor's degree"),
        ),
        Block(BlockKind.HEADING, "Pay by level", depth=2),
        Block(BlockKind.PARAGRAPH, "Level, Pay per year (USD):"),
        Block(BlockKind.BULLETS, items=("Entry: $61,000", "Senior: $110,000")),
        Block(BlockKind.HEADING, "By region", depth=3),
        Block(BlockKind.PARAGRAPH, "Region, Low, High:"),
        Block(BlockKind.BULLETS, items=("North: Low: $50; High: $70", "North: Low: $51")),
        Block(BlockKind.HEADING, "Duties", depth=2),
        Block(BlockKind.BULLETS, items=("Take vital signs", "Give medicines: by mouth, by drip")),
        Block(BlockKind.STEPS, items=("Finish school.", "Take a degree.")),
    )


def test_cards_of_labels_and_values_are_labelled_items() -> None:
    """Label and value in elements of their own belong together, whichever stands first."""
    found = read_html(CARDS).blocks
    assert [block.text for block in found if block.depth == 2] == [
        "Salary Range",
        "Tools",
        "Hours",
    ]
    assert [block.items for block in found if block.items] == [
        ("Low: $35k", "Median: $48k"),
        ("Torch", "Grinder"),
        ("Overtime: often",),
    ]
    assert "High$70k" in [block.text for block in found], "parts of a sum are never taken apart"


def test_a_page_becomes_a_document_with_its_own_account(corpus_of: CorpusOf) -> None:
    """Role, title, address and date are the page's; its table gives pay by level."""
    (document,) = corpus_of({"some-page.html": ARTICLE}).documents
    source = document.source
    assert (document.role.name, source.title) == ("Nurse", "Nurse")
    assert (source.address, source.as_of) == ("https://careers.example/nurse", "2025-03-04")
    pay = {fact.level: fact.low for p in document.passages for fact in p.pay if fact.level}
    assert pay == {"entry": 61_000, "senior": 110_000}


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Plumber | Careers</title>", "Plumber"),
        ("<title>Plumber</title>", "Plumber"),
        (("<title>Careers</title><meta property='og:site_name' content='Careers'>"
         "<meta property='og:title' content='Plumber'>"), "Plumber"),
    ],
)  # fmt: skip
def test_a_page_without_a_heading_has_the_title_of_its_head(head: str, title: str) -> None:
    """The name of the site is no part of it."""
    page = read_html(f"<html><head>{head}</head><body><p>They fit pipes.</p></body></html>")
    assert page.blocks[0] == Block(BlockKind.HEADING, title, depth=1)


def test_the_name_of_the_site_is_no_title() -> None:
    """A logo that is set as a heading does not name the role."""
    head = "<title>Plumber - Careers</title>"
    body = "<h1>Careers</h1><h1>Plumber</h1><p>They fit pipes.</p>"
    found = read_html(f"<html><head>{head}</head><body>{body}</body></html>").blocks
    assert [block.text for block in found] == ["Plumber", "They fit pipes."]


@pytest.mark.parametrize(
    "noise",
    [
        "<nav>Home</nav>",
        "<div role='navigation'>Home</div>",
        "<div class='cookieConsent'>We value privacy</div>",
        "<section><h4>Sign up for job alerts</h4><p>Weekly.</p></section>",
        "<form><p>Your address</p><input></form>",
        "<p><a href='/x'>What nurses earn, in full</a></p>",
        "<ul><li><a href='/a'>All jobs</a></li><li><a href='#b'>Pay</a></li></ul>",
        "<p>Read more</p>",
        "<div style='display: none'>nurses earn $1</div>",
        "<p hidden>nurses earn $1</p>",
        "<template><p>nurses earn $1</p></template>",
        "<!-- nurses earn $1 -->",
        "<del>$50,000 a year</del>",
        "<button>Apply</button>",
        "<svg><text>$1</text></svg>",
    ],
)
def test_what_leads_about_the_site_is_no_knowledge(noise: str) -> None:
    """Menus, banners, boxes, links on, what is hidden or struck out: none of it is read."""
    body = f"<h1>Nurse</h1><h2>Pay</h2>{noise}<p>They earn well.</p>"
    assert [block.text for block in blocks(body)] == ["Nurse", "Pay", "They earn well."]


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("<div class='page has-sidebar'><h1>Nurse</h1><p>They care.</p></div>", "They care."),
        ("<form><h1>Nurse</h1><p>They care.</p></form>", "They care."),
        ("<section id='social-skills'><h2>Social skills</h2><p>Kind.</p></section>", "Kind."),
        ("<ul><li><a href='https://cert.example/'>A certificate</a></li></ul>", "A certificate"),
        ("<div style='display:none'><h3>Pay</h3><p>They earn well.</p></div>", "They earn well."),
        ("<aside class='key-facts'><p>Long hours.</p></aside>", "Long hours."),
    ],
)
def test_what_only_looks_like_it_stays(body: str, told: str) -> None:
    """A page within a wrapper, a section named after its subject, a tab that is not open."""
    said = [text for block in blocks(body) for text in (block.text, *block.items)]
    assert told in said


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Entry: $1<br>Senior: $2</p>", ["Entry: $1", "Senior: $2"]),
        ("<p>• One<br>• Two</p>", ["One", "Two"]),
        ("<table><tr><th>Pay</th><td>$5 <br>$6</td></tr></table>", ["Pay: $5 · $6"]),
        (
            (
                "<table><thead><tr><th rowspan=2>Level</th><th colspan=2>2025</th></tr>"
                "<tr><th>Low</th><th>High</th></tr></thead><tr><td>Mid</td><td>1</td><td>2</td></tr>"
                "</table>"
            ),
            ["Mid: 2025 Low: 1; 2025 High: 2"],
        ),
        (
            (
                "<table><tr><td>Town</td><td>Pay</td></tr><tr><td>Galle</td><td>1</td></tr>"
                "<tr><td>Kandy</td><td>2</td></tr></table>"
            ),
            ["Galle: 1", "Kandy: 2"],
        ),
        (
            "<table><tr><td>Pay</td><td>$5</td></tr><tr><td>Hours</td><td>40</td></tr></table>",
            ["Pay: $5", "Hours: 40"],
        ),
        ("<table><tr><td colspan=999999999>x</td><td>y</td></tr></table>", ["x: y"]),
        ("<div><b>48</b><b>,000</b></div>", []),
        ("<div><p>$35k</p><p>$70k</p></div>", []),
    ],
)
def test_rows_keep_whose_each_cell_is(body: str, expected: list[str]) -> None:
    """A row names what each of its cells is; two figures are no label and value."""
    assert items(body) == expected


def test_a_title_within_a_table_stands_before_its_rows() -> None:
    """A cell over all columns heads the rows below it, and they are no one list with others."""
    rows = "".join(
        f"<tr><td colspan=2>{sector}</td></tr><tr><td>Entry</td><td>{pay}</td></tr>"
        for sector, pay in (("Public", "$1"), ("Private", "$2"))
    )
    found = blocks(f"<h1>Nurse</h1><table>{rows}</table>")[1:]
    assert [block.text or block.items for block in found] == [
        "Public:",
        ("Entry: $1",),
        "Private:",
        ("Entry: $2",),
    ]


def test_a_table_that_lays_a_page_out_is_no_table() -> None:
    """Headings in a table's cells are headings of the page."""
    found = blocks("<table><tr><td>Menu here.</td><td><h2>Pay</h2><p>Good.</p></td></tr></table>")
    assert [(block.kind, block.text) for block in found][1:] == [
        (BlockKind.HEADING, "Pay"),
        (BlockKind.PARAGRAPH, "Good."),
    ]


def test_bold_lines_and_folded_questions_are_headings() -> None:
    """They stand below the headings that have a depth of their own."""
    found = blocks(
        "<h2>Pay</h2><p><b>In hospitals:</b></p><p>Well <b>paid</b>.</p>"
        "<details><summary>What of nights?</summary><p>More.</p></details>"
    )
    assert [(block.text, block.depth) for block in found] == [
        ("Pay", 2),
        ("In hospitals", 6),
        ("Well paid.", 0),
        ("What of nights?", 6),
        ("More.", 0),
    ]


def test_a_page_without_headings_is_read_as_pasted_text(corpus_of: CorpusOf) -> None:
    """Where no element says what is a heading the text's own evidence does."""
    page = (
        "<html><body><div>Nurse</div><div>Hours</div><div>They work at night.</div></body></html>"
    )
    (document,) = corpus_of({"n.html": page}).documents
    (passage,) = document.passages
    assert (passage.topic, passage.heading) == ("hours", ("Hours",))


def test_a_page_of_too_many_elements_is_refused() -> None:
    """The limit bounds the time that a page takes."""
    with pytest.raises(DocumentError, match="too large for one role's page; save"):
        read_html("<b>x</b>" * MOST_ELEMENTS)

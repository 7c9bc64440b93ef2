"""PDFs to blocks: headings by their size, paragraphs, lists and tables by their places."""

import pytest

from knowledge.models import Block, BlockKind
from knowledge.readers.pdf import read_pdf
from tests.knowledge.conftest import CorpusOf
from tests.knowledge.made_files import Ink, lines, pdf, pdf_of

PAGE = [
    Ink("Registered Nurse", 72, 800, size=20, bold=True),
    Ink("Nurses look after people who are ill, on wards and at home, and they", 72, 770),
    Ink("teach families how to go on. They also keep records.", 72, 758),
    Ink("Salary in Sri Lanka", 72, 730, size=14, bold=True),
    Ink("Level", 72, 710),
    Ink("Pay (LKR / month)", 200, 710),
    Ink("Entry", 72, 695),
    Ink("70,000 - 90,000", 200, 695),
    Ink("Senior", 72, 680),
    Ink("150,000", 200, 680),
    Ink("Duties", 72, 650, size=14, bold=True),
    Ink("•", 72, 635),
    Ink("Take vital signs and write them down for the doctor in charge of it,", 90, 635),
    Ink("by day and by night", 90, 623),
    Ink("•", 72, 611),
    Ink("Keep records", 90, 611),
    Ink("1. Finish school", 72, 590),
    Ink("2. Take a degree", 72, 578),
]


def test_a_page_is_read_by_its_looks() -> None:
    """Large lines are headings; lines close together are one paragraph, one item, one table."""
    assert read_pdf(pdf(PAGE)) == (
        Block(BlockKind.HEADING, "Registered Nurse", depth=1),
        Block(
            BlockKind.PARAGRAPH,
            "Nurses look after people who are ill, on wards and at home, and they teach families"
            " how to go on. They also keep records.",
        ),
        Block(BlockKind.HEADING, "Salary in Sri Lanka", depth=2),
        Block(BlockKind.PARAGRAPH, "Level, Pay (LKR / month):"),
        Block(BlockKind.BULLETS, items=("Entry: 70,000 - 90,000", "Senior: 150,000")),
        Block(BlockKind.HEADING, "Duties", depth=2),
        Block(
            BlockKind.BULLETS,
            items=(
                (
                    "Take vital signs and write them down for the doctor in charge of it, by day"
                    " and by night"
                ),
                "Keep records",
            ),
        ),
        Block(BlockKind.STEPS, items=("Finish school", "Take a degree")),
    )


def test_a_pdf_becomes_a_document(corpus_of: CorpusOf) -> None:
    """Its title names the role, and its table gives pay by level and market."""
    (document,) = corpus_of({"some.pdf": pdf(PAGE)}).documents
    assert (document.role.name, document.source.title) == ("Registered Nurse",) * 2
    pay = [(f.level, f.low, f.currency, f.market) for p in document.passages for f in p.pay]
    assert pay == [
        ("entry", 70_000, "LKR", "Sri Lanka"),
        ("senior", 150_000, "LKR", "Sri Lanka"),
    ]


def test_cells_stand_in_the_columns_that_they_are_below() -> None:
    """An empty cell moves no figure into another column."""
    rows = [("Region", "Low", "High"), ("North", "50", "70"), ("South", "", "90")]
    page = [Ink("Pay", 72, 800, size=16)] + [
        Ink(cell, 72 + 100 * column, 780 - 15 * n)
        for n, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell
    ]
    assert read_pdf(pdf(page))[-1].items == ("North: Low: 50; High: 70", "South: High: 90")


def test_a_cell_of_two_lines_is_one() -> None:
    """What stands below a cell alone goes on with it: a range is not cut in two."""
    page = [Ink("Pay", 72, 800, size=16), Ink("Entry", 72, 780), Ink("$50 -", 200, 780)]
    page += [Ink("$70", 200, 768), Ink("Senior", 72, 750), Ink("$90", 200, 750)]
    assert read_pdf(pdf(page))[-1].items == ("Entry: $50 - $70", "Senior: $90")


def test_pieces_of_a_line_are_no_cells() -> None:
    """A word set bold, or a sum drawn in two pieces, stays in its sentence as it is."""
    sentence = [Ink("They earn ", 72, 780), Ink("$48", 120, 780, bold=True), Ink(",000", 137, 780)]
    page = [Ink("Pay", 72, 800, size=16), *sentence, Ink("Nurse", 72, 820, size=20)]
    assert "They earn $48,000" in [block.text for block in read_pdf(pdf(page))]


def test_what_every_page_repeats_is_left_out() -> None:
    """Running titles and page numbers are no text; a sentence goes on over the page."""
    pages = [
        [
            Ink("Careers Handbook", 72, 820),
            *lines(*texts, top=790),
            Ink(f"Page {n} of 3", 280, 30),
        ]
        for n, texts in enumerate(
            [
                ("Nurses work at night and at", "day, and when they are tired they"),
                ("rest. They like it all the same.", "Many stay for years on one ward."),
                ("Some leave for other towns.", "Others come back after a time."),
            ],
            1,
        )
    ]
    said = " ".join(block.text for block in read_pdf(pdf(*pages)))
    assert "Handbook" not in said
    assert "Page" not in said
    assert "when they are tired they rest." in said


def test_bold_lines_of_the_texts_size_are_headings() -> None:
    """They stand below the larger ones; text that is bold throughout has none."""
    title = Ink("Nurse", 72, 800, size=20)
    body = lines("They care for people.", "They work at night.", top=760)
    page = [title, Ink("Hours", 72, 775, bold=True), *body]
    assert [(b.text, b.depth) for b in read_pdf(pdf(page))][:2] == [("Nurse", 1), ("Hours", 2)]
    bold = [Ink(ink.text, ink.x, ink.y, bold=True) for ink in body]
    assert [block.depth for block in read_pdf(pdf([title, *bold]))] == [1, 0]


def test_a_pdf_in_one_size_is_read_as_pasted_text(corpus_of: CorpusOf) -> None:
    """Where no line is larger the text's own evidence tells the headings."""
    texts = ("Nurse", "", "Hours", "", "They work at night and sleep by day.")
    page = [ink for ink in lines(*texts, leading=20) if ink.text]
    (document,) = corpus_of({"n.pdf": pdf(page)}).documents
    assert [(p.topic, p.heading) for p in document.passages] == [("hours", ("Hours",))]


@pytest.mark.parametrize("matrix", [b"2 0 0 2 0 0", b"1 0 0 1 36 36", b"0.5 0 0 0.5 10 10"])
def test_a_scaled_page_is_read_alike(matrix: bytes) -> None:
    """What counts is how large letters look, not the numbers that they are drawn with."""
    text = b"BT /F1 20 Tf 20 380 Td (Nurse) Tj ET BT /F1 10 Tf 20 350 Td (They care.) Tj ET"
    found = read_pdf(pdf_of([b"q %s cm %s Q" % (matrix, text)]))
    assert [(b.text, b.depth) for b in found] == [("Nurse", 1), ("They care.", 0)]

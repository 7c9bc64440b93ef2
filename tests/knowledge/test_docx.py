"""Word documents to blocks: by style, with tables and lists, changes accepted."""

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from knowledge.models import Block, BlockKind
from knowledge.readers.docx import read_docx
from tests.knowledge.conftest import CorpusOf
from tests.knowledge.made_files import docx, fill, nurse_docx


def test_styles_tell_what_a_paragraph_is() -> None:
    """Title, headings, bullets, numbers and tables come as such, in order."""
    assert read_docx(docx(nurse_docx())) == (
        Block(BlockKind.HEADING, "Registered Nurse", depth=1),
        Block(BlockKind.PARAGRAPH, "Nurses look after people who are ill."),
        Block(BlockKind.HEADING, "Salary", depth=2),
        Block(BlockKind.PARAGRAPH, "Level, Pay (LKR / month):"),
        Block(BlockKind.BULLETS, items=("Entry: 70,000", "Senior: 150,000")),
        Block(BlockKind.HEADING, "Duties", depth=2),
        Block(BlockKind.BULLETS, items=("Take vital signs", "Keep records")),
        Block(BlockKind.STEPS, items=("Finish school", "Take a degree")),
    )


def test_a_word_file_becomes_a_document(corpus_of: CorpusOf) -> None:
    """Its title names the role, and its table gives pay by level."""
    (document,) = corpus_of({"some.docx": docx(nurse_docx())}).documents
    assert document.role.name == "Registered Nurse"
    pay = [(f.level, f.low, f.currency) for p in document.passages for f in p.pay]
    assert pay == [("entry", 70_000, "LKR"), ("senior", 150_000, "LKR")]


def test_a_wide_table_names_each_cell() -> None:
    """Merged cells count for each column and row that they span."""
    document = Document()
    rows = [("Region", "Low", "High"), ("North", "5", "7"), ("", "6", "8")]
    fill(document, rows)
    table = document.tables[0]
    table.cell(1, 0).merge(table.cell(2, 0))
    found = read_docx(docx(document))
    assert found[-1].items == ("North: Low: 5; High: 7", "North: Low: 6; High: 8")


def test_words_are_read_as_a_person_sees_them() -> None:
    """What is inserted counts; what is struck out, hidden or a footnote's mark does not."""
    document = Document()
    paragraph = document.add_paragraph("They earn $48")
    inserted = OxmlElement("w:ins")
    inserted.append(paragraph.add_run(",000")._r)
    paragraph._p.append(inserted)
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" to $99,000").font.strike = True
    paragraph.add_run(" (secret)").font.hidden = True
    paragraph.add_run(" a year in full").add_break()
    hyphen = paragraph.add_run("40")
    hyphen._r.append(OxmlElement("w:noBreakHyphen"))
    paragraph.add_run("45 hours")
    assert [block.text for block in read_docx(docx(document))] == [
        "They earn $48,000 a year in full",
        "40-45 hours",
    ]


def test_bold_lines_are_headings_and_tabs_part_label_and_value() -> None:
    """So people lay out documents who do not know of styles; a bold word is no heading."""
    document = Document()
    document.add_paragraph().add_run("Hours:").bold = True
    document.add_paragraph("By week:\t40")
    document.add_paragraph().add_run("Long").bold = True
    document.paragraphs[-1].add_run(" at times.")
    found = read_docx(docx(document))
    assert [(b.kind, b.text or b.items) for b in found] == [
        (BlockKind.HEADING, "Hours"),
        (BlockKind.BULLETS, ("By week: 40",)),
        (BlockKind.PARAGRAPH, "Long at times."),
    ]


def test_sections_on_top_are_no_title() -> None:
    """One heading on top is the title; of several each is a section, below the file's title."""
    document = Document()
    document.core_properties.title = "Nurse"
    for name in ("Pay", "Hours"):
        document.add_heading(name, 1)
        document.add_paragraph("Good.")
    tops = [(b.text, b.depth) for b in read_docx(docx(document)) if b.depth]
    assert tops == [("Nurse", 1), ("Pay", 2), ("Hours", 2)]
    single = Document()
    single.add_heading("Nurse", 1)
    single.add_heading("Pay", 2)
    single.add_paragraph("Good.")
    assert [b.depth for b in read_docx(docx(single))] == [1, 3, 0]


def test_what_is_filled_into_a_form_is_read() -> None:
    """Paragraphs within a content control are paragraphs."""
    document = Document()
    paragraph = document.add_paragraph("They care.")
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph._p.addprevious(control)
    control.append(content)
    content.append(paragraph._p)
    assert control.tag == qn("w:sdt")
    assert [block.text for block in read_docx(docx(document))] == ["They care."]

"""A file to a role document: what its front matter and its text tell, and why one is refused."""

from pathlib import Path

import pytest

from knowledge.documents import LARGEST, load_raw, market_of
from knowledge.errors import DocumentError
from knowledge.models import RoleDocument
from knowledge.readers.markdown import read_markdown
from tests.knowledge.conftest import CorpusOf

FRONT = "---\nrole: Nurse\n"


def refusal(path: Path) -> str:
    """The reason why a file is refused."""
    with pytest.raises(DocumentError) as caught:
        load_raw(path, path.parent)
    return caught.value.reason


@pytest.mark.parametrize(
    ("name", "content", "why", "next_step"),
    [
        ("a.md", b"", "is empty", "write something"),
        ("a.md", b" \n\t\n", "is empty", "remove it"),
        ("a.md", b"%PDF-1.4\0\0", "is a damaged PDF", "save or download"),
        ("a.md", b"\xc3\xa9\xc3\xa9\xff", "is not UTF-8 (byte 4", "save it as UTF-8"),
        ("a.docx", b"words", "is called .docx", "save it again"),
        ("a", b"words", "of a kind that is not read", ".txt"),
        ("a.md", b"---\nrole: a: b\n---\ntext", "broken front matter on line 2", "`key: value`"),
        ("a.md", b"---\njust words\n---\ntext", "broken front matter", "`key: value`"),
        ("a.md", b"---\nrole: Nurse\n# Nurse\n", "without an end", "three dashes"),
        ("a.md", b"---\nrole: Nurse\n---\n \n", "no text below it", "add the text"),
    ],
)
def test_what_is_no_document_is_refused_with_the_next_step(
    tmp_path: Path, name: str, content: bytes, why: str, next_step: str
) -> None:
    """The reason says what is wrong with the file and what to do about it."""
    path = tmp_path / name
    path.write_bytes(content)
    reason = refusal(path)
    assert why in reason
    assert next_step in reason


def test_a_file_too_large_is_not_read(tmp_path: Path) -> None:
    """A file of more than the limit is refused by its size, with the limit."""
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1_000_000)
    assert "3 MB is too large" in refusal(path)
    assert "the limit is 2 MB" in refusal(path)


def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    """What the system says of a file is passed on."""
    path = tmp_path / "a.md"
    path.symlink_to(tmp_path / "nowhere.md")
    assert "cannot be opened (No such file" in refusal(path)


def test_a_document_that_says_nothing_is_refused(corpus_of: CorpusOf) -> None:
    """Headings alone are no answer to anything."""
    (refused,) = corpus_of({"a.md": "# Nurse\n## Pay\n"}).refused
    assert "add sections below headings" in refused.reason


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_front_matter_is_told_apart_from_text(tmp_path: Path, newline: str, mark: bytes) -> None:
    """Front matter is read whatever the line ends are, and with a byte order mark before it."""
    path = tmp_path / "a.md"
    lines = ["---", "role: Nurse", "aliases: [carer]", "---", "# Nurse", "Cares."]
    path.write_bytes(mark + newline.join(lines).encode())
    raw = load_raw(path, tmp_path)
    assert raw.meta == {"role": "Nurse", "aliases": ["carer"]}
    assert raw.text.split() == ["#", "Nurse", "Cares."]
    assert raw.id == "a"


def only(corpus_of: CorpusOf, text: str, name: str = "a.md") -> RoleDocument:
    """The one document of a folder with one file."""
    (document,) = corpus_of({name: text}).documents
    return document


def test_front_matter_tells_source_and_market(corpus_of: CorpusOf) -> None:
    """Title, address, date and licence are the source's; a date is kept as it is written."""
    front = "title: Pay guide\nurl: https://e.org\nas_of: 2025-03-01\nlicence: CC0\nmarket: Japan\n"
    document = only(corpus_of, f"{FRONT}{front}---\n# Nurse\nCares.")
    source = document.source
    assert (source.title, source.address) == ("Pay guide", "https://e.org")
    assert (source.as_of, source.licence) == ("2025-03-01", "CC0")
    assert document.market == "Japan"


@pytest.mark.parametrize(
    ("market", "name"),
    [
        ("USA", "United States"),
        ("sri lanka", "Sri Lanka"),
        ("worldwide", "Global"),
        ("Atlantis", "Atlantis"),
    ],
)
def test_a_market_is_known_by_any_of_its_names(corpus_of: CorpusOf, market: str, name: str) -> None:
    """The market has the name that questions about it get; an unknown one is kept as written."""
    document = only(corpus_of, f"{FRONT}market: {market}\n---\n# Nurse\nCares.")
    assert (document.market, document.passages[0].market) == (name, name)


@pytest.mark.parametrize(
    ("name", "text", "title"),
    [
        ("pay-guide.md", "# Nursing\nCares.", "Nursing"),
        ("pay-guide.md", "They care for people.", "pay guide"),
        ("a.txt", "Nurse\n\nPay\n\nThey earn well.", "Nurse"),
        ("a.txt", "← Back to all jobs\n\nNurse\n\nPay\n\nThey earn well.", "Nurse"),
    ],
)
def test_a_document_without_front_matter_has_a_title(
    corpus_of: CorpusOf, name: str, text: str, title: str
) -> None:
    """The title is the first heading, else the first line that is one, else the file's name."""
    assert only(corpus_of, text, name).source.title == title


@pytest.mark.parametrize(
    ("text", "market"),
    [
        ("## Salary in Sri Lanka\nGood.", "Sri Lanka"),
        ("## US workers\n175K", "United States"),
        ("## Pay\n- Japanese pay: good\n- Hours in Japan: long\n- In Peru: fair", "Japan"),
        ("## Pay\nThey earn $80,000 a year, unlike anything paid in Sri Lanka.", None),
        ("## Markets\n- Japan\n- Peru", None),
        ("## Pay in Japan\nGood.\n## Pay in Peru\nFair.", None),
        ("## Global pay (USD)\nGood.\n## Working from home\nRare.", None),
    ],
)
def test_a_mention_in_passing_is_no_market(text: str, market: str | None) -> None:
    """A text is of the country that its headings and labels name most; a tie is none."""
    assert market_of(read_markdown(f"# Nurse\n{text}")) == market


@pytest.mark.parametrize(
    ("aliases", "expected"),
    [
        ("[carer, ward nurse]", ("carer", "ward nurse")),
        ("carer, ward nurse", ("carer", "ward nurse")),
        ("carer", ("carer",)),
        ("", ()),
        ("7", ("7",)),
        ('[carer, "", 7]', ("carer", "7")),
    ],
)
def test_aliases_are_a_list_or_a_line(
    corpus_of: CorpusOf, aliases: str, expected: tuple[str, ...]
) -> None:
    """One alias written without brackets is that alias, not its letters."""
    document = only(corpus_of, f"{FRONT}aliases: {aliases}\n---\n# Nurse\nCares.")
    assert document.role.aliases == expected

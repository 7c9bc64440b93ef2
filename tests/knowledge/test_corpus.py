"""A folder of documents: what is read, what is refused, and which documents are of one role."""

from decimal import Decimal
from pathlib import Path

import pytest

from knowledge.corpus import Corpus, load_corpus
from knowledge.errors import CorpusError
from tests.knowledge.conftest import SHARED, CorpusOf, Files

SEEDS = SHARED / "seeds"
GOOD = "---\nrole: Nurse\n---\n# Nurse\n## Pay\nRs. 90,000 a month."
needs_pages = pytest.mark.skipif(
    not SEEDS.is_dir(),
    reason=f"RAW PAGES NOT READ: no {SEEDS}; set ADVISOR_SHARED to the folder above it",
)


def roles(corpus: Corpus) -> dict[str, str]:
    """The role of each document."""
    return {document.id: document.role.id for document in corpus.documents}


def titled(*titles: str) -> Files:
    """A text below each of these titles, without front matter."""
    return {f"{n}.txt": f"{title}\n\nPay\n\nThey earn well.\n" for n, title in enumerate(titles)}


def test_what_is_refused_stops_nothing(corpus_of: CorpusOf, tmp_path: Path) -> None:
    """Every file that is no document is told by name and reason; the others are read."""
    (tmp_path / "lost.md").symlink_to(tmp_path / "nowhere.md")
    corpus = corpus_of(
        {
            "good.md": GOOD,
            "sub/also good.md": GOOD,
            "empty.md": "",
            "sub/binary.txt": b"\0\1",
            "open.md": "---\nrole: Nurse\n",
            "said.md": "# Nurse\n",
            "photo.png": b"\x89PNG",
        }
    )
    assert [document.id for document in corpus.documents] == ["good", "sub/also good"]
    refused = {refusal.document: refusal.reason for refusal in corpus.refused}
    assert refused.keys() == {
        "empty.md",
        "lost.md",
        "open.md",
        "photo.png",
        "said.md",
        "sub/binary.txt",
    }
    assert all(";" in reason for reason in refused.values()), "each reason ends in the next step"


def test_hidden_files_are_passed_over(corpus_of: CorpusOf) -> None:
    """What an editor or a version control leaves behind is neither read nor refused."""
    corpus = corpus_of({"good.md": GOOD, ".DS_Store": b"\0", ".git/config": "x"})
    assert (len(corpus.documents), corpus.refused) == (1, ())


def test_two_files_of_one_name_are_not_mixed_up(corpus_of: CorpusOf) -> None:
    """Of files that differ by their ending alone one is read, and the other told by name."""
    corpus = corpus_of({"nurse.md": GOOD, "nurse.txt": "Nurse\n\nPay\n\nThey earn well."})
    assert list(roles(corpus)) == ["nurse"]
    (refused,) = corpus.refused
    assert refused.document == "nurse.txt"
    assert "nurse.md" in refused.reason


def test_a_missing_folder_is_told_with_the_next_step(tmp_path: Path) -> None:
    """No folder is an error, and so is a file in its place; an empty folder is none."""
    for path in (tmp_path / "nowhere", tmp_path / "file.md"):
        (tmp_path / "file.md").write_text(GOOD)
        with pytest.raises(CorpusError, match="--documents") as caught:
            load_corpus(path)
        assert caught.value.folder == path
    (tmp_path / "file.md").unlink()
    assert load_corpus(tmp_path).documents == ()


def test_passages_have_ids_of_their_own(corpus_of: CorpusOf) -> None:
    """No id of a passage stands twice in a corpus."""
    corpus = corpus_of({"a/pay.md": GOOD, "b/pay.md": GOOD, "pay.md": GOOD})
    ids = [passage.id for document in corpus.documents for passage in document.passages]
    assert len(ids) == len(set(ids)) == 3


def test_the_digest_is_of_names_and_contents(corpus_of: CorpusOf, tmp_path: Path) -> None:
    """The same files have the same digest; a word or a name changed has another."""
    first = corpus_of({"a.md": GOOD}).digest
    assert corpus_of({"a.md": GOOD}).digest == first
    assert corpus_of({"a.md": f"{GOOD} Yes."}).digest != first
    (tmp_path / "a.md").write_text(GOOD)
    (tmp_path / "a.md").rename(tmp_path / "b.md")
    assert load_corpus(tmp_path).digest != first


@pytest.mark.parametrize(
    "titles",
    [
        ("Back-end Developer", "Backend Developer", "Back End Developer"),
        ("How to Become a Welder (Guide for All)", "Welder"),
        ("Welder Job Description for the Year", "Welder"),
        ("← Back to all jobs\n\nWelder", "welder"),
    ],
)
def test_near_equal_names_are_one_role(corpus_of: CorpusOf, titles: tuple[str, ...]) -> None:
    """Hyphens, a word more or the title around it make no other role."""
    assert len(set(roles(corpus_of(titled(*titles))).values())) == 1


def test_what_a_page_also_calls_its_role_is_the_same_role(corpus_of: CorpusOf) -> None:
    """A longer name is the shorter one's role where its page uses both."""
    both = "Back-end Systems Developer\n\nA backend developer writes servers."
    both += "Backend developers test. A back-end developer also repairs."
    files = {"a.txt": both, "b.txt": "Backend Developer\n\nShe writes servers."}
    assert len(set(roles(corpus_of(files)).values())) == 1


@pytest.mark.parametrize(
    "titles",
    [
        ("Software Engineer", "Web Developer", "Back-end Developer"),
        ("Software Engineer", "Embedded Software Engineer"),
        ("Software Engineer", "Backend Engineer"),
        ("C++ Developer", "C# Developer", "C Developer"),
        ("Nurse", "Registered Nurse"),
        ("Sales Manager", "Sales Engineer"),
        ("හෙද", "ගුරු"),
    ],
)
def test_different_occupations_stay_apart(corpus_of: CorpusOf, titles: tuple[str, ...]) -> None:
    """Roles that only share words are not mixed: what one earns says nothing of the other."""
    assert len(set(roles(corpus_of(titled(*titles))).values())) == len(titles)


def test_a_name_between_two_roles_does_not_join_them(corpus_of: CorpusOf) -> None:
    """A name that shares words with two roles joins one of them at most."""
    found = roles(corpus_of(titled("Cloud Developer", "Cloud Data Developer", "Data Developer")))
    assert found["0"] != found["2"]


def test_front_matter_comes_before_the_title(corpus_of: CorpusOf) -> None:
    """What front matter says of the role stands, and other names of it are aliases."""
    corpus = corpus_of(
        {
            "a.md": "---\nrole: Back-end Developer\naliases: [backend]\n---\n# Some page\nText.",
            "b.md": "---\nrole: Backend Developer\naliases: [server dev]\n---\n# A page\nText.",
        }
    )
    (role,) = {document.role for document in corpus.documents}
    assert (role.id, role.name) == ("back-end-developer", "Back-end Developer")
    assert set(role.aliases) == {"Backend Developer", "backend", "server dev"}


@pytest.mark.parametrize(
    ("name", "text", "role"),
    [
        ("welder/guide.md", "# Career guide\nText.", "Welder"),
        ("back-end-developer/page.md", "# What it is like\nText.", "Back End Developer"),
        ("welder/page.md", "# How to become a midwife in two years\nText.", "midwife"),
        ("incoming/page.md", "# Site Reliability Engineer\nText.", "Site Reliability Engineer"),
        ("dental-nurse.md", "They care for teeth.", "Dental Nurse"),
    ],
)
def test_a_folder_gives_the_role_that_the_title_does_not(
    corpus_of: CorpusOf, name: str, text: str, role: str
) -> None:
    """An occupation in the title comes first, then a folder named as one, then the title."""
    (document,) = corpus_of({name: text}).documents
    assert document.role.name == role


@needs_pages
def test_raw_pages_are_of_one_role() -> None:
    """Five pages on back-end developers, pasted as they are, are documents of one role."""
    corpus = load_corpus(SEEDS)
    assert corpus.refused == ()
    assert len(corpus.documents) == 5
    assert len(set(roles(corpus).values())) == 1


@needs_pages
def test_the_raw_profile_tells_pay_in_sri_lanka() -> None:
    """The pasted page of the Sri Lankan market gives its pay by level, in rupees a month."""
    (profile,) = (d for d in load_corpus(SEEDS).documents if d.id.startswith("000"))
    found = {
        (fact.level, fact.low, fact.high)
        for passage in profile.passages
        for fact in passage.pay
        if (fact.currency, fact.period, fact.market) == ("LKR", "month", "Sri Lanka")
    }
    thousands = {"entry": (75, 140), "mid": (150, 320), "senior": (320, 700)}
    assert found == {
        (level, Decimal(low * 1000), Decimal(high * 1000))
        for level, (low, high) in thousands.items()
    }

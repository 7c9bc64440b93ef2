"""Example questions of one's own: read, checked, and learnt from at the next reindex."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from bot.examples import (
    BadExamplesError,
    Example,
    UnknownTopicError,
    add_example,
    read_examples,
    topics,
    with_own,
)
from bot.expertise import CLASSIFIER, examples
from bot.reindexing import Reindexer
from knowledge.models import Role
from retrieval.classifier import Classifier
from retrieval.generation import current_version, read_extra
from tests.conftest import RememberingEncoder

NURSE = (
    "---\nrole: Nurse\ntitle: Nursing\n---\n# Nurse\n\n## Daily tasks\n\n- Look after the sick\n"
)
ODD = "how much moolah does a nurse rake in"


@pytest.fixture(name="reindexer")
def _reindexer(encoder: RememberingEncoder, tmp_path: Path) -> Reindexer:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "nurse.md").write_text(NURSE, "utf-8")
    return Reindexer(encoder, documents, tmp_path / "index")


def test_the_next_reindex_learns_from_an_example(
    reindexer: Reindexer, encoder: RememberingEncoder, tmp_path: Path
) -> None:
    """Beside the shipped examples one's own count, and without them all is as it was."""
    [vector] = encoder.encode(["how much moolah does this job rake in"])

    def likelihood() -> float:
        classifier = Classifier.load(read_extra(tmp_path / "index")[CLASSIFIER])
        return classifier.predict(vector)["topic:visa"]

    shipped = reindexer.run().version
    before = likelihood()
    add_example(tmp_path, Example("visa", ODD))
    own = reindexer.run()
    assert own.version != shipped
    assert own.embedded == 0
    assert likelihood() > before + 0.2
    assert reindexer.run().unchanged
    (tmp_path / "examples.yaml").unlink()
    assert reindexer.run().version == shipped


def test_a_bad_file_leaves_the_index_as_it_was(reindexer: Reindexer, tmp_path: Path) -> None:
    """An example of a topic that is gone is named with the file, and nothing is published."""
    version = reindexer.run().version
    (tmp_path / "examples.yaml").write_text("- {topic: alchemy, text: gold?}\n", "utf-8")
    with pytest.raises(BadExamplesError, match=r"examples\.yaml .*'alchemy'.* choose one of pay"):
        reindexer.run()
    assert current_version(tmp_path / "index") == version


def test_a_roles_name_stands_for_any() -> None:
    """In place of a role's name recognition learns "this job", and nothing twice."""
    own = (Example("pay", ODD), Example("pay", "how much moolah does a Nurse  rake in"))
    learnt = with_own(examples(), own, [Role("nurse", "Nurse")])
    added = [text for text in learnt["topic:pay"] if text not in examples()["topic:pay"]]
    assert added == ["how much moolah does this job rake in"]
    assert with_own(examples(), (), []) == examples()


def test_out_of_scope_may_be_taught_too(tmp_path: Path) -> None:
    """What was answered as if known can become an example of what is out of scope."""
    assert "out_of_scope" in topics()
    own = (Example("out_of_scope", "fold me a crane"),)
    assert "fold me a crane" in with_own(examples(), own, [])["out_of_scope"]


def test_a_topic_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """The error names the topics there are, and no file is made."""
    with pytest.raises(UnknownTopicError, match=r"choose one of pay, .*hours.*, out_of_scope"):
        add_example(tmp_path, Example("moolah", "x"))
    assert list(tmp_path.iterdir()) == []


def test_nothing_added_at_once_is_lost(tmp_path: Path) -> None:
    """Examples that several add at the same time all stand in the file, comments kept."""
    file = tmp_path / "examples.yaml"
    file.write_text("# ours\n- topic: pay\n  text: zero", "utf-8")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: add_example(tmp_path, Example("pay", f"n{n}: # 😀")), range(20)))
    assert file.read_text("utf-8").startswith("# ours\n")
    texts = [example.text for example in read_examples(file)]
    assert texts[0] == "zero"
    assert sorted(texts[1:]) == sorted(f"n{n}: # 😀" for n in range(20))
    assert sorted(path.name for path in tmp_path.iterdir()) == [".lists.lock", "examples.yaml"]

"""From a query to passages, over a generation on disk."""

import pytest

from retrieval.generation import load_generation
from retrieval.indexing import publish
from retrieval.retriever import Retriever
from retrieval.types import Hit, Query
from tests.fakes import HashingEncoder, make_document, make_passage

PAY = make_passage(
    "A senior earns much money.", number=1, topic="pay", level="senior", market="Sri Lanka"
)
ABROAD = make_passage("A senior earns much money.", number=2, topic="pay", market="Japan")
TOOLS = make_passage("They work with hammers every day.", number=3, topic="tools")
FRAMEWORK = make_passage("Some draw with CAD2000 on screens.", number=4, topic="tools")
NURSE = make_passage(
    "A senior nurse earns money.", document="nurse", role="nurse", number=1, topic="pay"
)


@pytest.fixture(name="retriever", scope="module")
def _retriever(tmp_path_factory: pytest.TempPathFactory) -> Retriever:
    folder, encoder = tmp_path_factory.mktemp("index"), HashingEncoder()
    documents = [
        make_document("engineer", PAY, ABROAD, TOOLS, FRAMEWORK),
        make_document("nurse", NURSE, role="nurse"),
    ]
    publish(documents, encoder, folder)
    return Retriever(load_generation(folder, encoder.name, encoder.dimension), encoder)


def ids(hits: tuple[Hit, ...]) -> list[str]:
    """The passages by id."""
    return [hit.passage.id for hit in hits]


def test_a_passage_asked_word_for_word_is_first(retriever: Retriever) -> None:
    """Its cosine is one, and hits come best first."""
    hits = retriever.find(Query(TOOLS.text))
    assert hits[0].passage == TOOLS
    assert hits[0].similarity == pytest.approx(1, abs=1e-5)
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)


def test_only_the_role_asked_for_is_searched(retriever: Retriever) -> None:
    """Another role's passage is no hit, however near; an unknown role has none."""
    assert ids(retriever.find(Query("senior nurse money", role="engineer"))) != []
    assert NURSE.id not in ids(retriever.find(Query("senior nurse money", role="engineer")))
    assert ids(retriever.find(Query("senior nurse money", role="nurse"))) == [NURSE.id]
    assert retriever.find(Query("senior", role="astronaut")) == ()


def test_no_more_than_asked_for(retriever: Retriever) -> None:
    """There are at most `top_k` hits, and no row twice where fewer exist."""
    assert len(retriever.find(Query("senior money hammers", top_k=2))) == 2
    everything = ids(retriever.find(Query("senior money hammers", top_k=50)))
    assert len(everything) == len(set(everything)) <= 5


def test_the_market_asked_for_decides_between_equals(retriever: Retriever) -> None:
    """Of two passages with the same words the one of the market comes first."""
    for market, best in (("Sri Lanka", PAY), ("Japan", ABROAD)):
        query = Query("what a senior earns", "engineer", {"pay": 0.9}, market)
        assert retriever.find(query)[0].passage == best


def test_the_topic_finds_what_shares_no_word(retriever: Retriever) -> None:
    """A list of names is found by its topic."""
    hits = retriever.find(Query("qwerty", "engineer", {"tools": 0.9}))
    assert {h.passage.id for h in hits[:2]} == {TOOLS.id, FRAMEWORK.id}


def test_a_rare_name_is_found_and_marked(retriever: Retriever) -> None:
    """A name that few passages hold and the encoder does not know brings those passages."""
    hits = retriever.find(Query("is CAD2000 needed to earn money", "engineer", top_k=1))
    named = [hit.passage for hit in hits if hit.named]
    assert named == [FRAMEWORK]


def test_a_rare_word_in_small_letters_is_no_name(retriever: Retriever) -> None:
    """What the documents write like any other word names nothing, however rare it is."""
    hits = retriever.find(Query("were the cad2000s activated", "engineer"))
    assert not any(hit.named for hit in hits)


def test_a_vector_at_hand_saves_embedding(retriever: Retriever) -> None:
    """The hits are the same whether or not the vector is given."""
    vector = HashingEncoder().encode(["hammers every day"])[0]
    query = Query("hammers every day")
    assert retriever.find(query, vector) == retriever.find(query)


def test_the_whole_corpus_is_ranked_as_one_role_would_be(retriever: Retriever) -> None:
    """Without a role each passage of the topic can be a hit, none twice, as with a role."""
    topics = {"pay": 0.6, "tools": 0.3}
    everywhere = retriever.find(Query("qwerty", None, topics, "Japan", top_k=50))
    assert len(set(ids(everywhere))) == len(everywhere) == 5
    assert everywhere[0].passage == ABROAD
    ours = [id_ for id_ in ids(everywhere) if id_.startswith("engineer")]
    assert ours == ids(retriever.find(Query("qwerty", "engineer", topics, "Japan", top_k=50)))
    assert (
        ids(retriever.find(Query("qwerty", None, topics, "Japan", top_k=2))) == ids(everywhere)[:2]
    )


def test_nearness_by_topic_is_that_of_the_nearest_passage(retriever: Retriever) -> None:
    """Each topic of the role's passages has one, that of the passage itself the highest."""
    near = retriever.nearest_by_topic(HashingEncoder().encode([TOOLS.text])[0], "engineer")
    assert near.keys() == {"pay", "tools"}
    assert near["tools"] == pytest.approx(1.0, abs=1e-5)
    assert near["pay"] < near["tools"]
    assert retriever.nearest_by_topic(HashingEncoder().encode(["x"])[0], "nobody") == {}


def test_the_role_whose_passages_speak_of_it_comes_first(retriever: Retriever) -> None:
    """Each passage of either search speaks for it; what none of them is of is not there."""
    text = TOOLS.text
    first, second = retriever.roles_near(text, HashingEncoder().encode([text])[0])
    assert (first.role, second.role) == ("engineer", "nurse")
    assert first.score > second.score
    assert first.similarity == pytest.approx(1.0, abs=1e-5)

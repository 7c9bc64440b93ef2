"""Each part taken away is really gone, and nothing else with it."""

from bot.commands.evaluation_text import ablation_table
from bot.evaluation import Case, JudgedTurn
from bot.evaluation.ablation import WHOLE, Advised, ablate, variants
from bot.evaluation.parts import without_dense, without_facts, without_keywords, without_topics
from bot.types import Status
from retrieval.types import Query
from tests.bot.evaluation.world import World

QUERY = Query("how many hours a week do they work", topics={"education": 0.9}, top_k=5)
PLAIN = {
    f"{search}, best {told}"
    for search in ("plain BM25", "plain dense", "our ranking")
    for told in ("passage", "three")
}


def said(advised: Advised, variant: str, *texts: str) -> list[str]:
    """What a variant answers in one conversation."""
    ask = variants(advised)[variant]()
    return [ask(text).text for text in texts]


def test_all_parts_and_plain_searches_are_there(advised: Advised) -> None:
    """The whole comes first, so that a table begins with it."""
    names = list(variants(advised))
    assert names[0] == WHOLE
    assert set(names) >= PLAIN
    assert len([name for name in names if name.startswith("without ")]) == 6


def test_without_spelling_a_misspelt_word_is_not_mended(advised: Advised) -> None:
    """What is written right is answered alike."""
    right, misspelt = "senior salary in Sri Lanka", "senoir salery in Sri Lanka"
    (whole,) = said(advised, WHOLE, misspelt)
    (literal,) = said(advised, "without spelling", misspelt)
    assert "320,000" in whole
    assert literal != whole
    assert said(advised, "without spelling", right) == said(advised, WHOLE, right)


def test_without_typed_facts_passages_answer(advised: Advised) -> None:
    """Pay is looked for like all else, and no fact is stated."""
    assert without_facts(advised.expertise).pay("back-end-systems-developer") == ()
    answer = variants(advised)["without typed facts"]()("senior salary in Sri Lanka")
    assert (answer.status, answer.facts) == (Status.ANSWERED, ())
    assert variants(advised)[WHOLE]()("senior salary in Sri Lanka").facts


def test_without_bm25_the_nearest_vectors_rank_alone(advised: Advised) -> None:
    """Where nothing else is settled the order is that of the dense search."""
    whole, query = advised.expertise, Query(QUERY.text, top_k=5)
    vector = whole.encoder.encode([query.text])[0]
    rows, _ = whole.generation.vectors.search(vector, 5)
    found = without_keywords(whole).retriever.find(query)
    assert [hit.passage for hit in found] == [whole.generation.passages[row] for row in rows]


def test_without_dense_shared_words_rank_alone(advised: Advised) -> None:
    """The order is BM25's, and how near each hit is to the question is still known."""
    whole, query = advised.expertise, Query(QUERY.text, top_k=5)
    rows, _ = whole.generation.keywords.search(query.text, 5)
    found = without_dense(whole).retriever.find(query)
    assert [hit.passage for hit in found] == [whole.generation.passages[row] for row in rows]
    near = {hit.passage.id: hit.similarity for hit in whole.retriever.find(query)}
    common = [hit for hit in found if near.get(hit.passage.id)]
    assert common
    assert all(abs(hit.similarity - near[hit.passage.id]) < 1e-5 for hit in common)


def test_without_topics_a_topic_changes_no_order(advised: Advised) -> None:
    """The hits are those of a query that names none; with topics they are others."""
    whole, plain = advised.expertise, Query(QUERY.text, top_k=5)
    unsteered = without_topics(whole).retriever.find(QUERY)
    assert unsteered == whole.retriever.find(plain)
    assert unsteered != whole.retriever.find(QUERY)


def test_without_context_each_question_is_the_first(advised: Advised) -> None:
    """What leans on the question before it is answered as if nothing had been said."""
    first, second = "senior salary in Sri Lanka", "and mid level?"
    assert "150,000" in said(advised, WHOLE, first, second)[1]
    alone = said(advised, WHOLE, second)
    assert said(advised, "without context", first, second)[1:] == alone


def test_every_variant_is_asked_every_case() -> None:
    """Scores stand by variant and file, and each case is told of."""
    cases = (Case("1", "k", (JudgedTurn("pay?", (Status.ANSWERED,)),)),)
    steps: list[int] = []
    found = ablate(
        [("a.yaml", cases), ("b.yaml", cases)],
        {"one": World().begin, "two": World().begin},
        lambda: steps.append(1),
    )
    assert {name: [s.name for s in scores] for name, scores in found.items()} == {
        "one": ["a.yaml", "b.yaml"],
        "two": ["a.yaml", "b.yaml"],
    }
    assert len(steps) == 4
    assert all(score.accuracy == 1.0 for scores in found.values() for score in scores)


def test_the_table_is_markdown_in_even_columns() -> None:
    """A row a variant over all files together; what could not happen has no share."""
    asked = JudgedTurn("pay?", (Status.ANSWERED,)), JudgedTurn("weather?", (Status.ANSWERED,))
    files = [(f"{n}.yaml", (Case("1", "k", (turn,)),)) for n, turn in enumerate(asked)]
    table = ablation_table(ablate(files, {"the whole": World().begin, "x": World().begin}))
    head, line, *rows = table.splitlines()
    assert {len(row) for row in (head, line, *rows)} == {len(head)}
    assert set(line) == set("|- ")
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]
    assert cells == [
        [name, "50.0%", "50.0%", "–", "0.0%", "–", "50.0%"] for name in ("the whole", "x")
    ]

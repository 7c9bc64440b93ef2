"""The classifier of questions: what it learns, that it can be kept, and that it is the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from retrieval.classifier import Classifier
from tests.fakes import HashingEncoder

EXAMPLES = {
    "pay": ["how much is the salary", "what do they pay", "salary of a senior"],
    "hours": ["how many hours a week", "working hours", "hours of work a week"],
    "thanks": ["thank you", "thanks a lot"],
}
ENCODER = HashingEncoder(dimension=512)
CLASSIFIER = Classifier.fit(EXAMPLES, ENCODER.encode)


def vector(text: str) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """A text's embedding."""
    row: np.ndarray[tuple[int], np.dtype[np.float32]] = ENCODER.encode([text])[0]
    return row


@pytest.mark.parametrize(
    ("text", "label"), [("salary of a junior", "pay"), ("how many hours", "hours")]
)
def test_the_likeliest_label_comes_first(text: str, label: str) -> None:
    """A text near to a label's examples has that label, with the highest probability."""
    found = CLASSIFIER.predict(vector(text))
    assert next(iter(found)) == label
    assert list(found.values()) == sorted(found.values(), reverse=True)


def test_probabilities_are_of_all_labels_and_sum_to_one() -> None:
    """Every label has its share."""
    found = CLASSIFIER.predict(vector("anything at all"))
    assert set(found) == set(EXAMPLES)
    assert sum(found.values()) == pytest.approx(1, abs=1e-5)


def test_nearness_is_that_of_the_nearest_example() -> None:
    """An example word for word is at one; a text without common words is far from it."""
    assert CLASSIFIER.nearness(vector("thank you"), "thanks") == pytest.approx(1, abs=1e-5)
    assert CLASSIFIER.nearness(vector("salary"), "thanks") < 0.2
    assert CLASSIFIER.nearness(vector("thanks"), "thanks") > CLASSIFIER.nearness(
        vector("thanks"), "pay"
    )


def test_the_same_examples_give_the_same_classifier() -> None:
    """Whatever order the labels stand in, the bytes are equal, so a generation is reproducible."""
    turned = dict(reversed(list(EXAMPLES.items())))
    assert Classifier.fit(turned, ENCODER.encode).dump() == CLASSIFIER.dump()


def test_what_is_kept_predicts_the_same() -> None:
    """A classifier that was dumped and loaded answers as before, to the bit."""
    loaded = Classifier.load(CLASSIFIER.dump())
    for text in ("salary", "hours a week", "xyzzy"):
        assert loaded.predict(vector(text)) == CLASSIFIER.predict(vector(text))
        assert loaded.nearness(vector(text), "pay") == CLASSIFIER.nearness(vector(text), "pay")


@given(st.text(alphabet="aehlmnouryw ABÉß'-9\n") | st.sampled_from(EXAMPLES["hours"]))
def test_words_weigh_what_the_library_says(text: str) -> None:
    """A text's words have the weights that they were learnt with, as the library counts them."""
    texts = [text for label in sorted(EXAMPLES) for text in EXAMPLES[label]]
    library = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True).fit(texts)
    assert tuple(library.get_feature_names_out()) == CLASSIFIER.words
    expected = library.transform([text]).toarray()[0]
    places, weights = CLASSIFIER._counted(text)
    counted = np.zeros(len(CLASSIFIER.words))
    counted[places] = weights
    np.testing.assert_allclose(counted, expected, atol=1e-6)


def test_a_lead_is_of_the_nearest_example_of_ours() -> None:
    """What is nearer to an example outside has a negative one; of one kind alone there is none."""
    told = Classifier.fit(EXAMPLES, ENCODER.encode, {"thanks"})
    assert told.lead(told.likeness(vector("what do they pay"))) > 0.5
    assert told.lead(told.likeness(vector("thanks a lot"))) < -0.5
    assert CLASSIFIER.lead(CLASSIFIER.likeness(vector("thanks"))) == 0.0


def test_a_company_is_a_share_of_the_nearest() -> None:
    """Among examples of ours it is high, among others low, and all of it where all are ours."""
    told = Classifier.fit(EXAMPLES, ENCODER.encode, {"thanks"})
    ours, theirs = (told.likeness(vector(t)) for t in ("what do they pay", "thanks a lot"))
    assert told.company(ours) > 0.5 > told.company(theirs)
    assert CLASSIFIER.company(ours) == pytest.approx(1.0)

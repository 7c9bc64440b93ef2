"""What the tests of retrieval share."""

from decimal import Decimal

import pytest

from knowledge.models import Pay, RoleDocument
from retrieval.encoder import SentenceEncoder
from tests.fakes import HashingEncoder, make_document, make_passage


@pytest.fixture(scope="session", name="sentence_encoder")
def _sentence_encoder() -> SentenceEncoder:
    return SentenceEncoder.load()


@pytest.fixture(name="encoder")
def _encoder() -> HashingEncoder:
    return HashingEncoder()


@pytest.fixture(name="documents")
def _documents() -> tuple[RoleDocument, ...]:
    pay = Pay(Decimal("320000.50"), None, "LKR", "month", level="senior", titles=("Tech Lead",))
    return (
        make_document(
            "lk/engineer",
            make_passage(
                "A senior engineer earns Rs. 320,000.50\u2028a month.",
                document="lk/engineer",
                topic="pay",
                market="Sri Lanka",
                level="senior",
                heading=("Pay", "Senior"),
                pay=(pay,),
            ),
            make_passage("Engineers study mathematics.", document="lk/engineer", number=2),
        ),
        make_document("empty"),
        make_document("nurse", "Nurses look after the sick.", role="nurse"),
    )

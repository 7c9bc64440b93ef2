"""The real expertise on the back-end developer, to take parts from and to search."""

import pytest

from bot.bootstrap import Services
from bot.evaluation.ablation import Advised
from bot.expertise import build_expertise
from retrieval.encoder import SentenceEncoder
from retrieval.generation import load_generation


@pytest.fixture(scope="session")
def advised(backend: Services, encoder: SentenceEncoder) -> Advised:
    """What the advisor on the back-end developer is made from."""
    settings = backend.settings
    generation = load_generation(settings.index_dir, encoder.name, encoder.dimension)
    expertise = build_expertise(generation, encoder)
    return Advised(expertise, settings.default_role, settings.default_market)

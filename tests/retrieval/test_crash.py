"""A crash at any moment of a publish leaves the old generation or the new one, whole."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.generation import load_generation
from retrieval.indexing import publish
from tests.fakes import HashingEncoder, keeping
from tests.retrieval.crash import EXTRA, NEW, OLD

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes by forking")


@pytest.fixture(name="states", scope="module")
def _states(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The index folder as a publish left it that was killed at its first step, its second…"""
    home = tmp_path_factory.mktemp("crash")
    # A third generation, so that the killed publish has an older one to clear away.
    for documents in (OLD[:1], OLD):
        publish(documents, HashingEncoder(), home / "before", complete=keeping(EXTRA))
    (home / "states").mkdir()
    command = [
        sys.executable,
        "-m",
        "tests.retrieval.crash",
        str(home / "before"),
        str(home / "states"),
    ]
    subprocess.run(command, check=True, cwd=ROOT)
    return sorted((home / "states").iterdir())


def test_old_or_new_is_whole(states: list[Path]) -> None:
    """After every crash the index loads, all old up to the switch and all new from it on."""
    encoder = HashingEncoder()
    found = [load_generation(folder, encoder.name, encoder.dimension) for folder in states]
    assert len(found) > 20
    news = [generation.documents == NEW for generation in found]
    assert news == sorted(news)
    assert {True, False} == set(news)
    assert all(generation.documents in (OLD, NEW) for generation in found)
    assert all(generation.extra == EXTRA for generation in found)


def test_next_publish_mends(states: list[Path]) -> None:
    """After every crash the next publish goes through and leaves nothing half-built."""
    encoder = HashingEncoder()
    versions = set()
    for folder in states:
        versions.add(publish(NEW, encoder, folder, complete=keeping(EXTRA)).version)
        assert load_generation(folder, encoder.name, encoder.dimension).documents == NEW
        assert not list(folder.glob(".building-*"))
    assert len(versions) == 1

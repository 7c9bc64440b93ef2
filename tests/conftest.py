"""What all tests share: no network but loopback, none of our settings, one real advisor."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from ipaddress import ip_address
from pathlib import Path
from typing import Any

# Threads that wait for one another cost more than they bring where tests share two processors.
os.environ.setdefault("OMP_NUM_THREADS", "1")
# python-telegram-bot reads it whenever a duration is asked for, and warns where it is not set.
os.environ.setdefault("PTB_TIMEDELTA", "1")

import numpy as np
import pytest
from filelock import FileLock

from bot.advisor import Advisor
from bot.bootstrap import Services, build
from bot.reindexing import Reindexer
from bot.settings import PACKAGED_DOCUMENTS, Settings, settings_table
from retrieval.classifier import Classifier
from retrieval.encoder import SentenceEncoder
from retrieval.types import Encoder, Vectors
from tests.fake_services import CommandLine, FakeServices

BACKEND = PACKAGED_DOCUMENTS / "back-end-systems-developer"
_LOCAL_NAMES = {"", "localhost", None}
_refused: list[str] = []


class NetworkUseError(Exception):
    """A test wanted to leave this machine."""


def _is_local(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in _LOCAL_NAMES:
        return True
    try:
        address = ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in {"socket.connect", "socket.sendto"} and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    if not _is_local(host):
        _refused.append(str(host))
        raise NetworkUseError(f"A test may not reach {host}: use the double on loopback")


# Nothing goes round an audit hook, whichever library opens the socket; it cannot be taken off.
sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def _offline() -> Iterator[None]:
    """Fail a test that tried to leave this machine, even where its code got over the refusal."""
    _refused.clear()
    yield
    assert not _refused, f"The test tried to reach {', '.join(_refused)}"


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take out of the environment whatever sets us up where the tests run."""
    for row in settings_table():
        monkeypatch.delenv(row.name, raising=False)


class RememberingEncoder:
    """The real encoder, which embeds no text twice: every index learns from the same examples."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._rows: dict[str, Vectors] = {}
        self.name = encoder.name
        self.dimension = encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Embed what is new, remember the rest."""
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        self._rows.update(zip(new, self._encoder.encode(new), strict=True))
        rows = [self._rows[text] for text in texts]
        return np.stack(rows) if rows else np.zeros((0, self.dimension), np.float32)

    def knows(self, word: str) -> bool:
        """As the real one."""
        return self._encoder.knows(word)


@pytest.fixture(scope="session")
def encoder() -> RememberingEncoder:
    """The real encoder, loaded once, for indexes of a test's own."""
    return RememberingEncoder(SentenceEncoder.load())


@pytest.fixture(scope="session", autouse=True)
def _learnt_once() -> Iterator[None]:
    """The same examples give the same classifier, so that it is fitted once for all tests."""
    fit, fitted = Classifier.fit, dict[str, Classifier]()

    def remembered(
        examples: Mapping[str, Sequence[str]],
        encode: Callable[[Sequence[str]], Vectors],
        outside: Container[str] = (),
    ) -> Classifier:
        told = {label: label in outside for label in examples}
        like = encode(["how an encoder shows which it is"]).tolist()
        key = json.dumps([examples, told, like], sort_keys=True)
        if key not in fitted:
            fitted[key] = fit(examples, encode, outside)
        return fitted[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Classifier, "fit", staticmethod(remembered))
        yield


def _services(data_dir: Path, documents: Path) -> Services:
    return build(Settings(_env_file=None, data_dir=data_dir, documents=documents))  # type: ignore[call-arg]


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory, encoder: RememberingEncoder) -> Services:
    """The real services over the back-end developer's documents: share, never reindex."""
    services = _services(tmp_path_factory.mktemp("backend"), BACKEND)
    Reindexer(encoder, BACKEND, services.settings.index_dir).run()
    return services


@pytest.fixture(scope="session")
def advisor(backend: Services) -> Advisor:
    """The real advisor on the back-end developer; talk in a conversation of the test's own."""
    return backend.advisor


@pytest.fixture(scope="session")
def shipped(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    encoder: RememberingEncoder,
) -> Services:
    """The real services over all that ships: share, never reindex.

    The index is kept between runs, and a reindex there embeds only what changed since.
    """
    kept = request.config.cache.mkdir("shipped")
    services = _services(tmp_path_factory.mktemp("shipped"), PACKAGED_DOCUMENTS)
    with FileLock(kept / "tests.lock"):
        Reindexer(encoder, PACKAGED_DOCUMENTS, kept / "index").run()
        shutil.copytree(kept / "index", services.settings.index_dir)
    return services


@pytest.fixture
def services(tmp_path: Path) -> FakeServices:
    """Services whose data and documents lie in a folder of the test's own."""
    documents = tmp_path / "documents"
    documents.mkdir()
    return FakeServices(Settings(data_dir=tmp_path / "data", documents=documents))


@pytest.fixture
def career_advisor(services: FakeServices) -> CommandLine:
    """The command line over those services."""
    return CommandLine(services)

"""The real Telegram side against the Bot API double, with a database in tmp_path."""

import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.telegram.app import House, running
from storage import open_database
from tests.botapi import BotApiDouble, User
from tests.telegram.fakes import TOKEN, FakeServices, make_services

ADMIN = 42


@pytest.fixture(name="api")
async def _api() -> AsyncIterator[BotApiDouble]:
    """A Bot API whose rules must not have been broken when the test ends."""
    async with BotApiDouble(token=TOKEN) as api:
        yield api
        await api.assert_clean()


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at head schema: copying it is quicker than making one for each test."""
    file = tmp_path_factory.mktemp("template") / "advisor.db"
    open_database(f"sqlite:///{file}").dispose()
    return file


@pytest.fixture(autouse=True)
def _database(tmp_path: Path, empty_database: Path) -> None:
    shutil.copy(empty_database, tmp_path / "advisor.db")


@pytest.fixture(name="services")
def _services(tmp_path: Path, api: BotApiDouble) -> Iterator[FakeServices]:
    services = make_services(tmp_path, api.url, admins=frozenset({ADMIN}))
    yield services
    services.reindexer.release.set()
    services.close()


@pytest.fixture(name="bot")
async def _bot(services: FakeServices) -> AsyncIterator[House]:
    """The bot, polling."""
    async with running(services) as house:
        yield house


@pytest.fixture(name="alice")
def _alice(api: BotApiDouble) -> User:
    return api.user(1001, "Alice")


@pytest.fixture(name="bob")
def _bob(api: BotApiDouble) -> User:
    return api.user(1002, "Bob <b>")

"""/reindex: for admins, beside everything else, with a report."""

from pathlib import Path

import pytest

from bot.telegram import reindexing
from bot.telegram.app import House, running
from retrieval.errors import EmptyCorpusError, NoIndexError
from tests.botapi import BotApiDouble, User
from tests.telegram.conftest import ADMIN
from tests.telegram.fakes import FakeServices, make_services


@pytest.fixture(name="admin")
def _admin(api: BotApiDouble, monkeypatch: pytest.MonkeyPatch) -> User:
    monkeypatch.setattr(reindexing, "PROGRESS_SECONDS", 0.2)
    return api.user(ADMIN, "Admin")


async def test_bot_answers_while_it_reindexes(
    api: BotApiDouble, bot: House, services: FakeServices, admin: User
) -> None:
    """Progress is shown, questions of the same chat are answered meanwhile, the report follows."""
    await admin.send("/reindex")
    [begun] = await api.replies(admin)
    assert begun.text.startswith("Reindexing …")
    [progress] = await api.edited(admin)
    assert progress.text == "Reindexing …\n▰▰▰▱▱▱▱▱▱▱ 3 of 9"
    await admin.send("what does a senior earn?")
    [answer] = await api.replies(admin)
    assert answer.text == "You said: what does a senior earn?"
    services.reindexer.release.set()
    [report] = await api.replies(admin)
    assert "The new index is in use. Version v2" in report.text
    assert "2 documents, 9 passages, 1.5 s" in report.text
    assert "Refused\n• <broken>.pdf: no text & no pages" in report.text
    [ended] = await api.edited(admin)
    assert ended.text == "Reindexing ended."


async def test_one_reindex_at_a_time(
    api: BotApiDouble, bot: House, services: FakeServices, admin: User
) -> None:
    """A second one is told that one is running, until that has ended."""
    await admin.send("/reindex")
    await api.replies(admin)
    await admin.send("/reindex")
    [told] = await api.replies(admin)
    assert told.text.startswith("A reindex is already running")
    services.reindexer.release.set()
    await bot.desk.reindexing.idle()
    assert not bot.desk.reindexing.running
    assert services.reindexer.runs == 1


async def test_of_two_at_the_same_moment_one_runs(
    api: BotApiDouble, tmp_path: Path, admin: User, alice: User
) -> None:
    """Of two admins who ask in their chats at once, one gets it and the other is told so."""
    services = make_services(tmp_path, api.url, admins=frozenset({ADMIN, alice.id}))
    api.fail_next("sendMessage", delay=0.5)
    async with running(services) as house:
        await admin.send("/reindex")
        await alice.send("/reindex")
        told = [(await api.replies(person))[0].text for person in (admin, alice)]
        assert sorted(text.split()[0] for text in told) == ["A", "Reindexing"]
        services.reindexer.release.set()
        await house.lanes.idle()
        await house.desk.reindexing.idle()
    assert services.reindexer.runs == 1
    services.close()


async def test_start_that_failed_can_be_tried_again(
    api: BotApiDouble, bot: House, services: FakeServices, admin: User
) -> None:
    """A reindex whose first message did not get through is not taken for a running one."""
    api.fail_next("sendMessage", status=502)
    await admin.send("/reindex")
    [begun] = await api.replies(admin)
    assert begun.text.startswith("Reindexing …")
    services.reindexer.release.set()
    [report] = await api.replies(admin)
    assert report.text.startswith("The new index is in use.")
    assert services.reindexer.runs == 1


async def test_others_may_not(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """Who is no admin gets a polite no."""
    await alice.send("/reindex")
    [told] = await api.replies(alice)
    assert told.text.startswith("Only an admin")
    assert services.reindexer.runs == 0


async def test_failure_is_reported(
    api: BotApiDouble, bot: House, services: FakeServices, admin: User
) -> None:
    """An error's own line, with the next step, comes to the chat."""
    services.reindexer.trouble = EmptyCorpusError()
    await admin.send("/reindex full")
    _, report = await api.replies(admin, count=2)
    assert report.text.startswith("The reindex failed; the index is as it was.")
    assert "career-advisor documents check" in report.text


async def test_without_an_index_admins_are_told_what_to_do(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User, admin: User
) -> None:
    """With nothing to answer from, an admin hears of /reindex and others are asked to wait."""
    services.advisor.trouble = NoIndexError(services.settings.data_dir / "index")
    await alice.send("hi")
    [told] = await api.replies(alice)
    assert "try again" in told.text
    assert "reindex" not in told.text
    await admin.send("hi")
    [told] = await api.replies(admin)
    assert "/reindex does the same" in told.text

"""A process that dies at any moment: no update is lost, none is answered twice."""

import asyncio
import signal
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.telegram.app import running
from tests.botapi import BotApiDouble, User
from tests.telegram.fakes import make_services
from tests.telegram.ports import free_port

ROOT = Path(__file__).parents[2]
Launch = Callable[..., Awaitable[asyncio.subprocess.Process]]


@pytest.fixture(name="launch")
async def _launch(api: BotApiDouble, tmp_path: Path) -> AsyncIterator[Launch]:
    """Start the bot as a process; what is left of them is killed."""
    started: list[asyncio.subprocess.Process] = []

    async def launch(*more: str, folder: Path = tmp_path) -> asyncio.subprocess.Process:
        command = [sys.executable, "-m", "tests.telegram.process", str(folder), api.url, *more]
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe)
        started.append(process)
        return process

    yield launch
    for process in started:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_killed_bot_loses_nothing(
    api: BotApiDouble, launch: Launch, tmp_path: Path, alice: User, bob: User, mode: str
) -> None:
    """Killed with work half done, the next process answers what is left, in order and once."""
    port = free_port()
    more = (f"http://127.0.0.1:{port}/hook", str(port)) if mode == "webhook" else ()
    first = await launch(*more)
    asked = {person: [f"wait 0.3 {n}" for n in range(4)] for person in (alice, bob)}
    for n in range(4):
        for person in (alice, bob):
            await person.send(asked[person][n])
    await api.replies(alice, count=2)
    await api.webhook_delivered() if mode == "webhook" else await api.acknowledged()
    first.kill()
    await first.wait()
    async with _next_life(tmp_path, api, *more):
        for person in (alice, bob):
            await _answered(api, person, 4)
        await asyncio.sleep(0.3)
    for person in (alice, bob):
        texts = [message.text for message in api.sent if message.chat_id == person.id]
        assert texts == [f"You said: {text}" for text in asked[person]]


@pytest.mark.slow
async def test_polite_end_finishes_what_is_in_work(
    api: BotApiDouble, launch: Launch, tmp_path: Path, alice: User
) -> None:
    """After SIGTERM the answer in work goes out, the rest waits for the next process."""
    process = await launch()
    await alice.send("hi")
    await api.replies(alice)
    for n in range(3):
        await alice.send(f"wait 0.5 {n}")
    await api.acknowledged()
    await asyncio.sleep(0.2)
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    assert len(api.sent) in (2, 3)
    async with _next_life(tmp_path, api):
        await _answered(api, alice, 4)
    assert set(Counter(message.text for message in api.sent).values()) == {1}


@pytest.mark.slow
async def test_second_signal_loses_nothing(
    api: BotApiDouble, launch: Launch, tmp_path: Path, alice: User
) -> None:
    """An impatient second signal ends at once; the work is done by the next process."""
    process = await launch()
    await alice.send("hi")
    await api.replies(alice)
    for n in range(3):
        await alice.send(f"wait 0.4 {n}")
    await api.acknowledged()
    process.send_signal(signal.SIGTERM)
    await asyncio.sleep(0.05)
    process.send_signal(signal.SIGTERM)
    assert await process.wait() == 0
    async with _next_life(tmp_path, api):
        await _answered(api, alice, 4)
    assert set(Counter(message.text for message in api.sent).values()) == {1}


async def test_refused_token_ends_with_one_line(launch: Launch, tmp_path: Path) -> None:
    """A wrong token is exit code 1 and a line with the next step, not the token."""
    folder = tmp_path / "refused"
    process = await launch(folder=folder)
    out, err = await process.communicate()
    assert process.returncode == 1
    assert out == b""
    assert len(err.splitlines()) == 1
    assert b"copy the token from @BotFather" in err
    assert b"SECRET" not in err


@asynccontextmanager
async def _next_life(
    folder: Path, api: BotApiDouble, webhook_url: str = "", port: str = "8080"
) -> AsyncIterator[None]:
    """Run the bot again on what the process left, in this one: that is quicker."""
    more = {"webhook_url": webhook_url, "port": int(port)} if webhook_url else {}
    services = make_services(folder, api.url, **more)
    async with running(services):
        yield
    services.close()


async def _answered(api: BotApiDouble, person: User, count: int) -> None:
    def there() -> bool:
        return sum(message.chat_id == person.id for message in api.sent) >= count

    assert await api.world.bell.wait_for(there, 15), api.transcript(person)

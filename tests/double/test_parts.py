"""The parts that need no server."""

import asyncio
import sys

import httpx
import pytest

from tests.botapi import BotApiDouble
from tests.botapi.entities import EntityError, parse_html
from tests.botapi.updates import UpdateQueue
from tests.double.talking import ALICE


def test_nested_html() -> None:
    """Nested tags give nested entities, outer first; a language belongs to its block."""
    shown = parse_html(
        "\n<blockquote expandable>a <b>b <i>c</i></b></blockquote>"
        '<pre><code class="language-py">x&#39;</code></pre>'
        "<tg-spoiler>s</tg-spoiler><i></i> \n"
    )
    assert shown.text == "a b cx's"
    kinds = [(e["type"], e["offset"], e["length"]) for e in shown.entities]
    assert kinds == [
        ("expandable_blockquote", 0, 5),
        ("bold", 2, 3),
        ("italic", 4, 1),
        ("pre", 5, 2),
        ("spoiler", 7, 1),
    ]
    assert shown.entities[3]["language"] == "py"


def test_the_first_fault_is_told() -> None:
    """The complaint names the byte at which the markup goes wrong."""
    with pytest.raises(EntityError, match='unescaped "<" at byte offset 3'):
        parse_html("é <")


def test_lanes_are_chats() -> None:
    """Updates queue by chat; what belongs to none shares one lane."""
    queue = UpdateQueue()
    queue.add("message", {"chat": {"id": 5}})
    queue.add("callback_query", {"message": {"chat": {"id": 7}}})
    queue.add_raw([])
    assert queue.lanes() == (5, 7, 0)


async def test_json_bodies_are_read(api: BotApiDouble) -> None:
    """A call may bring its parameters as JSON or in the address, too."""
    api.user(ALICE, "Alice", started=True)
    address = f"{api.url}/bot{api.token}/sendMessage"
    async with httpx.AsyncClient(trust_env=False) as client:
        first = await client.post(address, json={"chat_id": ALICE, "text": " 12 "})
        second = await client.get(address, params={"chat_id": ALICE, "text": "13"})
    assert (first.json()["ok"], second.json()["ok"]) == (True, True)
    assert [(m.text, m.html) for m in api.sent] == [("12", " 12 "), ("13", "13")]


async def test_it_runs_by_itself() -> None:
    """The module serves in a process of its own and is driven over /control."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.botapi", stdout=asyncio.subprocess.PIPE
    )
    try:
        line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
        url, token = (part.split("=", 1)[1] for part in line.split())
        async with httpx.AsyncClient(trust_env=False) as client:
            await client.post(f"{url}/control/send", json={"user": 7, "text": "hi"})
            updates = (await client.get(f"{url}/bot{token}/getUpdates")).json()["result"]
            state = (await client.get(f"{url}/control/state")).json()
    finally:
        process.terminate()
        await process.communicate()
    assert updates[0]["message"]["text"] == "hi"
    assert state["pending"] == [updates[0]["update_id"]]
    assert state["transcripts"] == {"7": "#1 User7: hi"}

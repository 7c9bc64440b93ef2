"""/forget: asked first, then nothing of the person is left in any table."""

from bot.telegram.app import House
from tests.botapi import BotApiDouble, User
from tests.telegram.fakes import FakeServices


async def test_forget_deletes_everything(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User, bob: User
) -> None:
    """After the button nothing of the person is kept, messages included; others keep theirs."""
    for person in (alice, bob):
        await person.send("hi")
        await api.replies(person)
    await alice.send("/forget")
    [asked] = await api.replies(alice)
    assert asked.text.startswith("Delete everything kept about you?")
    await alice.press(asked, "Delete everything")
    [done] = await api.edited(alice)
    assert done.text.startswith("Deleted: 1 question with its answer, in 1 conversation.")
    await bot.lanes.idle()
    kept = services.conversations.export("1001")
    assert kept == {"user_id": "1001", "conversations": [], "inbox": [], "outbox": []}
    assert services.conversations.export("1002")["conversations"]


async def test_forget_can_be_thought_better_of(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """The other button deletes nothing and says so."""
    await alice.send("hi")
    await alice.send("/forget")
    _, asked = await api.replies(alice, count=2)
    await alice.press(asked, "Keep it")
    [done] = await api.edited(alice)
    assert done.text == "Nothing was deleted."
    assert services.conversations.history("telegram:1001:1001")


async def test_forget_belongs_to_who_asked(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User, bob: User
) -> None:
    """In a group nobody else's press deletes anything."""
    group = api.group(-500, "Careers", [alice, bob])
    await bob.send("hi")
    await api.replies(bob)
    await alice.send("/forget", chat=group)
    [asked] = await api.replies(group)
    await bob.press(asked, "Delete everything")
    [answer] = await api.replies(group)
    assert "belongs to the person who asked" in answer.text
    assert services.conversations.history("telegram:1002:1002")

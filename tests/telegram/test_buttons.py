"""Presses: answered at once, as the question of whoever pressed, and once."""

from bot.telegram.app import House
from tests.botapi import BotApiDouble, User
from tests.telegram.fakes import FakeServices


async def test_press_asks_the_whole_question(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """A follow-up is asked as the turn keeps it and stands small above its answer."""
    long = "what " * 20 + "?"
    await alice.send(long)
    [reply] = await api.replies(alice)
    assert len(reply.buttons[0]) <= 40
    query = await alice.press(reply, reply.buttons[0])
    await api.callback_answer(query, timeout=2)
    [answer] = await api.replies(alice)
    assert services.advisor.asked[1].text == f"more on {long}?"
    assert answer.html.startswith(f"<i>› more on {long}?</i>\n\nYou said: ")


async def test_press_is_acknowledged_before_its_turn(
    api: BotApiDouble, bot: House, alice: User
) -> None:
    """A press stops spinning while an earlier question is still being answered."""
    await alice.send("hi")
    [reply] = await api.replies(alice)
    await alice.send("wait 1.5")
    query = await alice.press(reply, "And in Germany?")
    await api.callback_answer(query, timeout=0.8)
    slow, pressed = await api.replies(alice, count=2)
    assert slow.text == "You said: wait 1.5"
    assert pressed.text.endswith("You said: And in Germany?")


async def test_double_press_is_answered_once(api: BotApiDouble, bot: House, alice: User) -> None:
    """A button pressed twice in a moment gives one answer; another button its own."""
    await alice.send("hi")
    [reply] = await api.replies(alice)
    await alice.press(reply, "And in Germany?")
    await alice.press(reply, "And in Germany?")
    await alice.press(reply, reply.buttons[0])
    first, second = await api.replies(alice, count=2)
    assert first.text.endswith("You said: And in Germany?")
    assert second.text.endswith("You said: more on hi?")
    await api.silence(alice, 0.2)


async def test_forgotten_turn_says_that_it_is_gone(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """A button under an answer that is not kept any more says so."""
    await alice.send("hi")
    [reply] = await api.replies(alice)
    services.conversations.forget("1001")
    await alice.press(reply, "And in Germany?")
    [answer] = await api.replies(alice)
    assert answer.text.startswith("That question is gone")


async def test_button_of_another_chat_opens_nothing(
    api: BotApiDouble, bot: House, alice: User, bob: User
) -> None:
    """Callback data that names another chat's turn does not show its questions."""
    await alice.send("my secret plan")
    await api.replies(alice)
    await bob.send("hi")
    [reply] = await api.replies(bob)
    for data in ("f:1:0", "f:99999999999999999999999:0", "v0:old"):
        forged = {
            "id": f"q{data}",
            "from": bob.to_json(),
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": reply.message_id,
                "date": 0,
                "chat": {"id": bob.id, "type": "private"},
            },
        }
        api.raw_update({"callback_query": forged})
        [answer] = await api.replies(bob)
        assert answer.text.startswith("That question is gone")


async def test_refused_acknowledgement_stops_nothing(
    api: BotApiDouble, bot: House, alice: User
) -> None:
    """A press that has become too old for Telegram is answered all the same."""
    await alice.send("hi")
    [reply] = await api.replies(alice)
    api.fail_next("answerCallbackQuery", status=400, description="query is too old")
    query = await alice.press(reply, "And in Germany?")
    [answer] = await api.replies(alice)
    assert answer.text.endswith("You said: And in Germany?")
    api.world.presses.pop(query)

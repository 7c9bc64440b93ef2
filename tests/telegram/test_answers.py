"""Under an answer: the rest of it, its sources, thumbs, and how it came about."""

import pytest

from bot.explanation import Explanation, Origin, explanation_as_dict
from bot.telegram.app import House, running
from bot.types import AnswerSource, Status
from storage import Verdict
from tests.botapi import BotApiDouble, SentMessage, User
from tests.telegram.fakes import FakeServices, make_services

BLOCKS = [
    f"<b>Block {n}</b>\n" + "\n".join("• a &amp; b &lt;c&gt;" for _ in range(5)) for n in range(9)
]
SOURCES = (
    AnswerSource(1, "Pay <survey>", "d", "Pay › Seniors", "Rs. 1 & more", "2025", "https://www.e.org/?a=1&b"),
    AnswerSource(2, "Notes", "d", "", "They earn well eno…", None, "a shelf in Kandy"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def _answers(services: FakeServices) -> None:
    services.advisor.make_html = lambda _: "\n\n".join(BLOCKS)
    services.advisor.cited = SOURCES


async def asked(api: BotApiDouble, person: User, text: str = "pay?") -> SentMessage:
    """The one message that answers a question."""
    await person.send(text)
    [reply] = await api.replies(person)
    return reply


def forged(person: User, reply: SentMessage, data: str) -> dict[str, object]:
    """A press that no button offers, on a message that is too old to be shown."""
    return {
        "callback_query": {
            "id": f"q{data}",
            "from": person.to_json(),
            "chat_instance": "1",
            "data": data,
            "message": {
                "message_id": reply.message_id,
                "date": 0,
                "chat": {"id": reply.chat_id, "type": "private"},
            },
        }
    }


# --- More


async def test_more_shows_the_whole_answer(api: BotApiDouble, bot: House, alice: User) -> None:
    """The first part gives way to the whole answer, whose buttons offer no more."""
    reply = await asked(api, alice)
    assert "Block 0" in reply.text
    assert "Block 8" not in reply.text
    assert reply.buttons[:3] == ("More", "1", "2")
    await alice.press(reply, "More")
    [whole] = await api.edited(alice)
    assert whole.message_id == reply.message_id
    assert whole.html == "\n\n".join(BLOCKS)
    assert whole.buttons == reply.buttons[1:]


async def test_more_than_a_message_is_sent_after(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """What does not fit into the message follows it, and the buttons stand under the end."""
    services.advisor.make_html = lambda _: "\n\n".join(BLOCKS * 9)
    reply = await asked(api, alice)
    await alice.press(reply, "More")
    [first] = await api.edited(alice)
    [last] = await api.replies(alice)
    assert first.buttons == ()
    assert last.text.endswith("a & b <c>")
    assert last.buttons == reply.buttons[1:]


async def test_more_works_after_a_restart(
    api: BotApiDouble, services: FakeServices, alice: User
) -> None:
    """The whole answer is kept with its turn: another process can tell the rest of it."""
    async with running(services):
        reply = await asked(api, alice)
    later = make_services(services.settings.data_dir, api.url)
    async with running(later):
        await alice.press(reply, "More")
        [whole] = await api.edited(alice)
    later.close()
    assert whole.html == "\n\n".join(BLOCKS)


async def test_more_keeps_the_question_that_was_pressed(
    api: BotApiDouble, bot: House, alice: User
) -> None:
    """The question above an answer to a button stays there, markup in it harmless."""
    reply = await asked(api, alice, "<b>?")
    await alice.press(reply, "And in Germany?")
    [pressed] = await api.replies(alice)
    await alice.press(pressed, "More")
    [whole] = await api.edited(alice)
    assert whole.html == "<i>› And in Germany?</i>\n\n" + "\n\n".join(BLOCKS)


# --- sources


async def test_a_number_opens_its_passage(api: BotApiDouble, bot: House, alice: User) -> None:
    """A source comes with title, section, date, a link to its address, and the passage."""
    reply = await asked(api, alice)
    await alice.press(reply, "1")
    [first] = await api.replies(alice)
    assert first.text == "[1] Pay <survey>\nPay › Seniors\nAs of 2025\ne.org\n\nRs. 1 & more"
    links = [entity["url"] for entity in first.entities if entity["type"] == "text_link"]
    assert links == ["https://www.e.org/?a=1&b"]
    await alice.press(reply, "2")
    [second] = await api.replies(alice)
    assert second.text == "[2] Notes\nNo date given\na shelf in Kandy\n\nThey earn well …"


async def test_a_source_of_a_forgotten_answer_is_gone(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """Neither the rest nor a source of what was deleted is shown."""
    reply = await asked(api, alice)
    services.conversations.forget("1001")
    for button in ("More", "1"):
        await alice.press(reply, button)
        [answer] = await api.replies(alice)
        assert answer.text.startswith("That question is gone")


async def test_other_chats_answers_stay_closed(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User, bob: User
) -> None:
    """Data that names another chat's turn opens nothing of it and votes on nothing."""
    await asked(api, alice)
    reply = await asked(api, bob)
    for data in ("m:1", "s:1:1", "s:2:9", f"m:{10**30}"):
        api.raw_update(forged(bob, reply, data))
        [answer] = await api.replies(bob)
        assert answer.text.startswith("That question is gone")
    api.raw_update(forged(bob, reply, "v:1:down"))
    await bot.lanes.idle()
    assert services.feedback.list(tuple(Verdict)) == ()


# --- thumbs


async def test_a_vote_is_said_and_may_change(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """The row of thumbs says how one voted, the last vote counts, the other buttons stay."""
    reply = await asked(api, alice)
    query = await alice.press(reply, "👎")
    await api.callback_answer(query)
    [down] = await api.edited(alice)
    assert down.buttons == (*reply.buttons[:-2], "👍", "👎 Noted, thanks")
    assert [row.question for row in services.feedback.list()] == ["pay?"]
    await alice.press(reply, "👍")
    [up] = await api.edited(alice)
    assert up.buttons == (*reply.buttons[:-2], "👍 Thanks!", "👎")
    assert [row.verdict.value for row in services.feedback.list(tuple(Verdict))] == ["up"]
    await alice.press(reply, "More")
    [whole] = await api.edited(alice)
    assert whole.buttons[-2:] == ("👍 Thanks!", "👎")


async def test_the_same_vote_again_counts_once(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """A thumb pressed twice is one vote."""
    reply = await asked(api, alice)
    for _ in range(2):
        await alice.press(reply, "👎")
    await api.edited(alice)
    await bot.lanes.idle()
    assert len(services.feedback.list(tuple(Verdict))) == 1


async def test_a_vote_under_an_old_message_is_said(
    api: BotApiDouble, bot: House, alice: User
) -> None:
    """Where Telegram does not show the buttons any more, they are made anew from the turn."""
    reply = await asked(api, alice)
    api.raw_update(forged(alice, reply, "v:1:up"))
    [up] = await api.edited(alice)
    assert up.buttons[-2:] == ("👍 Thanks!", "👎")
    assert "And in Germany?" in up.buttons


async def test_only_who_asked_votes(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User, bob: User
) -> None:
    """In a group anybody may read on, but the thumbs are those of who asked."""
    group = api.group(-500, "Careers", [alice, bob])
    await alice.send("@career_advisor_bot pay?", chat=group)
    [reply] = await api.replies(group)
    await bob.press(reply, "👎")
    await bob.press(reply, "More")
    [whole] = await api.edited(group)
    assert whole.buttons[-2:] == ("👍", "👎")
    assert services.feedback.list(tuple(Verdict)) == ()


async def test_small_talk_has_no_thumbs(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """A greeting is not voted on."""
    services.advisor.status = Status.SMALLTALK
    reply = await asked(api, alice, "hi")
    assert "👍" not in reply.buttons


# --- /why


async def test_why_explains_the_last_answer(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """/why tells of the last answer, and with a number of any answer of the conversation."""
    await asked(api, alice, "first <b>?")
    await asked(api, alice, "second?")
    last = await asked(api, alice, "/why")
    assert last.text.startswith("Why answer 2\n› second?\n\n")
    assert "Nothing is kept on how this answer came about." in last.text
    for command in ("/why 1", "/why #1"):
        assert (await asked(api, alice, command)).text.startswith("Why answer 1\n› first <b>?\n")


async def test_why_tells_what_is_kept(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User
) -> None:
    """What an explanation holds is told, the question's markup harmless."""
    why = Explanation("<b>?", "no_answer", Origin("g7", "encoder"), refused="no_topic")
    services.advisor.explanation = explanation_as_dict(why)
    await asked(api, alice, "<b>?")
    told = (await asked(api, alice, "/why")).text
    assert told.startswith("Why answer 1\n\nHow I understood it\n“<b>?”")
    assert told.endswith("Index g7")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/why", "There is no answer to explain yet."),
        ("/why 1", "There is no answer 1 in our conversation."),
        (f"/why {10**30}", "There is no answer"),
        ("/why not", "/why explains my last answer"),
        ("/why ²", "/why explains my last answer"),
    ],
)
async def test_why_says_what_it_cannot_explain(
    api: BotApiDouble, bot: House, alice: User, bob: User, command: str, said: str
) -> None:
    """Nothing asked yet, another's answer, a number that is none: each is told what to do."""
    await asked(api, alice)
    assert (await asked(api, bob, command)).text.startswith(said)


async def test_why_tells_of_ones_own_answers_in_a_group(
    api: BotApiDouble, bot: House, services: FakeServices, alice: User, bob: User
) -> None:
    """In a group nobody has another member's question explained."""
    group = api.group(-500, "Careers", [alice, bob])
    await alice.send("@career_advisor_bot pay?", chat=group)
    await api.replies(group)
    await bob.send("/why 1", chat=group)
    [answer] = await api.replies(group)
    assert answer.text.startswith("There is no answer 1")

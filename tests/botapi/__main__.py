"""Runs the double by itself: `python -m tests.botapi --port N`; talk to it over /control."""

import argparse
import asyncio
import json
import sys
from typing import Any

from tornado.web import RequestHandler

from tests.botapi.double import BotApiDouble
from tests.botapi.people import User


class ControlHandler(RequestHandler):
    """Speaks as a person, and shows what the bot did."""

    def initialize(self, double: BotApiDouble) -> None:
        """Take the double to control."""
        self._double = double

    def get(self, action: str) -> None:
        """Answer /control/state with all there is to see."""
        double = self._double
        state = {
            "pending": double.pending,
            "sent": [
                {"id": m.message_id, "chat": m.chat_id, "text": m.text, "buttons": m.buttons}
                for m in double.sent
            ],
            "violations": [str(violation) for violation in double.violations],
            "transcripts": {chat: double.transcript(chat) for chat in double.world.chats},
        }
        self.set_header("Content-Type", "application/json")
        self.write(json.dumps(state, ensure_ascii=False, indent=1) + "\n")

    async def post(self, action: str) -> None:
        """Do /control/send {user, text} or /control/press {user, message, button}."""
        given: dict[str, Any] = json.loads(self.request.body)
        person = self._person(int(given["user"]))
        try:
            if action == "press":
                done: int | str = await person.press(int(given["message"]), str(given["button"]))
            else:
                done = await person.send(str(given["text"]))
        except (LookupError, ValueError) as error:
            self.set_status(400)
            self.write({"error": str(error)})
        else:
            self.write({"id": done})

    def _person(self, user_id: int) -> User:
        return self._double.user(user_id, f"User{user_id}")


async def serve(port: int, token: str) -> None:
    """Serve until interrupted."""
    double = BotApiDouble(token)
    double.server.add(r"/control/(\w+)", ControlHandler, {"double": double})
    await double.start(port)
    sys.stdout.write(f"TELEGRAM_API_URL={double.url} TELEGRAM_BOT_TOKEN={token}\n")
    sys.stdout.flush()
    try:
        await asyncio.Event().wait()
    finally:
        await double.stop()


def main() -> None:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--token", default="123456:TEST")
    arguments = parser.parse_args()
    try:
        asyncio.run(serve(arguments.port, arguments.token))
    except KeyboardInterrupt:
        sys.stdout.write("\n")


if __name__ == "__main__":
    main()

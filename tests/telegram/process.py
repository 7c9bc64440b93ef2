"""The bot as a process of its own, so that it can be killed: `python -m tests.telegram.process`.

Arguments: the database's folder, the API's address, and for a webhook its address and port.
"""

import sys
from pathlib import Path

from bot.telegram.app import run
from tests.telegram.fakes import TOKEN, make_services


def main(folder: str, api_url: str, webhook_url: str = "", port: str = "8080") -> int:
    """Run until a signal comes; return the exit code."""
    more = {"webhook_url": webhook_url, "port": int(port)} if webhook_url else {}
    token = TOKEN if "refused" not in folder else "123456:SECRET-THAT-MUST-NOT-SHOW"
    return run(make_services(Path(folder), api_url, telegram_bot_token=token, **more))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

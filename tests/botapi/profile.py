"""Methods about the bot itself: who it is, its commands, its descriptions. Knows no messages."""

import json
import re

from tests.botapi.checks import Checks
from tests.botapi.records import Json
from tests.botapi.state import World

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LENGTHS = {"name": 64, "description": 512, "short_description": 120}

Scope = tuple[str, str]
"""A command scope as JSON, and a language code or an empty string."""


class Profile:
    """What people see of the bot before they write."""

    def __init__(self, world: World, checks: Checks) -> None:
        self.commands: dict[Scope, list[Json]] = {}
        self.words: dict[tuple[str, str], str] = {}
        """Name, description and short_description by language code."""
        self._world = world
        self._checks = checks

    def set_commands(self, params: Json) -> bool:
        """Set the commands of a scope and language."""
        commands = params.get("commands") or []
        if len(commands) > 100:
            reason = "BOT_COMMANDS_TOO_MUCH"
            raise self._checks.refuse("commands", f"{len(commands)}", None, reason)
        for command in commands:
            name, description = command.get("command", ""), command.get("description", "")
            if not _COMMAND.fullmatch(name) or not 1 <= len(description) <= 256:
                raise self._checks.refuse("commands", f"{command}", None, "BOT_COMMAND_INVALID")
        self.commands[_scope(params)] = commands
        return True

    def get_commands(self, params: Json) -> list[Json]:
        """Return the commands of just this scope and language."""
        return self.commands.get(_scope(params), [])

    def delete_commands(self, params: Json) -> bool:
        """Forget the commands of a scope and language."""
        self.commands.pop(_scope(params), None)
        return True

    def set_words(self, params: Json) -> bool:
        """Set the name, the description or the short one, whichever the call carries."""
        language = str(params.get("language_code") or "")
        for kind, limit in _LENGTHS.items():
            text = str(params.get(kind) or "")
            if len(text) > limit:
                detail = f"{kind} of {len(text)} characters, {limit} are allowed"
                raise self._checks.refuse("profile", detail, None, f"{kind} is too long")
            if kind in params:
                self.words[kind, language] = text
        return True

    def get_me(self, params: Json) -> Json:
        """Return the bot."""
        return self._world.bot | {
            "can_join_groups": True,
            "can_read_all_group_messages": not self._world.privacy,
            "supports_inline_queries": False,
        }

    def get_chat(self, params: Json) -> Json:
        """Return all that is known of a chat."""
        gifts = dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            True,
        )
        chat = self._world.chat(params.get("chat_id")).to_json()
        return chat | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def _scope(params: Json) -> Scope:
    scope = params.get("scope") or {"type": "default"}
    return json.dumps(scope, sort_keys=True), str(params.get("language_code") or "")

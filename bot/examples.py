"""Example questions of a person's own: recognition learns from them beside the shipped ones.

Knows nothing of where they come from and of how recognition learns.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

from bot import lists
from bot.labels import OUT_OF_SCOPE, TOPIC
from bot.lists import ListError
from bot.utterance import ROLES, Utterance
from knowledge.lexicon import build_lexicon
from knowledge.models import Role
from knowledge.resources import yaml_value
from knowledge.topics import load_topics

EXAMPLES = "examples.yaml"
"""The file's name in the data folder."""
_HEAD = """\
# Example questions of our own: recognition learns from them at the next reindex.
# A role may be named: recognition reads "this job" in its place.
"""


class UnknownTopicError(ListError):
    """An example question of a topic that does not exist."""

    def __init__(self, topic: str) -> None:
        self.topic = topic
        super().__init__(f"there is no topic {topic!r}: choose one of {', '.join(topics())}")


class BadExamplesError(ListError):
    """The file of example questions cannot be used."""

    def __init__(self, file: Path, reason: str) -> None:
        self.file = file
        super().__init__(
            f"{file} holds no example questions that can be learnt from: {reason}. Mend the file, "
            "or move it away to learn from the shipped examples alone."
        )


@dataclass(frozen=True, slots=True)
class Example:
    """One question with the topic that it asks for."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    topic: str
    text: str


_examples = TypeAdapter(tuple[Example, ...])


def topics() -> tuple[str, ...]:
    """Return what an example question may be of."""
    return (*load_topics(), OUT_OF_SCOPE)


def read_examples(file: Path) -> tuple[Example, ...]:
    """Return the examples of the file, none where there is no file, or raise BadExamplesError."""
    try:
        if lists.is_blank(file):
            return ()
        found = _examples.validate_python(yaml_value(file.read_text("utf-8")) or ())
    except ValidationError as error:
        detail = error.errors(include_url=False, include_input=False)[0]
        where = " ".join(str(p + 1 if isinstance(p, int) else p) for p in detail["loc"])
        raise BadExamplesError(file, f"entry {where}: {detail['msg']}".replace(" :", ":")) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise BadExamplesError(file, " ".join(str(error).split())) from None
    for example in found:
        if example.topic not in topics():
            raise BadExamplesError(file, str(UnknownTopicError(example.topic)))
    return found


def add_example(data_dir: Path, example: Example) -> Path:
    """Add an example to the data folder's file, unless it stands there; return the file.

    Raises UnknownTopicError or BadExamplesError; the file is then as it was.
    """
    if example.topic not in topics():
        raise UnknownTopicError(example.topic)
    file = data_dir / EXAMPLES
    with lists.alone(data_dir):
        if example not in read_examples(file):
            lists.append(file, asdict(example), _HEAD)
    return file


def with_own(
    shipped: Mapping[str, Sequence[str]], own: Sequence[Example], roles: Iterable[Role]
) -> Mapping[str, Sequence[str]]:
    """Return the example messages by label with one's own, "this job" in place of a role's name."""
    if not own:
        return shipped
    lexicon = build_lexicon(roles)
    learnt = {label: list(texts) for label, texts in shipped.items()}
    for example in own:
        text = " ".join(example.text.split())
        named = tuple(mention for mention in lexicon.find(text) if mention.kind in ROLES)
        masked, there = Utterance(text, named).masked(), learnt[_label(example.topic)]
        if masked and masked not in there:
            there.append(masked)
    return learnt


def _label(topic: str) -> str:
    return topic if topic == OUT_OF_SCOPE else f"{TOPIC}{topic}"

"""The shares of judged cases that must hold, by file, as floors.yaml gives them."""

from pathlib import Path
from typing import Annotated

import yaml
from pydantic import Field, TypeAdapter, ValidationError

from bot.evaluation.cases import complaint
from bot.evaluation.errors import BadFloorsError
from knowledge.resources import yaml_value

FLOORS = "floors.yaml"

_floors = TypeAdapter(dict[str, Annotated[float, Field(ge=0, le=1)]])


def load_floors(file: Path) -> dict[str, float]:
    """Return a file's name to the least share of its cases that must hold."""
    try:
        return _floors.validate_python(yaml_value(file.read_text(encoding="utf-8")))
    except ValidationError as error:
        raise BadFloorsError(file, complaint(error).removeprefix("case ")) from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        reason = " ".join(str(error).split())
        raise BadFloorsError(file, f"it cannot be read as YAML ({reason})") from None

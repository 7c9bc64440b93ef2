"""What the values of facts are worth in an order: numbers as they are, terms by their step.

Knows nothing of who asks; a value that no ladder has stands in no order.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from knowledge.models import Fact
from knowledge.resources import yaml_resource

_CUTS = (",", ";", "(", "[", " –", " -")

Ends = tuple[Decimal, Decimal]


def ends_of(fact: Fact) -> Ends | None:
    """Return both ends of a fact's value; None where it stands in no order."""
    if fact.low is not None:
        return fact.low, fact.high if fact.high is not None else fact.low
    step = step_of(fact.kind, fact.value)
    return None if step is None else (Decimal(step), Decimal(step))


def step_of(kind: str, value: str) -> int | None:
    """Return the place of a term on its kind's ladder, 0 for the least."""
    said = " ".join(value.casefold().replace("’", "'").split())
    names = _names(kind)
    if said in names:
        return names[said]
    begun = [name for name in names if any(said.startswith(name + cut) for cut in _CUTS)]
    return names[max(begun, key=len)] if begun else None


def step_named(kind: str, step: str) -> int:
    """Return the place of a step by its key in ladders.yaml; raises KeyError for none."""
    return {key: place for place, key in enumerate(ladders()[kind])}[step]


def name_of_step(kind: str, place: int) -> str:
    """Return what documents usually call a step."""
    return next(iter(list(ladders()[kind].values())[place]))


@cache
def ladders() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Return the kinds whose values are steps of a ladder, each with its steps, the least first."""
    loaded = yaml_resource("knowledge.facts", "ladders.yaml")
    return {
        kind: {step: tuple(map(str, names)) for step, names in steps.items()}
        for kind, steps in loaded.items()
    }


@cache
def _names(kind: str) -> dict[str, int]:
    steps = ladders().get(kind, {})
    return {name: place for place, names in enumerate(steps.values()) for name in names}

"""The YAML files beside the code."""

from importlib.resources import files

import pytest
import yaml

from knowledge.resources import yaml_resource

OURS = [
    ("knowledge", "topics.yaml"),
    ("knowledge", "lexicon.yaml"),
    ("knowledge", "money.yaml"),
    ("knowledge.facts", "kinds.yaml"),
    ("knowledge.readers", "navigation.yaml"),
]


@pytest.mark.parametrize(("package", "name"), OURS)
def test_the_fast_loader_reads_what_the_plain_one_reads(package: str, name: str) -> None:
    """A file's values are the same whether the loader written in C or the plain one reads it."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    assert yaml_resource(package, name) == yaml.safe_load(text) != {}

"""The shape of the house: which way imports point, who may import what, how large things are."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "knowledge": frozenset(),
    "storage": frozenset(),
    "retrieval": frozenset({"knowledge"}),
    "bot": frozenset({"knowledge", "retrieval", "storage"}),
}
"""Which of our packages each may import, itself aside."""

ONLY_IN = {
    "sentence_transformers": "retrieval/encoder.py",
    "faiss": "retrieval/index.py",
}
"""Libraries that one file alone knows."""

NEVER_IN_KNOWLEDGE = {
    "torch",
    "faiss",
    "sentence_transformers",
    "sqlmodel",
    "sqlalchemy",
    "telegram",
}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 60
FEWEST_FILES = {"knowledge": 12, "retrieval": 8, "storage": 10, "bot": 40}
"""A test that saw fewer files looked in the wrong place."""


@cache
def files(package: str) -> Mapping[str, ast.Module]:
    """The files of a package, by their path below the root."""
    found = {
        path.relative_to(ROOT).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / package).rglob("*.py"))
    }
    assert len(found) >= FEWEST_FILES[package]
    return found


def modules(name: str, tree: ast.Module) -> Iterator[str]:
    """Every module that a file imports, wherever in it, by its full name."""
    parts = name.removesuffix(".py").split("/")
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            origin = [*parts[: -node.level], node.module or ""] if node.level else [node.module]
            base = ".".join(part for part in origin if part)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def imported(package: str) -> dict[str, set[str]]:
    """The top-level packages that each file of a package imports."""
    return {
        name: {module.split(".")[0] for module in modules(name, tree)}
        for name, tree in files(package).items()
    }


each_package = pytest.mark.parametrize("package", MAY_IMPORT)


@each_package
def test_imports_point_one_way(package: str) -> None:
    """Knowledge and storage know nobody, retrieval knows knowledge, the bot knows all."""
    found = imported(package)
    assert set().union(*found.values()) & {"dataclasses", "re", "pathlib"}, "imports were seen"
    not_allowed = MAY_IMPORT.keys() - MAY_IMPORT[package] - {package}
    assert {name: seen & not_allowed for name, seen in found.items() if seen & not_allowed} == {}


def test_knowledge_needs_no_machinery() -> None:
    """Documents become knowledge without embeddings, a database or Telegram."""
    wrong = {name: seen & NEVER_IN_KNOWLEDGE for name, seen in imported("knowledge").items()}
    assert {name: seen for name, seen in wrong.items() if seen} == {}


def test_only_the_telegram_side_knows_telegram() -> None:
    """It alone imports Telegram's library, and nobody imports it but the command that starts it."""
    users = {
        name
        for package in MAY_IMPORT
        for name, tree in files(package).items()
        for module in modules(name, tree)
        if module.split(".")[0] == "telegram" or module.split(".")[:2] == ["bot", "telegram"]
    }
    others = {name for name in users if not name.startswith("bot/telegram/")}
    assert others == {"bot/commands/talk.py"}


@pytest.mark.parametrize(("library", "home"), ONLY_IN.items())
def test_a_heavy_library_is_known_to_one_file(library: str, home: str) -> None:
    """Another encoder or another index is a change in one place."""
    users = {
        name
        for package in MAY_IMPORT
        for name, seen in imported(package).items()
        if library in seen
    }
    assert users == {home}


@each_package
def test_modules_stay_small(package: str) -> None:
    """A module that has grown too long is two."""
    lines = {name: len((ROOT / name).read_text("utf-8").splitlines()) for name in files(package)}
    assert max(lines.values()) > 1
    assert {name: n for name, n in lines.items() if n > LONGEST_MODULE} == {}


@each_package
def test_functions_stay_small(package: str) -> None:
    """A function that has grown too long is several."""
    lengths = {
        f"{name}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for name, tree in files(package).items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert lengths
    assert {name: n for name, n in lengths.items() if n > LONGEST_FUNCTION} == {}

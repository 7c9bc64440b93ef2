"""Which way the imports point."""

import ast
from collections.abc import Iterator
from pathlib import Path

import storage

FOLDER = Path(storage.__file__).parent
OTHERS = {"bot", "knowledge", "retrieval"}


def imported(file: Path) -> Iterator[str]:
    """The packages a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module).split(".")[0] if not node.level else "storage"


def test_storage_knows_nobody() -> None:
    """No file of storage imports another package of ours."""
    files = sorted(FOLDER.rglob("*.py"))
    seen = {file: set(imported(file)) for file in files}
    assert FOLDER / "database.py" in seen
    assert "sqlalchemy" in set().union(*seen.values())
    assert {file.name for file, names in seen.items() if names & OTHERS} == set()


def test_tables_stay_inside() -> None:
    """No table is among the public names, which are all there."""
    public = {name: getattr(storage, name) for name in storage.__all__}
    assert len(public) == len(storage.__all__) > 0
    assert not [name for name, thing in public.items() if hasattr(thing, "__table__")]

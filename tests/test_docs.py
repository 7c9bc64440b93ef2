"""The papers say what the code does: names, tables, examples and links are compared with it."""

import ast
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import typer
import yaml
from click import Command, Group

from bot.cli import app
from bot.settings import settings_table
from bot.telegram.commands import COMMANDS
from knowledge.corpus import load_corpus

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "knowledge", "retrieval", "storage")
README, ARCHITECTURE, CONTRIBUTING, CHANGELOG = (
    (ROOT / f"{name}.md").read_text("utf-8")
    for name in ("README", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG")
)
PAPERS = sorted([*ROOT.glob("*.md"), *(ROOT / "tests").rglob("*.md")])


def block(paper: str, name: str) -> str:
    """What stands between a marker and the next end marker."""
    found = re.search(rf"<!-- {name} -->\n(.*?)\n?<!-- end -->", paper, re.DOTALL)
    assert found, f"there is no block {name!r}"
    return found[1]


def fenced(text: str) -> str:
    """The first code block of a text, without its fence."""
    found = re.search(r"```\w*\n(.*?)```", text, re.DOTALL)
    assert found
    return found[1]


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |".replace("|  |", "| |") for line in lines)


def cli_commands() -> dict[str, Command]:
    """The commands of the command line, by what is typed after career-advisor."""

    def below(group: Group, before: str) -> Iterator[tuple[str, Command]]:
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                if command.invoke_without_command:
                    yield f"{before}{name}", command
                yield from below(command, f"{before}{name} ")
            else:
                yield f"{before}{name}", command

    return dict(below(typer.main.get_command(app), ""))  # type: ignore[arg-type]


def cli_table() -> str:
    """What README shows of the command line."""
    rows = [
        (f"`{name}`", (command.help or "").split("\n\n")[0].replace("\n", " "))
        for name, command in cli_commands().items()
    ]
    return table(("command", "does"), rows)


def telegram_table() -> str:
    """What README shows of the commands in a chat."""
    rows = [
        (f"`/{command.name}`", command.description, "admins" if command.for_admins else "everybody")
        for command in COMMANDS
    ]
    return table(("command", "shows or does", "for"), rows)


def settings_md() -> str:
    """What README shows of the settings."""
    rows = [
        (f"`{row.name}`", row.meaning, f"`{row.default}`" if "/" in row.default else row.default)
        for row in settings_table()
    ]
    return table(("variable", "meaning", "default"), rows)


@pytest.mark.parametrize(
    ("name", "made"),
    [("cli", cli_table()), ("telegram", telegram_table()), ("settings", settings_md())],
)
def test_tables_of_the_readme_are_the_codes(name: str, made: str) -> None:
    """Commands and settings stand in README as the code has them."""
    assert made.count("\n") > 5
    assert block(README, name) == made, f"paste into README.md, below <!-- {name} -->:\n\n{made}"


def test_the_readmes_dialogue_is_the_one_replayed() -> None:
    """Each message and each line of README's dialogue stands in tests/dialogues/shipped."""
    file = ROOT / "tests" / "dialogues" / "shipped" / "readme.yaml"
    (dialogue,) = yaml.safe_load(file.read_text("utf-8"))
    kept = [
        (turn["user"], [*turn.get("first", ()), *turn.get("bot", ())]) for turn in dialogue["turns"]
    ]
    turns = fenced(block(README, "dialogue")).removeprefix("> ").split("\n> ")
    shown = [(turn.splitlines()[0], turn.splitlines()[1:]) for turn in turns]
    assert len(shown) > 3
    assert [(asked, [s for s in said if s not in {"…", ""}]) for asked, said in shown] == kept


def test_the_readmes_document_is_understood(tmp_path: Path) -> None:
    """The example of a role document gives the pay figures and the topics that it shows."""
    (tmp_path / "registered-nurse.md").write_text(fenced(block(README, "document")), "utf-8")
    corpus = load_corpus(tmp_path)
    assert corpus.refused == ()
    (document,) = corpus.documents
    assert document.role.name == "Registered Nurse"
    assert document.source.as_of == "2026-03"
    assert [p.topic for p in document.passages] == ["pay", "education", "hours"]
    facts = [fact for passage in document.passages for fact in passage.pay]
    assert [(fact.level, fact.market, fact.high) for fact in facts] == [
        ("entry", "Sri Lanka", 80_000),
        ("senior", "Sri Lanka", 160_000),
    ]
    assert facts[1].titles == ("Ward Sister", "Nursing Officer")


def test_every_front_matter_key_is_explained() -> None:
    """README's example uses every key that README explains, and the other way round."""
    document = fenced(block(README, "document"))
    used = set(yaml.safe_load(document.split("---")[1]))
    explained = set(
        re.findall(
            r"^\| `([a-z_]+)` \|", README.partition("front matter |")[2].partition("\n\n")[0], re.M
        )
    )
    assert "role" in used
    assert used == explained


def test_targets_of_the_papers_and_the_makefile_agree() -> None:
    """Each make target that a paper names exists, and CONTRIBUTING explains each that exists."""
    targets = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert {"run", "test"} <= targets
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", "\n".join(_texts()), re.M))
    assert named - targets == set()
    assert set(re.findall(r"^\| `make ([a-z-]+)` \|", CONTRIBUTING, re.M)) == targets


def test_commands_that_papers_name_exist() -> None:
    """What follows career-advisor in a paper is a command of the command line."""
    known = {tuple(name.split()) for name in cli_commands()}
    found = re.findall(r"(?:`|^)career-advisor ([a-z]+)(?: ([a-z]+))?", "\n".join(_texts()), re.M)
    assert len(found) > 5
    assert [words for words in found if words not in known and (words[0],) not in known] == []


def sources() -> dict[str, ast.Module]:
    """Every module of the packages, by its path, without the history of the schema."""
    files = [file for package in PACKAGES for file in sorted((ROOT / package).rglob("*.py"))]
    return {
        file.relative_to(ROOT).as_posix(): ast.parse(file.read_text("utf-8"))
        for file in files
        if file.name != "__init__.py" and file.parent.name != "versions"
    }


def listed_modules() -> list[str]:
    """The modules in ARCHITECTURE's lists: a folder's heading, then "name.py  what it is"."""
    found: list[str] = []
    folder = ""
    for line in fenced(block(ARCHITECTURE, "modules")).splitlines():
        if line.endswith("/"):
            folder = line
        elif match := re.match(r"  (\w+\.py) ", line):
            found.append(folder + match[1])
    return found


def test_every_module_is_in_the_list() -> None:
    """ARCHITECTURE lists each module once, and none that is not there."""
    there = set(sources())
    listed = listed_modules()
    assert "bot/advisor.py" in there
    assert sorted(there - set(listed)) == []
    assert sorted(listed) == sorted(there)


def test_the_arrows_are_the_imports() -> None:
    """Each package imports those of ours that ARCHITECTURE says, and no other."""
    found: dict[str, set[str]] = {package: set() for package in PACKAGES}
    for path, module in sources().items():
        home = path.partition("/")[0]
        found[home] |= {name.partition(".")[0] for name in _imports(module)} & set(PACKAGES)
    said = {
        home: set(re.findall(r"`(\w+)`", others))
        for home, others in re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", ARCHITECTURE, re.M)
        if home in PACKAGES
    }
    assert found["bot"]
    assert {home: others - {home} for home, others in found.items()} == said


def _imports(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


def test_the_error_trees_are_the_classes() -> None:
    """ARCHITECTURE draws every error class of the packages below the class it comes from."""
    bases = {
        node.name: {ast.unparse(base) for base in node.bases}
        for module in sources().values()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    }
    drawn: dict[str, str | None] = {}
    above: list[str] = []
    for line in fenced(block(ARCHITECTURE, "errors")).splitlines():
        if match := re.match(r"( *)(\w+Error)\b", line):
            depth = len(match[1]) // 2
            above[depth:] = [match[2]]
            drawn[match[2]] = above[depth - 1] if depth else None
    assert "StorageError" in bases
    assert set(drawn) == set(bases)
    for name, parent in drawn.items():
        assert (parent in bases[name]) if parent else not bases[name] & set(bases), name


def test_named_types_and_numbers_stand_where_it_is_said() -> None:
    """What ARCHITECTURE's tables name in a module is defined there."""
    modules = sources()
    flows = re.findall(r"^\| ((?:`[A-Z]\w+`,? ?)+)\| `(\w+/\w+\.py)` \|", ARCHITECTURE, re.M)
    numbers = re.findall(r"^\| `(\w+/\w+\.py)` \| ([^|]+) \|", ARCHITECTURE, re.M)
    said = [*flows, *((names, module) for module, names in numbers)]
    pairs = [(name, path) for names, path in said for name in re.findall(r"`(\w+)`", names)]
    assert ("Passage", "knowledge/models.py") in pairs
    assert ("TOPIC_WEIGHT", "retrieval/ranking.py") in pairs
    assert [pair for pair in pairs if pair[0] not in _defined(modules[pair[1]])] == []


def _defined(module: ast.Module) -> set[str]:
    classes = {node.name for node in module.body if isinstance(node, ast.ClassDef)}
    assigned = [t for node in module.body if isinstance(node, ast.Assign) for t in node.targets]
    return classes | {target.id for target in assigned if isinstance(target, ast.Name)}


def test_every_dependency_has_its_reason() -> None:
    """ARCHITECTURE says of each library that is installed what it is for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = {re.split(r"[\[<>=]", line)[0].lower() for line in project["dependencies"]}
    section = ARCHITECTURE.partition("## Dependencies")[2].partition("\n## ")[0].lower()
    assert len(names) > 15
    assert [name for name in sorted(names) if name not in section] == []


def test_the_changelog_leads_to_this_version() -> None:
    """On top stands what is not released, or the version that pyproject.toml has."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    headings = re.findall(r"^## (.+)$", CHANGELOG, re.M)
    assert headings
    released = [heading.split(" - ")[0] for heading in headings if heading != "Unreleased"]
    assert "Unreleased" not in headings[1:]
    assert released[:1] in ([], [project["version"]])
    assert re.search(r"^- ", CHANGELOG.split("\n## ")[1], re.M)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_to_files_lead_somewhere(paper: Path) -> None:
    """Each link to a file, and each heading linked to, exists."""
    for target in re.findall(r"\]\(([^)]+)\)", paper.read_text("utf-8")):
        file, _, anchor = target.partition("#")
        if "://" in target:
            continue
        there = paper.parent / file if file else paper
        assert there.exists(), target
        assert not anchor or anchor in _anchors(there), target


def _anchors(paper: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", paper.read_text("utf-8"), re.M)
    return {re.sub(r"[^\w -]", "", heading).lower().replace(" ", "-") for heading in headings}


def test_papers_name_no_machine() -> None:
    """No paper tells of a folder that stands on one machine alone."""
    texts = _texts()
    assert len(texts) > 4
    assert [t for t in texts if re.search(r"(?<![\w.])/(?:home|root|tmp|work|Users)\b", t)] == []


def test_every_paper_is_linked() -> None:
    """README leads to each paper beside it."""
    there = {paper.name for paper in ROOT.glob("*.md")} - {"README.md"}
    assert "ARCHITECTURE.md" in there
    assert there <= set(re.findall(r"\]\(([^)#]+)\)", README))


def _texts() -> list[str]:
    return [paper.read_text("utf-8") for paper in PAPERS]

"""The Makefile, the pinned versions and the files that hosts read."""

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TARGETS = (
    *("run", "test", "install", "chat", "reindex", "evaluate", "evaluate-handbook"),
    "evaluate-ablation",
    *("evaluate-reading", "bench", "careers", "lint", "types", "check", "help"),
)


def make(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run make and return what it said."""
    # A make that runs these tests leaves words to the makes below it, which change what they say.
    env = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["make", *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def pins() -> dict[str, str]:
    """The packages that are pinned, by their names as the index compares them."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pairs = (line.split("==") for line in lines if not line.startswith("#"))
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pairs}


def test_make_alone_lists_the_targets() -> None:
    """`make` shows every target with what it does."""
    listed = [line.split()[1] for line in make().stdout.splitlines()]
    assert set(listed) == set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_can_be_planned(target: str) -> None:
    """Each target exists and what it depends on does too."""
    assert make("--dry-run", target).returncode == 0


def test_a_second_set_up_does_nothing(tmp_path: Path) -> None:
    """Once installed, nothing is installed again until what is to be installed changes."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    stamp = tmp_path / ".venv" / ".installed"
    stamp.parent.mkdir()
    stamp.touch()
    assert "pip install" not in make("--dry-run", "install", cwd=tmp_path).stdout
    stamp.unlink()
    assert "pip install" in make("--dry-run", "install", cwd=tmp_path).stdout


def test_without_a_python_the_next_step_is_told(tmp_path: Path) -> None:
    """Where no Python will do, the error says what is needed and how to name one."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path)
    done = make("install", "PYTHON=/nowhere/python", cwd=tmp_path)
    assert done.returncode != 0
    assert "Python 3.11 or later" in done.stderr
    assert "PYTHON=" in done.stderr


def test_every_dependency_is_pinned() -> None:
    """What pyproject.toml asks for stands in constraints.txt with one exact version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[\[<>=]", line)[0]).lower() for line in wanted}
    assert len(names) > 20
    assert names <= set(pins())


def test_pins_work_on_every_machine() -> None:
    """No pin names a build for one machine, a path or an address."""
    assert all(re.fullmatch(r"[0-9][0-9a-z.]*", version) for version in pins().values())
    assert pins()["torch"] == "2.13.0"


def test_the_ci_calls_the_commands_of_the_readme() -> None:
    """`.ci/run` can be run, and what it runs are targets of make."""
    script = ROOT / ".ci" / "run"
    called = re.findall(r"^make (.+)$", script.read_text("utf-8"), re.MULTILINE)
    assert script.stat().st_mode & 0o111
    assert "test" in called
    assert all(target in TARGETS for line in called for target in line.split())

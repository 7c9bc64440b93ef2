"""The command that evaluates, over the real advisor."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.bootstrap import Services
from bot.cli import main
from bot.commands.shell import Shell
from bot.settings import Settings
from tests.conftest import BACKEND
from tests.fake_services import Outcome

WORLD = """\
- id: pay-1
  kind: pay
  turns:
    - ask: what does a senior earn in Sri Lanka
      status: [answered]
      all: ["320,000 - 700,000"]
- id: refused-1
  kind: outside
  turns:
    - ask: what does an astronaut earn?
      status: [answered]
"""


@pytest.fixture(name="run")
def _run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Runs the command from the outermost layer on, with the settings given."""

    def run(settings: Settings, *arguments: str) -> Outcome:
        try:
            main(["evaluate", *arguments], Shell(load=lambda: settings))
            code = 0
        except SystemExit as end:
            code = int(end.code or 0)
        return Outcome(code, *capsys.readouterr())

    return run


@pytest.fixture(name="world")
def _world(tmp_path: Path) -> Path:
    """A file with one case that the real advisor holds and one that it must not."""
    file = tmp_path / "world.yaml"
    file.write_text(WORLD, "utf-8")
    return file


@pytest.mark.slow
def test_the_command_builds_the_index_when_there_is_none(
    tmp_path: Path, world: Path, run: Callable[..., Outcome]
) -> None:
    """Documents that were never indexed can be evaluated at once."""
    data, one_role = tmp_path / "data", BACKEND
    settings = Settings(_env_file=None, data_dir=data, documents=one_role)  # type: ignore[call-arg]
    done = run(settings, str(world))
    assert (done.code, settings.index_dir.exists()) == (0, True)
    assert "Building the index" in done.err


def test_the_command_tells_the_counts_and_keeps_no_turn(
    backend: Services, tmp_path: Path, world: Path, run: Callable[..., Outcome]
) -> None:
    """The JSON holds what the tables show, and no database is opened for it."""
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")  # type: ignore[call-arg]
    shutil.copytree(backend.settings.index_dir, settings.index_dir)
    done = run(settings, "--json", "--failures", str(world))
    (found,) = json.loads(done.out)
    assert done.code == 0
    assert [path.name for path in settings.data_dir.iterdir()] == ["index"]
    assert (found["file"], found["held"], found["cases"]) == ("world.yaml", 1, 2)
    assert found["kinds"] == {"outside": {"held": 0, "cases": 1}, "pay": {"held": 1, "cases": 1}}
    assert found["statuses"] == {"false_refusals": 1, "false_answers": 0, "others": 0}
    assert (found["topics"], found["singles"]["of"]) == ({"pay": {"held": 1, "cases": 1}}, 2)
    assert found["wrong_figures"] == {"n": 0, "of": 1, "rate": 0.0, "causes": {}}
    assert found["false_refusals"] == {"n": 1, "of": 2, "rate": 0.5}
    assert found["confusion"] == {"turns": 1, "right": 1, "table": {"pay": {"pay": 1}}}
    assert (found["risk"]["answers"], found["risk"]["curve"]) == (1, [[1.0, 0.0]])
    assert found["median_ms"] > 0 < found["encoding_ms"]
    retrieval = found["retrieval"]
    # the one question that expects certain words; the other expects an answer, whatever it is
    assert (retrieval["cases"], retrieval["ranked"], retrieval["ranking"]) == (1, 1, 1)
    assert set(retrieval["measures"]) == {"dense", "keywords", "ranking"}
    assert [failed["id"] for failed in found["failures"]] == ["refused-1"]
    assert found["misstated"] == []


def test_below_the_floor_the_command_ends_with_1(
    backend: Services, world: Path, run: Callable[..., Outcome]
) -> None:
    """The floor holds for each file; what failed is shown, but not of a held-out file."""
    unread = world.with_name("world_heldout.yaml")
    unread.write_text(world.read_text("utf-8").replace("an astronaut", "a plumber"), "utf-8")
    done = run(backend.settings, "--failures", "--floor", "0.8", str(world), str(unread))
    assert done.code == 1
    assert "world.yaml: 50.0% is below the floor of 0.8." in done.err
    assert "world_heldout.yaml: 50.0% is below" in done.err
    assert "world.yaml: 1 of 2 cases hold (50.0%)" in done.out
    assert "refused-1 (outside)\n  Q: what does an astronaut earn?" in done.out
    assert "is no_answer, not answered" in done.out
    assert "refused 1 of 2 (50.0%) turns to be answered" in done.out
    assert "Wrong figures: 0 of 1 (0.0%) answers given." in done.out
    assert "× the" in done.out
    assert "1 failing case of world_heldout.yaml not shown" in done.out
    assert "plumber" not in done.out


def test_a_bad_file_ends_with_1_before_anything_is_built(
    tmp_path: Path, run: Callable[..., Outcome]
) -> None:
    """One line on stderr names it, and no index was made for it."""
    file = tmp_path / "bad.yaml"
    file.write_text("[]", "utf-8")
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")  # type: ignore[call-arg]
    done = run(settings, str(file))
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert not settings.data_dir.exists()


def test_a_file_of_floors_holds_each_file_to_its_own(
    backend: Services, world: Path, run: Callable[..., Outcome]
) -> None:
    """It is no file of questions; who is not in it has no floor."""
    files = [world, world.with_name("other.yaml"), world.with_name("third.yaml")]
    for file in files[1:]:
        file.write_text(world.read_text("utf-8"), "utf-8")
    floors = world.with_name("floors.yaml")
    floors.write_text("world.yaml: 0.5\nother.yaml: 0.51\nabsent.yaml: 1\n", "utf-8")
    done = run(backend.settings, *map(str, files), str(floors))
    assert (done.code, done.err.count("is below")) == (1, 1)
    assert "other.yaml: 50.0% is below the floor of 0.51." in done.err


def test_the_picture_is_written_where_it_is_wanted(
    backend: Services, tmp_path: Path, world: Path, run: Callable[..., Outcome]
) -> None:
    """An SVG; anything else, or one of an ablation, is wrong usage before anything is asked."""
    picture = tmp_path / "risk.svg"
    assert run(backend.settings, "--picture", str(picture), str(world)).code == 0
    assert "world.yaml" in picture.read_text("utf-8")
    for wrong in (["risk.gif"], ["risk.svg", "--ablation"]):
        assert run(backend.settings, "--picture", *wrong, str(world)).code == 2


def test_the_ablation_counts_by_variant_and_file(
    backend: Services, world: Path, run: Callable[..., Outcome]
) -> None:
    """JSON has the counts of each file; the whole advisor is told as an evaluation tells it."""
    done = run(backend.settings, "--ablation", "--json", str(world))
    found = json.loads(done.out)
    assert done.code == 0
    (whole,) = found["the whole advisor"]
    assert (whole["file"], whole["held"], whole["cases"]) == ("world.yaml", 1, 2)
    (without,) = found["without typed facts"]
    assert without["false_refusals"] == {"n": 1, "of": 2, "rate": 0.5}

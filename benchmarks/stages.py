"""Where the time of answering goes, by function and by file.

The profiler slows what calls much: shares are to be read here, times are not.
"""

import cProfile
import pstats
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[1]
_OURS = ("bot", "knowledge", "retrieval", "storage")


@dataclass(frozen=True, slots=True)
class Cost:
    """What a function or a file took of a question."""

    name: str
    milliseconds: float
    share: float
    calls: float
    """How often it is called for a question; 0 where that means nothing."""


@dataclass(frozen=True, slots=True)
class Profile:
    """The costs of answering, the dearest first."""

    functions: tuple[Cost, ...]
    """Our functions, each with all that it calls."""
    files: tuple[Cost, ...]
    """All files, each by itself."""


def profile(work: Callable[[str], object], questions: Iterable[str], most: int) -> Profile:
    """Do the work for each question under the profiler and keep the dearest of each kind."""
    profiler = cProfile.Profile()
    asked = 0
    for question in questions:
        profiler.runcall(work, question)
        asked += 1
    # the stubs do not know the attributes, which the documentation describes
    stats = vars(pstats.Stats(profiler))
    whole = stats["total_tt"]

    def cost(name: str, seconds: float, calls: float = 0.0) -> Cost:
        return Cost(name, 1000 * seconds / asked, seconds / whole, calls / asked)

    rows = list(_rows(stats["stats"]))
    functions = [
        cost(f"{file}:{name}", total, n) for file, name, n, _, total in rows if _ours(file)
    ]
    by_file: Counter[str] = Counter()
    for file, _, _, own, _ in rows:
        by_file[file] += own  # type: ignore[assignment] # seconds; a Counter adds them as well
    files = [cost(file, seconds) for file, seconds in by_file.items()]
    return Profile(_dearest(functions, most), _dearest(files, most))


def _rows(
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, object]],
) -> Iterator[tuple[str, str, int, float, float]]:
    for (file, _, name), (_, calls, own, total, _) in stats.items():
        yield _short(file), name, calls, own, total


def _short(file: str) -> str:
    """Our files from the root on, packages by their own names, builtins as such."""
    path = Path(file)
    if path.is_relative_to(_ROOT) and "site-packages" not in path.parts:
        return path.relative_to(_ROOT).as_posix()
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1]
    return path.name if path.suffix else "built in"


def _ours(file: str) -> bool:
    return file.partition("/")[0] in _OURS


def _dearest(costs: Iterable[Cost], most: int) -> tuple[Cost, ...]:
    return tuple(sorted(costs, key=lambda cost: -cost.milliseconds)[:most])

"""The tables of an O*NET release, read row by row from a folder or from the archive it comes in.

Knows nothing of what the tables say.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from knowledge.errors import KnowledgeError

# The largest table of a full release is near 100 MB and is not read here; beyond this is no table.
LARGEST_TABLE = 200_000_000
LARGEST_README = 100_000
_GET_IT = "get the tab-delimited text release from https://www.onetcenter.org/database.html"

Row = dict[str, str]


class ReleaseError(KnowledgeError):
    """A release that cannot be read; the message says why and what to do."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"cannot read the O*NET release {path}: {reason}")
        self.path = path
        self.reason = reason


class Tables:
    """The tables of one release by name, each read row by row."""

    def __init__(
        self, path: Path, files: Mapping[str, tuple[int, Callable[[], IO[bytes]]]]
    ) -> None:
        self.path = path
        self._files = files

    def __contains__(self, name: str) -> bool:
        return f"{name}.txt" in self._files

    def rows(self, name: str, *columns: str, optional: bool = False) -> Iterator[Row]:
        """Yield the rows with those columns; of an optional table that is not there, none."""
        if name not in self:
            if optional:
                return
            raise ReleaseError(self.path, f"it has no table {name!r}; {_GET_IT}")
        with self._open(name, LARGEST_TABLE) as file:
            reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            places = self._places(name, next(reader, []), columns)
            for row in reader:
                if len(row) <= max(places):
                    raise self.broken(name, f"line {reader.line_num} is cut short")
                yield {column: row[n] for column, n in zip(columns, places, strict=True)}

    def _places(self, name: str, head: list[str], columns: tuple[str, ...]) -> list[int]:
        missing = [column for column in columns if column not in head]
        if missing:
            reason = f"table {name!r} has no column {missing[0]!r}; {_GET_IT}"
            raise ReleaseError(self.path, reason)
        return [head.index(column) for column in columns]

    def text(self, name: str) -> str:
        """Return a short text whole; empty where there is none."""
        if name not in self:
            return ""
        with self._open(name, LARGEST_README) as file:
            return file.read()

    def number(self, name: str, row: Row, column: str) -> float:
        """Return a row's number."""
        try:
            return float(row[column])
        except ValueError:
            raise self.broken(name, f"{row[column]!r} is no number in {column!r}") from None

    def broken(self, name: str, what: str) -> ReleaseError:
        """Return the error that a table is damaged."""
        return ReleaseError(self.path, f"table {name!r} is damaged ({what}); {_GET_IT} again")

    @contextmanager
    def _open(self, name: str, largest: int) -> Iterator[IO[str]]:
        size, opened = self._files[f"{name}.txt"]
        if size > largest:
            raise self.broken(name, f"{size / 1e6:.0f} MB is too large")
        try:
            with opened() as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
                yield text
        except (csv.Error, UnicodeDecodeError, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise self.broken(name, str(error)) from error
        except (RuntimeError, NotImplementedError) as error:  # encrypted, or packed in a rare way
            reason = f"the archive cannot be unpacked here ({error}); unpack it and name the folder"
            raise ReleaseError(self.path, reason) from error


@contextmanager
def open_tables(path: Path) -> Iterator[Tables]:
    """Yield the tables of a folder or an archive; raises ReleaseError where it is neither."""
    if path.is_dir():
        # the archive unpacks into a folder of its own
        files = [file for depth in ("*.txt", "*/*.txt") for file in sorted(path.glob(depth))]
        yield Tables(path, {f.name: (f.stat().st_size, _opener(f)) for f in reversed(files)})
        return
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise ReleaseError(path, "there is no such file or folder; check the path") from None
    except (zipfile.BadZipFile, OSError) as error:
        reason = f"it is neither a folder nor a zip archive ({error}); {_GET_IT}"
        raise ReleaseError(path, reason) from error
    with archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
        yield Tables(
            path, {Path(m.filename).name: (m.file_size, _member(archive, m)) for m in members}
        )


def _opener(file: Path) -> Callable[[], IO[bytes]]:
    return lambda: file.open("rb")


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Callable[[], IO[bytes]]:
    return lambda: archive.open(info)

"""Reads what may keep its parser busy for ever in a process of its own, with bounds on it.

Knows which reader to call and how to hand its blocks over; knows no format.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from knowledge.errors import DocumentError
from knowledge.models import Block, BlockKind

LONGEST_SECONDS = 20
MOST_MEMORY = 1_000_000_000
_READERS = {"pdf": "read_pdf", "docx": "read_docx"}


def read_apart(reader: str, data: bytes) -> tuple[Block, ...]:
    """Return the blocks that a reader, "pdf" or "docx", finds in a file; raises DocumentError."""
    # nothing of this process's settings is handed on: a token has no place beside strange files
    places = (str(Path(place).resolve()) for place in sys.path)
    environment = {"PYTHONPATH": os.pathsep.join(places)}
    command = [sys.executable, "-P", "-m", "knowledge.readers.apart", reader]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=LONGEST_SECONDS,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            f"takes more than {LONGEST_SECONDS} seconds to read; save its text as a new file"
        ) from error
    if done.returncode:
        raise DocumentError("is damaged or made to mislead; save its text as a new file")
    found = json.loads(done.stdout)
    if isinstance(found, str):
        raise DocumentError(found)
    return tuple(
        Block(BlockKind(kind), text, tuple(items), depth) for kind, text, items, depth in found
    )


def _main(reader: str) -> None:
    """Read standard input and write blocks, or the reason of a refusal, as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_SECONDS, LONGEST_SECONDS))
    module = import_module(f"knowledge.readers.{reader}")
    read: Callable[[bytes], Sequence[Block]] = getattr(module, _READERS[reader])
    try:
        blocks = read(sys.stdin.buffer.read())
    except DocumentError as error:
        json.dump(error.reason, sys.stdout)
    else:
        json.dump([(b.kind, b.text, b.items, b.depth) for b in blocks], sys.stdout)


if __name__ == "__main__":
    _main(sys.argv[1])

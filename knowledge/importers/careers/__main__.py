"""Builds the shipped careers from a folder of public figures, and the list of their names.

python -m knowledge.importers.careers SHARED_FOLDER [ROLES_FOLDER]
"""

import sys
from pathlib import Path

from knowledge.errors import KnowledgeError
from knowledge.importers.careers.build import build, read_sources
from knowledge.importers.careers.nicknames import names_by_career
from knowledge.importers.careers.writing import names_of_others, write_documents

ROLES = Path(__file__).resolve().parents[2] / "roles"
NAMES = ROLES.parent / "career_names.txt"
_USAGE = 2


def main(arguments: list[str]) -> int:
    """Build, write, and tell what changed; the exit code is 0, 1 (failed) or 2 (wrong usage)."""
    if len(arguments) not in {1, 2}:
        sys.stderr.write(f"usage: {(__doc__ or '').splitlines()[-1]}\n")
        return _USAGE
    folder = Path(arguments[1]) if len(arguments) > 1 else ROLES
    try:
        sources = read_sources(Path(arguments[0]))
        careers = build(sources, names_of_others(folder))
        written = write_documents(folder, careers.documents)
        if folder == ROLES:
            NAMES.write_text(
                names_by_career({page.slug: page.title for page in sources.pages}), encoding="utf-8"
            )
    except (KnowledgeError, OSError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stderr.write("".join(f"{remark}\n" for remark in careers.remarks))
    counts = (
        f"{len(getattr(written, k))} {k}" for k in ("added", "changed", "unchanged", "removed")
    )
    sys.stdout.write(f"{', '.join(counts)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

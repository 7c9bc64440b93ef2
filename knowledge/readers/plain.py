"""Blocks as plain text, in the layout that the reader of pasted text knows."""

from collections.abc import Iterable

from knowledge.models import Block, BlockKind


def text_of(blocks: Iterable[Block]) -> str:
    """Return the blocks' words, each block apart and each item on a line of its own."""
    return "\n\n".join(map(_block, blocks))


def has_sections(blocks: Iterable[Block]) -> bool:
    """Return whether there is a heading besides the title."""
    return any(block.kind is BlockKind.HEADING and block.depth > 1 for block in blocks)


def _block(block: Block) -> str:
    if block.kind is BlockKind.STEPS:
        return "\n".join(f"{n}. {item}" for n, item in enumerate(block.items, 1))
    return "\n".join(f"• {item}" for item in block.items) or block.text

"""What happens when a handler fails: it is seen, and the clerk decides how to go on."""

import logging
import traceback

from bot.telegram.context import Context

_logger = logging.getLogger(__name__)


async def note_error(update: object, context: Context) -> None:  # noqa: ARG001 - PTB's signature
    """Log where it failed and hand the error to the clerk.

    The error's own words stay out of the log: they may quote the person or hold a secret.
    """
    error = context.error
    if error is None:
        return
    frames = "".join(traceback.format_tb(error.__traceback__)[-4:]).rstrip()
    _logger.error("A handler failed with %s\n%s", type(error).__name__, frames)
    context.exchange.error = error

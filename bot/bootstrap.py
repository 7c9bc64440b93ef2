"""The only wiring: settings to the services that the entry points use."""

from dataclasses import dataclass

from bot.advisor import Advisor
from bot.reindexing import Reindexer
from bot.settings import Settings
from retrieval.encoder import SentenceEncoder
from storage import Conversations, Feedback, Inbox, Outbox, open_database


@dataclass(frozen=True)
class Services:
    """All that an entry point may need."""

    settings: Settings
    advisor: Advisor
    reindexer: Reindexer
    conversations: Conversations
    feedback: Feedback
    inbox: Inbox
    outbox: Outbox


def build(settings: Settings) -> Services:
    """Return the services of these settings; raises storage's and retrieval's errors."""
    engine = open_database(settings.database_url)
    encoder = SentenceEncoder.load(settings.encoder)
    index = settings.index_dir
    conversations, feedback = Conversations(engine), Feedback(engine)
    return Services(
        settings=settings,
        advisor=Advisor(
            encoder,
            index,
            conversations,
            settings.default_role,
            settings.default_market,
            feedback,
            settings.exchange,
        ),
        reindexer=Reindexer(encoder, settings.documents, index),
        conversations=conversations,
        feedback=feedback,
        inbox=Inbox(engine),
        outbox=Outbox(engine),
    )

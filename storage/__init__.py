"""What we remember: conversations, feedback, updates not answered and messages not delivered yet.

Knows nobody: it imports none of the other packages, and what flows is opaque to it.
"""

from storage.conversations import Conversations
from storage.database import open_database
from storage.errors import (
    DatabaseError,
    DatabaseUnavailableError,
    DatabaseUrlError,
    MissingDriverError,
    NewerSchemaError,
    NotADatabaseError,
    StorageError,
    UnstorableValueError,
)
from storage.feedback import Feedback
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.records import (
    DeadUpdate,
    Delivery,
    FeedbackRecord,
    Forgotten,
    IncomingUpdate,
    NewFeedback,
    NewTurn,
    OutgoingMessage,
    StoredMessage,
    TurnRecord,
    Verdict,
)

__all__ = [
    "Conversations",
    "DatabaseError",
    "DatabaseUnavailableError",
    "DatabaseUrlError",
    "DeadUpdate",
    "Delivery",
    "Feedback",
    "FeedbackRecord",
    "Forgotten",
    "Inbox",
    "IncomingUpdate",
    "MissingDriverError",
    "NewFeedback",
    "NewTurn",
    "NewerSchemaError",
    "NotADatabaseError",
    "Outbox",
    "OutgoingMessage",
    "StorageError",
    "StoredMessage",
    "TurnRecord",
    "UnstorableValueError",
    "Verdict",
    "open_database",
]

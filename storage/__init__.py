"""What we remember: conversations, updates not answered yet, messages not delivered yet.

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
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.records import (
    DeadUpdate,
    Delivery,
    Forgotten,
    IncomingUpdate,
    NewTurn,
    OutgoingMessage,
    StoredMessage,
    TurnRecord,
)

__all__ = [
    "Conversations",
    "DatabaseError",
    "DatabaseUnavailableError",
    "DatabaseUrlError",
    "DeadUpdate",
    "Delivery",
    "Forgotten",
    "Inbox",
    "IncomingUpdate",
    "MissingDriverError",
    "NewTurn",
    "NewerSchemaError",
    "NotADatabaseError",
    "Outbox",
    "OutgoingMessage",
    "StorageError",
    "StoredMessage",
    "TurnRecord",
    "UnstorableValueError",
    "open_database",
]

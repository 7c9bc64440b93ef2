"""What we know, and how a document becomes knowledge. No embeddings, no Telegram, no SQL."""

"""How we talk: from a question to an answer, and to people on Telegram and in the terminal."""

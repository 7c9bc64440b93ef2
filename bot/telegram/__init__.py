"""The Telegram side: receives, keeps order, talks, delivers.

Knows nothing of how answers are made.
"""

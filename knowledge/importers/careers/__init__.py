"""Builds the shipped careers from public figures and words of our own; see __main__.py."""

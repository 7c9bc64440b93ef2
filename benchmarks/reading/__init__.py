"""Measurements of what is read out of documents, against what a person reads."""

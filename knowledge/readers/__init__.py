"""One file a format: a file's text to blocks."""

"""Measurements to run by hand: they print what they found and hold it to nothing."""

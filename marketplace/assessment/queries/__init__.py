"""Reads of the stored check: the page, what waits, clearances, reviews; and its facts."""

"""Rows in, domain objects out; each method is one statement."""

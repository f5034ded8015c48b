"""Logs, metrics and traces; nothing personal in any of them."""

"""Receives traces and keeps one JSON line per span."""

"""Fakes and fixtures for tests; nothing in production imports this package."""

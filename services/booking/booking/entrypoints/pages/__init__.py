"""Booking's pages, one module for each part of the way."""

"""Mutants: mistakes that are known to happen, each made in a copy, where the tests against it turn red."""

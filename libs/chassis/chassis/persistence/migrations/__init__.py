"""Migrations of the tables that every service has: a branch of its own beside each service's, which it follows."""

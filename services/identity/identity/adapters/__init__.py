"""Identity's own database."""

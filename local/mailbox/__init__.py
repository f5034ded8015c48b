"""Catches mails: an SMTP server that keeps, pages that show, an API that tests read."""

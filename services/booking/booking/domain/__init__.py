"""The rules of booking, free of any database and of any page."""

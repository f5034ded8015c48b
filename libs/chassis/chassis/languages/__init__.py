"""In which languages the house speaks: their names, their texts, their dates. Pages and mails both read here."""

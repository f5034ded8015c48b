"""Measures billing: documents against WeasyPrint alone, memory, and transactions of bank statements."""

"""Where fulfilment meets the database, registers, printers and files."""

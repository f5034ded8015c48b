"""How long what is kept: declared beside each table, done every night, and the source of the record of processing."""

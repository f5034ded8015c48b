"""Citizens' pages and APIs against a bare route on the same gunicorn, and what a phone loads: `make bench-web`."""
